package aikit.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.task.EmbedOptions.Overflow;
import aikit.text.Document.Part;
import aikit.text.Splitter.Piece;
import aikit.tokenize.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitterTest {

    @TempDir
    static Path cache;

    private static Tokenizer tokenizer;

    @BeforeAll
    static void load() {
        tokenizer = Tokenizer.load(Fixtures.MINILM.resolve("tokenizer.json"), false, cache);
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @RepeatedTest(20)
    void passagesCoverTheDocumentAndFitTheModel(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        String text = prose(random, 50 + random.nextInt(1500));
        int limit = 8 + random.nextInt(120);
        int overlap = random.nextBoolean() ? 0 : random.nextInt(limit / 3);
        String prompt = random.nextBoolean() ? "" : "query: ";
        Splitter splitter = splitter(prompt, Overflow.CHUNK, limit, overlap);
        int covered = 0;
        for (Piece piece : splitter.split(Document.of(text), "text")) {
            assertTrue(piece.ids().length <= limit, piece.ids().length + " tokens");
            assertEquals(text.substring(piece.place().start(), piece.place().end()), piece.text());
            assertTrue(overlap > 0 || piece.place().start() >= covered, "passages overlap unasked");
            if (piece.place().start() > covered) {
                String gap = text.substring(covered, piece.place().start());
                assertTrue(gap.isBlank() || tokenizer.ids(gap).length == 0, "left out: '" + gap + "'");
            }
            covered = Math.max(covered, piece.place().end());
            // A passage's tokens are those of its own text.
            assertArrayEquals(
                    piece.ids(),
                    splitter(prompt, Overflow.ERROR, limit, 0)
                            .split(Document.of(piece.text()), "text")
                            .getFirst()
                            .ids());
        }
        assertTrue(tokenizer.ids(text.substring(covered)).length == 0, "the end is left out");
    }

    @Test
    void passagesEndBetweenWordsAndOverlapByWords() {
        String text = "one two three four five six seven eight nine ten";
        List<Piece> pieces = splitter("", Overflow.CHUNK, 6, 1).split(Document.of(text), "text");
        assertEquals(
                List.of("one two three four", "four five six seven", "seven eight nine ten"),
                pieces.stream().map(Piece::text).toList());
    }

    @Test
    void passagesNeverCrossAPart() {
        Document pages = new Document(
                "first page\nsecond page", List.of(new Part(0, 10, 1), new Part(11, 22, 2)), "page", false, List.of());
        List<Piece> pieces = splitter("", Overflow.AUTO, 256, 0).split(pages, "text");
        assertEquals(
                List.of("first page", "second page"),
                pieces.stream().map(Piece::text).toList());
        assertEquals(2, pieces.get(1).place().number());
        assertEquals("page", pieces.get(1).place().unit());
        assertEquals(11, pieces.get(1).place().start());
    }

    @Test
    void singleTextsLoseTheirEndAndSaySo() {
        Piece piece = splitter("", Overflow.AUTO, 5, 0)
                .split(Document.of("one two three four five"), "text")
                .getFirst();
        assertTrue(piece.truncated());
        assertEquals("one two three", piece.text());
        Piece short_ = splitter("", Overflow.AUTO, 7, 0)
                .split(Document.of("one two three four five"), "text")
                .getFirst();
        assertFalse(short_.truncated());
    }

    @Test
    void theStartCanBeLostInstead() {
        Piece piece = splitter("query: ", Overflow.START, 7, 0)
                .split(Document.of("one two three four five"), "text")
                .getFirst();
        assertEquals("three four five", piece.text());
        int[] whole = tokenizer.ids("query: three four five");
        assertArrayEquals(whole, java.util.Arrays.copyOfRange(piece.ids(), 1, piece.ids().length - 1));
    }

    @Test
    void tooLongCanBeAnError() {
        Splitter splitter = splitter("", Overflow.ERROR, 5, 0);
        AiException failure = assertThrows(
                AiException.class, () -> splitter.split(Document.of("one two three four five"), "text"));
        assertEquals("text: the text has 7 tokens, and the limit is 5", failure.getMessage());
    }

    @Test
    void aPromptThatLeavesNoRoomIsAUsageError() {
        AiException failure = assertThrows(
                AiException.class, () -> splitter("a very long prompt", Overflow.CHUNK, 6, 0));
        assertEquals(AiException.Kind.USAGE, failure.kind());
    }

    @Test
    void emptyTextIsOnePassageAndBlankProseIsNone() {
        Splitter splitter = splitter("", Overflow.AUTO, 256, 0);
        assertEquals(2, splitter.split(Document.of(""), "text").getFirst().ids().length);
        Document blank = new Document(" \n ", List.of(new Part(0, 3, 0)), "", false, List.of());
        assertEquals(List.of(), splitter.split(blank, "text"));
    }

    @Test
    void memoryDoesNotGrowWithTheLengthOfAWord() {
        // 200,000 characters without white space, astral ones at every cut.
        String text = "\uD83D\uDE00a".repeat(70_000);
        List<Piece> pieces = splitter("", Overflow.CHUNK, 256, 0).split(Document.of(text), "text");
        for (Piece piece : pieces) {
            assertTrue(piece.ids().length <= 256);
            assertFalse(Character.isLowSurrogate(piece.text().charAt(0)));
        }
        assertEquals(text.length(), pieces.getLast().place().end());
    }

    private static Splitter splitter(String prompt, Overflow overflow, int limit, int overlap) {
        return new Splitter(tokenizer, new Splitter.Rules(prompt, overflow, limit, overlap));
    }

    private static String prose(Random random, int words) {
        String[] some = {
            "time", "unbelievably", "\u4f60\u597d\u4e16\u754c", "\uD83D\uDC69\u200D\uD83D\uDE80", "caf\u00e9",
            "e\u0301t\u00e9",
            "x1y2z3", "supercalifragilisticexpialidocious", "the", "of", "\u0645\u0631\u062d\u0628\u0627", "$%&",
            "\u200b", "a".repeat(150)
        };
        String[] between = {" ", " ", " ", "\n", ". ", ", ", "\t", "", "\n\n", "-"};
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(some[random.nextInt(some.length)]).append(between[random.nextInt(between.length)]);
        }
        return text.toString();
    }
}
