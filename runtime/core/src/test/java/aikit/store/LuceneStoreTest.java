package aikit.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Result.Passage;
import aikit.Result.Place;
import aikit.vector.Vectors;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LuceneStoreTest {

    @TempDir
    private Path root;

    private final Random random = new Random(3);

    private VectorStore reopened() {
        return TestStores.folder(root).create("test", TestStores.SPACE);
    }

    private void write(java.util.function.Consumer<VectorStore.Writer> changes) {
        try (VectorStore store = reopened(); VectorStore.Writer writer = store.writer(_ -> false)) {
            changes.accept(writer);
            writer.commit();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 384, 1536})
    void keepsPassagesBitForBit(int dimensions) {
        List<Passage> passages = List.of(
                new Passage(0, new Place(0, 9, "page", 1), "first \ud83d\ude00", 4, false,
                        TestStores.vector(random, dimensions)),
                new Passage(1, new Place(9, 20, "page", 2), "second", 2, true, TestStores.vector(random, dimensions)));
        Source source = TestStores.source("/a/b c/\u00e9\ud83d\ude00.txt", Map.of("k", "v=w"));
        write(writer -> writer.put(source, passages));
        try (VectorStore store = reopened()) {
            assertEquals(source, store.source(source.path()).orElseThrow());
            assertEquals(source, store.twin(source.content()).orElseThrow());
            assertEquals(dimensions, store.dimensions());
            List<Passage> read = store.passages(source.path());
            for (int i = 0; i < 2; i++) {
                assertArrayEquals(passages.get(i).vector(), read.get(i).vector());
                assertEquals(passages.get(i).place(), read.get(i).place());
                assertEquals(passages.get(i).text(), read.get(i).text());
                assertEquals(passages.get(i).truncated(), read.get(i).truncated());
            }
        }
    }

    @Test
    void replacesAndRemovesAndShowsOnlyWhatIsCommitted() {
        write(writer -> writer.put(TestStores.source("/a/x.txt"), List.of(TestStores.passage(0, "old", unit(0)))));
        try (VectorStore before = reopened()) {
            write(writer -> {
                writer.put(TestStores.source("/a/x.txt"), List.of(TestStores.passage(0, "new", unit(1))));
                writer.put(TestStores.source("/a/y.txt"), List.of(TestStores.passage(0, "more", unit(2))));
            });
            assertEquals("old", before.passages("/a/x.txt").getFirst().text());
        }
        try (VectorStore store = reopened(); VectorStore.Writer writer = store.writer(_ -> false)) {
            assertEquals(List.of("new"), store.passages("/a/x.txt").stream().map(Passage::text).toList());
            writer.remove("/a/x.txt");
        }
        try (VectorStore store = reopened()) {
            assertEquals(List.of("/a/x.txt", "/a/y.txt"), store.paths(Filter.ALL));
        }
        write(writer -> writer.remove("/a/x.txt"));
        try (VectorStore store = reopened()) {
            assertEquals(List.of("/a/y.txt"), store.paths(Filter.ALL));
            assertEquals(List.of("/a/y.txt"), store.nearest(unit(1), Filter.ALL, 9).stream().map(Hit::path).toList());
        }
    }

    private static float[] unit(int i) {
        float[] vector = new float[4];
        vector[i] = 1;
        return vector;
    }

    @Test
    void findsTheNearestExactly() {
        List<float[]> vectors = new ArrayList<>();
        write(writer -> {
            for (int i = 0; i < 3000; i++) {
                vectors.add(TestStores.vector(random, 48));
                writer.put(TestStores.source("/d/" + i), List.of(TestStores.passage(0, "text", vectors.get(i))));
                if (i % 900 == 0) {
                    writer.commit();
                }
            }
        });
        try (VectorStore store = reopened()) {
            for (int round = 0; round < 20; round++) {
                float[] query = TestStores.vector(random, 48);
                List<Integer> order = new ArrayList<>();
                for (int i = 0; i < vectors.size(); i++) {
                    order.add(i);
                }
                order.sort(Comparator.comparingDouble(i -> -Vectors.dot(query, vectors.get(i))));
                List<Hit> hits = store.nearest(query, Filter.ALL, 10);
                for (int i = 0; i < 10; i++) {
                    assertEquals("/d/" + order.get(i), hits.get(i).path());
                    assertEquals(Vectors.dot(query, vectors.get(order.get(i))), hits.get(i).score(), 1e-6);
                }
            }
            assertEquals(3000, store.nearest(unit48(), Filter.ALL, 5000).size());
        }
    }

    private float[] unit48() {
        return TestStores.vector(random, 48);
    }

    @Test
    void filters() {
        write(writer -> {
            writer.put(TestStores.source("/a/b/1", Map.of("p", "x")), List.of(TestStores.passage(0, "red", unit(0))));
            writer.put(TestStores.source("/a/bc/2", Map.of("p", "y")), List.of(TestStores.passage(0, "red", unit(0))));
        });
        try (VectorStore store = reopened()) {
            assertEquals(List.of("/a/b/1"), paths(store, Filter.below(List.of("/a/b"))));
            assertEquals(List.of("/a/bc/2"), paths(store, Filter.below(List.of("/a/bc/2"))));
            assertEquals(2, paths(store, Filter.below(List.of("/a"))).size());
            assertEquals(List.of(), paths(store, Filter.below(List.of("/x"))));
            assertEquals(List.of("/a/b/1"), paths(store, where(Map.of("p", "x"))));
            assertEquals(List.of(), paths(store, where(Map.of("p", "x", "q", "z"))));
            Instant change = Instant.parse("2026-03-01T10:00:00Z");
            assertEquals(2, paths(store, dated(Optional.of(change), Optional.empty())).size());
            assertEquals(0, paths(store, dated(Optional.empty(), Optional.of(change))).size());
        }
    }

    private static Filter where(Map<String, String> where) {
        return new Filter(List.of(), List.of(), Optional.empty(), Optional.empty(), where);
    }

    private static Filter dated(Optional<Instant> since, Optional<Instant> until) {
        return new Filter(List.of(), List.of("text"), since, until, Map.of());
    }

    /// The same by vector, by words and of the sources.
    private static List<String> paths(VectorStore store, Filter filter) {
        List<String> near = store.nearest(unit(0), filter, 9).stream().map(Hit::path).sorted().toList();
        assertEquals(near, store.matching(Words.of("red"), filter, 9).stream().map(Hit::path).sorted().toList());
        assertEquals(near, store.paths(filter));
        return near;
    }

    @Test
    void findsWords() {
        write(writer -> {
            writer.put(TestStores.source("/1"), List.of(TestStores.passage(0, "The Caf\u00e9 serves teas", unit(0))));
            writer.put(TestStores.source("/2"), List.of(TestStores.passage(0, "tea for two", unit(1))));
            writer.put(TestStores.source("/3"), List.of(TestStores.passage(0, "two lamps", unit(2))));
        });
        try (VectorStore store = reopened()) {
            assertEquals(List.of("/1"), words(store, Words.of("cafe")));
            assertEquals(2, words(store, Words.of("TEA")).size());
            assertEquals(List.of("/2"), words(store, Words.of("\"for two\"")));
            assertEquals(List.of("/3"), words(store, Words.of("lamp \"unclosed")));
            assertEquals(List.of("/2"), words(store, new Words(Words.of("tea").wanted(), List.of("cafe"))));
            assertEquals(List.of(), words(store, Words.of("?! ...")));
        }
    }

    private static List<String> words(VectorStore store, Words words) {
        return store.matching(words, Filter.ALL, 9).stream().map(Hit::path).toList();
    }

    @Test
    void refusesVectorsThatAreNone() {
        try (VectorStore store = reopened(); VectorStore.Writer writer = store.writer(_ -> false)) {
            writer.put(TestStores.source("/1"), List.of(TestStores.passage(0, "one", unit(0))));
            for (float[] bad : List.of(new float[]{1, 1, 0, 0}, new float[]{Float.NaN, 0, 0, 0}, new float[]{1, 0})) {
                AiException refused = assertThrows(AiException.class, () -> writer.put(
                        TestStores.source("/2"), List.of(TestStores.passage(0, "two", bad))));
                assertEquals(AiException.Kind.MODEL, refused.kind());
            }
        }
    }

    @Test
    void hasOneWriterAtATime() {
        try (VectorStore store = reopened(); VectorStore.Writer _ = store.writer(_ -> false)) {
            int[] asked = new int[1];
            AiException busy = assertThrows(AiException.class, () -> store.writer(_ -> ++asked[0] < 3));
            assertEquals(AiException.Kind.LIMIT, busy.kind());
            assertEquals(3, asked[0]);
        }
    }

    @Test
    void buildsAGraphWhenItHasOutgrownExactSearchAndDropsItAgain() {
        int count = 13_000;
        List<float[]> vectors = new ArrayList<>();
        Path index = index();
        try (VectorStore.Writer writer = LuceneWriter.open(index, TestStores.SPACE, _ -> false, 1000)) {
            for (int i = 0; i < count; i++) {
                vectors.add(TestStores.vector(random, 32));
                writer.put(TestStores.source("/d/" + i), List.of(TestStores.passage(0, "text", vectors.get(i))));
            }
            writer.settle(false);
        }
        try (VectorStore store = reopened()) {
            assertEquals(count, store.stats().graphed());
            int found = 0;
            for (int round = 0; round < 50; round++) {
                float[] query = TestStores.vector(random, 32);
                List<Hit> hits = store.nearest(query, Filter.ALL, 10);
                double tenth = vectors.stream().mapToDouble(v -> -Vectors.dot(query, v)).sorted().skip(9).findFirst()
                        .orElseThrow();
                found += (int) hits.stream().filter(hit -> hit.score() >= -tenth - 1e-6).count();
            }
            assertTrue(found >= 490, found + " of 500");
        }
        try (VectorStore.Writer writer = LuceneWriter.open(index, TestStores.SPACE, _ -> false, 1000)) {
            for (int i = 500; i < count; i++) {
                writer.remove("/d/" + i);
            }
            writer.settle(true);
        }
        try (VectorStore store = reopened()) {
            assertEquals(0, store.stats().graphed());
            assertEquals(500, store.stats().exact());
        }
    }

    private Path index() {
        reopened().close();
        return TestStores.folder(root).indexes("test").getFirst();
    }

    @Test
    void namesOfCollectionsAreChecked() {
        for (String bad : List.of("", "../x", "a/b", ".hidden", "a".repeat(65))) {
            assertThrows(AiException.class, () -> StoreFolder.checked(bad));
        }
        assertFalse(TestStores.folder(root).remove("none", _ -> false));
    }
}
