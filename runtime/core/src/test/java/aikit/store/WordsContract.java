package aikit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [VectorStore] finds by words. How much a word counts is the server's own.
public abstract class WordsContract extends StoreContract {

    private void fill() {
        write(writer -> {
            put(writer, "/cafe", "The Caf\u00e9 serves black teas", 1, 0);
            put(writer, "/two", "tea for two, black or white", 1, 0);
            put(writer, "/lamp", "two lamps and a white wall", 1, 0);
            put(writer, "/long", "a white lamp " + "and many other words ".repeat(50), 1, 0);
            put(writer, "/notes/budget.txt", "numbers of last year", 1, 0);
            put(writer, "/odd", "naive \u0000 r\u00e9sum\u00e9 na\u00efvet\u00e9 C:\\path O'Hara x&y 3.14", 1, 0);
        });
    }

    private List<String> found(Words words) {
        try (VectorStore store = store()) {
            return store.matching(words, Filter.ALL, 99).stream().map(Hit::path).toList();
        }
    }

    private Set<String> set(String words) {
        return Set.copyOf(found(Words.of(words)));
    }

    private static Words without(String wanted, String... unwanted) {
        return new Words(Words.of(wanted).wanted(), List.of(unwanted));
    }

    @Test
    void caseAndAccentsAndPluralsMakeNoDifference() {
        fill();
        assertEquals(Set.of("/cafe"), set("cafe"));
        assertEquals(Set.of("/cafe"), set("CAF\u00c9"));
        assertEquals(Set.of("/cafe"), set("cafe\u0301s"));
        assertEquals(Set.of("/cafe", "/two"), set("TEA"));
        assertEquals(Set.of("/lamp", "/long"), set("lamp"));
        assertEquals(Set.of("/odd"), set("resume"));
    }

    @Test
    void anyOfTheWordsWillDoAndMoreOfThemComeFirst() {
        fill();
        List<String> found = found(Words.of("white lamps"));
        assertEquals("/lamp", found.getFirst());
        assertEquals(Set.of("/lamp", "/long", "/two"), Set.copyOf(found));
    }

    @Test
    void theBestComeFirst() {
        fill();
        try (VectorStore store = store()) {
            List<Hit> hits = store.matching(Words.of("white lamps for two"), Filter.ALL, 99);
            for (int i = 1; i < hits.size(); i++) {
                assertTrue(hits.get(i - 1).score() >= hits.get(i).score());
                assertTrue(hits.get(i).score() > 0);
            }
            List<Hit> one = store.matching(Words.of("white lamps for two"), Filter.ALL, 1);
            assertEquals(hits.subList(0, 1), one);
            assertEquals(List.of(), store.matching(Words.of("lamps"), Filter.ALL, 0));
        }
    }

    @Test
    void aHitTellsItsPassage() {
        write(writer -> writer.put(TestStores.source("/a"), List.of(
                TestStores.passage(0, "green", TestStores.axis(0, 2)),
                TestStores.passage(1, "a red one", TestStores.axis(1, 2)))));
        try (VectorStore store = store()) {
            Hit hit = store.matching(Words.of("red"), Filter.ALL, 9).getFirst();
            assertEquals(new Hit("/a", 1, store.passages("/a").get(1).place(), "a red one", hit.score()), hit);
        }
    }

    @Test
    void whatStandsInQuotesIsAPhrase() {
        fill();
        assertEquals(Set.of("/cafe"), set("\"black teas\""));
        assertEquals(Set.of("/lamp"), set("\"two lamps\""));
        assertEquals(Set.of(), set("\"lamps two\""));
        assertEquals(Set.of("/cafe"), set("white \"black teas\""));
        assertEquals(Set.of(), set("\"black teas\" \"two lamps\""));
    }

    @Test
    void quotesThatAreNotClosedAreNone() {
        fill();
        assertEquals(Set.of("/lamp", "/long"), set("lamp \"unclosed"));
        assertEquals(Set.of("/lamp", "/long"), set("lamp\""));
        assertEquals(Set.of("/lamp", "/long"), set("\"\" lamp"));
        assertEquals(Set.of("/lamp", "/long"), set("\" \" lamp \"?!\""));
    }

    @Test
    void unwantedWordsKeepAway() {
        fill();
        assertEquals(List.of("/two"), found(without("tea", "cafe")));
        assertEquals(List.of("/two"), found(without("tea", "cafe serves")));
        assertEquals(2, found(without("tea", "cafe lamps")).size());
        assertEquals(List.of(), found(without("tea", "cafe", "two")));
        assertEquals(2, found(without("tea", "?!", "")).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "?! ...", "\"", "\"\"", "& | ! ( ) : * <-> \\ '", "\u0000"})
    void withoutAWordNothingIsFound(String words) {
        fill();
        assertEquals(Set.of(), set(words));
    }

    @Test
    void onlyUnwantedWordsFindNothing() {
        fill();
        assertEquals(List.of(), found(new Words(List.of(), List.of("tea"))));
        assertEquals(List.of(), found(without("", "tea")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"lamp & | ! (", "lamp:* <-> lamp", "'lamp'", "lamp\\", "lamp\u0000lamp", "!lamp",
                "{lamp} [zz TO",
                "lamp~77^9", "-lamp +\"lamp\""})
    void signsAreNoLanguage(String words) {
        fill();
        assertEquals(Set.of("/lamp", "/long"), set(words));
    }

    @Test
    void moreWeightCountsMore() {
        fill();
        assertEquals("/notes/budget.txt", found(weighted(1, 9)).getFirst());
        assertEquals("/cafe", found(weighted(9, 1)).getFirst());
    }

    private static Words weighted(double cafe, double numbers) {
        return new Words(List.of(new Words.Weighted("cafe", cafe), new Words.Weighted("numbers", numbers)), List.of());
    }

    @Test
    void wordsOfTheNameCountToo() {
        fill();
        assertEquals(Set.of("/notes/budget.txt"), set("notes"));
    }

    @Test
    void wordsOfTheTextCountMoreThanThoseOfTheName() {
        write(writer -> {
            put(writer, "/maps/a", "some other text", 1, 0);
            put(writer, "/b", "some maps there", 1, 0);
        });
        assertEquals(List.of("/b", "/maps/a"), found(Words.of("maps")));
    }

    @Test
    void aQueryMayBeADocument() {
        fill();
        String many = IntStream.range(0, 5000).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
        String phrases = IntStream.range(0, 500).mapToObj(i -> "\"pair" + i + " x\"").collect(Collectors.joining(" "));
        assertEquals(Set.of("/lamp", "/long"), set("lamp " + many));
        assertEquals(List.of(), found(Words.of("lamp " + phrases)));
        assertEquals(Set.of("/lamp", "/long"), Set.copyOf(found(without("lamp " + many, many, many))));
        assertEquals(2, found(without("lamp", IntStream.range(0, 2000).mapToObj(i -> "no" + i).toArray(String[]::new)))
                .size());
    }

    @Test
    void aLongPassageIsFound() {
        write(writer -> put(writer, "/long", "needle " + IntStream.range(0, 300_000).mapToObj(i -> "w" + i).collect(
                Collectors.joining(" ")), 1, 0));
        assertEquals(Set.of("/long"), set("needle"));
    }
}
