package aikit.tokenize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairTemplateTest {

    private static final String A = "{\"Sequence\": {\"id\": \"A\", \"type_id\": 0}}";
    private static final String B = "{\"Sequence\": {\"id\": \"B\", \"type_id\": 1}}";

    @TempDir
    Path folder;

    @Test
    void specialsAndSegmentsAreThoseOfTheTemplate() throws IOException {
        try (Tokenizer bert = tokenizer(
                template(special("[CLS]", 0), A, special("[SEP]", 0), B, special("[SEP]", 1)))) {
            TypedTokens pair = bert.pairs().join(bert.ids("a b"), bert.ids("b"), 9);
            assertArrayEquals(new int[]{3, 1, 2, 4, 2, 4}, pair.ids());
            assertArrayEquals(new int[]{0, 0, 0, 0, 1, 1}, pair.types());
            assertEquals(3, bert.pairs().specials());
            assertArrayEquals(new int[]{3, 4, 4}, bert.pairs().join(new int[0], new int[0], 9).ids());
        }
    }

    @Test
    void withoutATemplateTheTextsFollowEachOther() throws IOException {
        try (Tokenizer plain = tokenizer("null")) {
            assertEquals(0, plain.pairs().specials());
            assertArrayEquals(new int[]{1, 2, 2}, plain.pairs().join(new int[]{1}, new int[]{2, 2}, 9).ids());
        }
    }

    @Test
    void anotherOrderIsRefused() throws IOException {
        try (Tokenizer turned = tokenizer(template(B, special("[SEP]", 0), A))) {
            AiException failure = assertThrows(AiException.class, turned::pairs);
            assertEquals(AiException.Kind.MODEL, failure.kind());
            assertTrue(failure.getMessage().contains("two texts"), failure.getMessage());
        }
    }

    @Test
    void aClosedTokenizerRefuses() throws IOException {
        Tokenizer closed = tokenizer("null");
        closed.close();
        assertThrows(IllegalStateException.class, closed::pairs);
    }

    /// The lengths that `longest_first` leaves.
    @ParameterizedTest
    @CsvSource({
        "7, 0, 0, 0, 0", "7, 0, 9, 0, 7", "7, 9, 0, 7, 0", "7, 3, 4, 3, 4", "7, 4, 3, 4, 3", "7, 2, 9, 2, 5",
        "7, 9, 2, 5, 2", "7, 4, 4, 3, 4", "7, 4, 9, 3, 4", "7, 9, 4, 4, 3", "7, 9, 9, 3, 4", "8, 9, 9, 4, 4",
        "8, 5, 9, 4, 4", "8, 4, 9, 4, 4", "8, 9, 5, 4, 4", "1, 1, 1, 0, 1", "1, 2, 1, 1, 0", "1, 0, 5, 0, 1"})
    void theLongerTextLosesItsEndFirst(int limit, int one, int other, int ones, int others) throws IOException {
        try (Tokenizer plain = tokenizer("null")) {
            int[] first = new int[one];
            int[] second = new int[other];
            Arrays.fill(first, 1);
            Arrays.fill(second, 2);
            int[] ids = plain.pairs().join(first, second, limit).ids();
            assertEquals(ones, Arrays.stream(ids).filter(id -> id == 1).count());
            assertEquals(others, Arrays.stream(ids).filter(id -> id == 2).count());
        }
    }

    private Tokenizer tokenizer(String processor) throws IOException {
        Path file = Files.writeString(
                folder.resolve("tokenizer.json"),
                """
                        {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": null,
                         "pre_tokenizer": {"type": "Whitespace"}, "post_processor": %s, "decoder": null,
                         "model": {"type": "WordLevel", "vocab": {"[UNK]": 0, "a": 1, "b": 2, "[CLS]": 3, "[SEP]": 4},
                                   "unk_token": "[UNK]"}}
                        """.formatted(processor));
        return Tokenizer.load(file, false, folder);
    }

    private static String template(String... pair) {
        return """
                {"type": "TemplateProcessing", "single": [%s], "pair": [%s],
                 "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [3], "tokens": ["[CLS]"]},
                                    "[SEP]": {"id": "[SEP]", "ids": [4], "tokens": ["[SEP]"]}}}
                """.formatted(A, String.join(", ", pair));
    }

    private static String special(String name, int type) {
        return "{\"SpecialToken\": {\"id\": \"%s\", \"type_id\": %d}}".formatted(name, type);
    }
}
