package aikit.tokenize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {

    @TempDir
    Path folder;

    @Test
    void aBrokenFileIsAModelFailure() throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": 7}");
        AiException failure = assertThrows(AiException.class, () -> Tokenizer.load(file, false, folder));
        assertEquals(AiException.Kind.MODEL, failure.kind());
        assertTrue(failure.getMessage().contains("not a tokenizer"), failure.getMessage());
    }

    @Test
    void aMissingFileIsAModelFailure() {
        AiException failure = assertThrows(AiException.class,
                () -> Tokenizer.load(folder.resolve("none.json"), false, folder));
        assertEquals(AiException.Kind.MODEL, failure.kind());
    }

    @Test
    void wordsKeepTheirOffsetsPastEmoji() throws IOException {
        Path file = Files.writeString(
                folder.resolve("tokenizer.json"),
                """
                        {"version": "1.0", "truncation": {"direction": "Right", "max_length": 2, "strategy": "LongestFirst", "stride": 0},
                         "padding": null, "added_tokens": [], "normalizer": null, "pre_tokenizer": {"type": "Whitespace"},
                         "post_processor": null, "decoder": null,
                         "model": {"type": "WordLevel", "vocab": {"[UNK]": 0, "hello": 1, "a": 2}, "unk_token": "[UNK]"}}
                        """);
        try (Tokenizer tokenizer = Tokenizer.load(file, false, folder)) {
            Tokens tokens = tokenizer.encode("hello \uD83D\uDE00 hello x");
            // The file's own truncation to two tokens is off.
            assertEquals(4, tokens.count());
            assertEquals(6, tokens.starts()[1]);
            assertEquals(8, tokens.ends()[1]);
            assertEquals(9, tokens.starts()[2]);
            assertEquals(0, tokenizer.specials());
            assertEquals("hello hello", tokenizer.decode(new int[]{1, 1}, true));
        }
    }

    @Test
    void lowerCaseIsPutBeforeWhatTheFileDoes() throws IOException {
        Path file = Files.writeString(
                folder.resolve("tokenizer.json"),
                """
                        {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
                         "normalizer": {"type": "NFC"}, "pre_tokenizer": {"type": "Whitespace"},
                         "post_processor": null, "decoder": null,
                         "model": {"type": "WordLevel", "vocab": {"[UNK]": 0, "hello": 1, "a": 2}, "unk_token": "[UNK]"}}
                        """);
        Tokenizer closed = Tokenizer.load(file, false, folder);
        closed.close();
        closed.close();
        assertThrows(IllegalStateException.class, () -> closed.ids("hello"));
        try (Tokenizer plain = Tokenizer.load(file, false, folder);
                Tokenizer lower = Tokenizer.load(file, true, folder)) {
            assertEquals(0, plain.ids("HELLO")[0]);
            assertEquals(1, lower.ids("HELLO")[0]);
        }
    }
}
