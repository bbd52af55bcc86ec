package aikit.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.Result.Passage;
import aikit.Result.Place;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [VectorStore] keeps: entries come back as they were put.
public abstract class VectorStoreContract extends StoreContract {

    private static final String PATH = "/docs/a.txt";

    private Passage kept(Passage passage) {
        write(writer -> writer.put(TestStores.source(PATH), List.of(passage)));
        try (VectorStore store = store()) {
            return store.passages(PATH).getFirst();
        }
    }

    private Source kept(Source source) {
        write(writer -> writer.put(source, List.of(TestStores.passage(0, "text", TestStores.axis(0, 4)))));
        try (VectorStore store = store()) {
            return store.source(source.path()).orElseThrow();
        }
    }

    private static int[] bits(float[] vector) {
        int[] bits = new int[vector.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(vector[i]));
        return bits;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 384, 1024, 1536, 2000, 4096})
    void keepsVectorsBitForBit(int dimensions) {
        float[] vector = TestStores.vector(new Random(dimensions), dimensions);
        assertArrayEquals(bits(vector), bits(kept(TestStores.passage(0, "text", vector)).vector()));
        try (VectorStore store = store()) {
            assertEquals(dimensions, store.dimensions());
            assertEquals(1, store.nearest(vector, Filter.ALL, 1).getFirst().score(), 1e-6);
        }
    }

    @Test
    void keepsNumbersNearZeroBitForBit() {
        float[] vector = {1, -0f, Float.MIN_VALUE, -Float.MIN_NORMAL, 1e-30f, 0.1f / 3};
        assertArrayEquals(bits(vector), bits(kept(TestStores.passage(0, "text", vector)).vector()));
    }

    static Stream<Place> places() {
        return Stream.of(
                new Place(0, 0, "", 0), new Place(10, 250, "page", 3), new Place(7, 9, "row", 1_000_000),
                new Place(0, Integer.MAX_VALUE, "line", 1));
    }

    @ParameterizedTest
    @MethodSource("places")
    void keepsPlaces(Place place) {
        Passage passage = new Passage(0, place, "text", 512, true, TestStores.axis(0, 4));
        assertEquals(place, kept(passage).place());
    }

    @Test
    void keepsWhatTheModelReadOfAPassage() {
        Passage whole = kept(new Passage(0, new Place(0, 4, "", 0), "text", 7, false, TestStores.axis(0, 4)));
        assertEquals(7, whole.tokens());
        assertFalse(whole.truncated());
        assertTrue(kept(new Passage(0, whole.place(), "text", 7, true, TestStores.axis(0, 4))).truncated());
    }

    static Stream<String> oddTexts() {
        return Stream.of(
                "", " ", "two\r\nlines\tand a tab", "\ud83d\ude00 \u00e9 e\u0301 \u4e2d\u6587 \u05e9\u05dc\u05d5\u05dd",
                "'quotes' \"double\" \\back\\slash %_ $1 ? {x}", "a\u0000b", "\u0000\u001a\u001a0\u0001\uffff\ufeff",
                "long ".repeat(300_000), "x".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("oddTexts")
    void keepsTexts(String text) {
        assertEquals(text, kept(TestStores.passage(0, text, TestStores.axis(0, 4))).text());
    }

    @Test
    void halfACharacterBecomesTheReplacementCharacter() {
        assertEquals("a\ufffdb", kept(TestStores.passage(0, "a\ud83db", TestStores.axis(0, 4))).text());
    }

    @Test
    void keepsEveryPropertyOfASource() {
        Source source = new Source(
                "/a/b.pdf", "../b.pdf", "image", Long.MAX_VALUE, TestStores.CHANGED, "digest", "print",
                Source.Status.PARTIAL, "b.pdf: page 3: is damaged", Map.of("k", "v=w", "\u00e9", "", "a b", "\n'\""));
        assertEquals(source, kept(source));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z", "1969-12-31T23:59:59.999999999Z", "2026-03-01T10:00:00.123456789Z",
                "-1000000000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
    void keepsTimesToTheNanosecond(Instant modified) {
        Source source = TestStores.source(PATH, "text", modified, Map.of());
        assertEquals(source, kept(source));
    }

    static Stream<String> oddPaths() {
        Stream<Path> files = Stream.of(
                Path.of("/"), Path.of("/a b/ c "), Path.of("/line\nbreak/x"), Path.of("/\ud83d\ude00/\u00e9/e\u0301"),
                Path.of("/100%_\\*?[x]{y}'\"&|!()<->:*"), Path.of(URI.create("file:///bytes/%FF%FE")),
                Path.of("/deep/" + "folder/".repeat(580)), Path.of("/" + "l\n".repeat(120) + "/x"));
        return files.map(Source::path);
    }

    @ParameterizedTest
    @MethodSource("oddPaths")
    void keepsPaths(String path) {
        Source source = TestStores.source(path);
        assertEquals(source, kept(source));
        try (VectorStore store = store()) {
            assertEquals(List.of(path), store.paths(Filter.ALL));
            assertEquals(List.of(path), store.paths(Filter.below(List.of(path))));
            assertEquals(List.of("text"), texts(store, path));
        }
        write(writer -> writer.remove(path));
        try (VectorStore store = store()) {
            assertEquals(List.of(), store.paths(Filter.ALL));
        }
    }

    @Test
    void passagesComeInOrder() {
        List<Passage> passages = new ArrayList<>();
        for (int index : new int[]{2, 0, 3, 1}) {
            passages.add(TestStores.passage(index, "text " + index, TestStores.axis(index, 4)));
        }
        write(writer -> writer.put(TestStores.source(PATH), passages));
        try (VectorStore store = store()) {
            assertEquals(List.of("text 0", "text 1", "text 2", "text 3"), texts(store, PATH));
        }
    }

    @Test
    void whatIsNotThereIsEmpty() {
        write(writer -> put(writer, PATH, "text", 1, 0));
        try (VectorStore store = store()) {
            assertEquals(Optional.empty(), store.source("/docs"));
            assertEquals(List.of(), store.passages("/docs"));
            assertEquals(Optional.empty(), store.twin("no such content"));
        }
    }

    @Test
    void twinsAreFoundByContent() {
        write(writer -> put(writer, PATH, "text", 1, 0));
        try (VectorStore store = store()) {
            assertEquals(PATH, store.twin("content of " + PATH).orElseThrow().path());
        }
        write(writer -> writer.remove(PATH));
        try (VectorStore store = store()) {
            assertEquals(Optional.empty(), store.twin("content of " + PATH));
        }
    }

    @Test
    void whatFailedIsKeptAndNoTwin() {
        Source failed = TestStores.failed(PATH);
        write(writer -> writer.put(failed, List.of()));
        try (VectorStore store = store()) {
            assertEquals(Optional.of(failed), store.source(PATH));
            assertEquals(List.of(), store.passages(PATH));
            assertEquals(Optional.empty(), store.twin(failed.content()));
            assertEquals(List.of(PATH), store.paths(Filter.ALL));
            assertEquals(0, store.dimensions());
        }
    }

    @Test
    void headsTellAllSources() {
        write(writer -> {
            put(writer, "/1", "one", 1, 0);
            writer.put(TestStores.failed("/2"), List.of());
            put(writer, "/3", "three", 0, 1);
            writer.commit();
            writer.remove("/3");
        });
        Set<Source.Head> heads = new HashSet<>();
        try (VectorStore store = store()) {
            store.heads(heads::add);
        }
        assertEquals(Set.of(
                new Source.Head("/1", "print of /1", Source.Status.OK),
                new Source.Head("/2", "print of /2", Source.Status.FAILED)), heads);
    }

    @Test
    void theStoreIsReadWhileHeadsAreTold() {
        write(writer -> {
            for (int i = 0; i < 1500; i++) {
                put(writer, "/" + i, "text " + i, 1, 0);
            }
        });
        List<String> told = new ArrayList<>();
        try (VectorStore store = store()) {
            store.heads(head -> {
                assertEquals(head.path(), store.source(head.path()).orElseThrow().path());
                told.addAll(texts(store, head.path()));
            });
        }
        assertEquals(1500, new HashSet<>(told).size());
    }

    @Test
    void pathsAreSorted() {
        List<String> paths = new ArrayList<>(List.of("/b", "/A", "/a b", "/a", "/a/1", "/a-1", "/\u00e9", "/Z", "/_"));
        write(writer -> paths.forEach(path -> put(writer, path, "text", 1, 0)));
        paths.sort(null);
        try (VectorStore store = store()) {
            assertEquals(paths, store.paths(Filter.ALL));
        }
    }
}
