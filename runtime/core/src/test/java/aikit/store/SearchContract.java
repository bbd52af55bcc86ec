package aikit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.Result.Passage;
import aikit.vector.Vectors;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [VectorStore] finds by vector: what a scan over everything finds, with every filter.
public abstract class SearchContract extends StoreContract {

    private static final int DIMENSIONS = 24;
    private static final List<String> FOLDERS = List.of(
            "/a", "/a/b", "/a/bc", "/a/b/c", "/a_b", "/a%", "/\u00e9 \ud83d\ude00", "/");

    private final Random random = new Random(3);
    private final Map<String, Source> sources = new TreeMap<>();
    private final Map<String, List<Passage>> passages = new TreeMap<>();

    /// Some hundred files of several folders, kinds, dates and marks, in several commits, some of them changed or gone.
    private void fill() {
        write(writer -> {
            for (int i = 0; i < 400; i++) {
                put(writer, i % 300);
                if (i % 90 == 0) {
                    writer.commit();
                }
            }
            for (String gone : List.copyOf(sources.keySet()).subList(40, 60)) {
                writer.remove(gone);
                sources.remove(gone);
                passages.remove(gone);
            }
            writer.put(TestStores.failed("/a/b/failed"), List.of());
        });
    }

    private void put(VectorStore.Writer writer, int i) {
        Path file = Path.of(FOLDERS.get(i % FOLDERS.size()), i % 50 == 1 ? "line\n" + i : "f" + i);
        Source source = TestStores.source(
                Source.path(file), List.of("text", "image", "audio").get(i % 3),
                TestStores.CHANGED.plusMillis(i % 40 - 20),
                i % 4 == 0 ? Map.of() : Map.of("project", "p" + i % 4, "year", "" + i % 5));
        List<Passage> parts = new ArrayList<>();
        for (int part = 0; part <= i % 3; part++) {
            parts.add(TestStores.passage(part, "red text", TestStores.vector(random, DIMENSIONS)));
        }
        writer.put(source, parts);
        sources.put(source.path(), source);
        passages.put(source.path(), parts);
    }

    /// Compares the nearest with those of a scan.
    private void assertNearest(VectorStore store, Filter filter, Predicate<Source> lets, int k) {
        float[] query = TestStores.vector(random, DIMENSIONS);
        List<Hit> expected = new ArrayList<>();
        sources.values().stream().filter(lets).forEach(source -> passages.get(source.path()).forEach(
                passage -> expected.add(new Hit(
                        source.path(), passage.index(), passage.place(), passage.text(),
                        Vectors.cosine(query, passage.vector())))));
        expected.sort(Comparator.comparingDouble(Hit::score).reversed());
        List<Hit> found = store.nearest(query, filter, k);
        assertEquals(
                expected.stream().limit(k).map(Hit::key).toList(), found.stream().map(Hit::key).toList(),
                filter.toString());
        for (int i = 0; i < found.size(); i++) {
            assertEquals(expected.get(i).score(), found.get(i).score(), 1e-6);
            assertEquals(expected.get(i).place(), found.get(i).place());
            assertEquals(expected.get(i).text(), found.get(i).text());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10, 100, 10_000, Integer.MAX_VALUE / 2})
    void findsTheNearest(int k) {
        fill();
        try (VectorStore store = store()) {
            for (int round = 0; round < 5; round++) {
                assertNearest(store, Filter.ALL, _ -> true, k);
            }
        }
    }

    private static Filter under(String... paths) {
        return Filter.below(List.of(paths));
    }

    private static Filter types(String... types) {
        return new Filter(List.of(), List.of(types), Optional.empty(), Optional.empty(), Map.of());
    }

    private static Filter where(Map<String, String> where) {
        return new Filter(List.of(), List.of(), Optional.empty(), Optional.empty(), where);
    }

    private static Filter dated(Instant since, Instant until) {
        return new Filter(List.of(), List.of(), Optional.ofNullable(since), Optional.ofNullable(until), Map.of());
    }

    private static boolean below(Source source, String folder) {
        return Source.file(source.path()).startsWith(Path.of(folder));
    }

    private static Arguments filter(Filter filter, Predicate<Source> lets) {
        return Arguments.of(filter, lets);
    }

    static Stream<Arguments> filters() {
        Instant day = TestStores.CHANGED;
        return Stream.of(
                filter(under("/a/b"), source -> below(source, "/a/b")),
                filter(under("/a", "/a%"), source -> below(source, "/a") || below(source, "/a%")),
                filter(under("/a_b"), source -> below(source, "/a_b")),
                filter(under("/\u00e9 \ud83d\ude00"), source -> below(source, "/\u00e9 \ud83d\ude00")),
                filter(under("/"), _ -> true),
                filter(under("/a/b/f9"), source -> source.path().equals("/a/b/f9")),
                filter(under(Source.path(Path.of("/a/b/line\n1"))), source -> source.path().contains("line%0A1")
                        && source.path().endsWith("/b/line%0A1")),
                filter(under("/nowhere"), _ -> false),
                filter(types("image"), source -> source.type().equals("image")),
                filter(types("image", "audio", "video"), source -> !source.type().equals("text")),
                filter(types("video"), _ -> false),
                filter(dated(day, null), source -> !source.modified().isBefore(day)),
                filter(dated(null, day), source -> source.modified().isBefore(day)),
                filter(dated(day, day.plusMillis(1)), source -> source.modified().equals(day)),
                filter(dated(day, day), _ -> false),
                filter(dated(Instant.MIN, Instant.MAX), _ -> true),
                filter(where(Map.of("project", "p2")), source -> "p2".equals(source.meta().get("project"))),
                filter(where(Map.of("project", "p1", "year", "3")),
                        source -> source.meta().equals(Map.of("project", "p1", "year", "3"))),
                filter(where(Map.of("project", "p1", "none", "")), _ -> false),
                filter(where(Map.of("project", "p")), _ -> false),
                filter(new Filter(List.of("/a"), List.of("text"), Optional.of(day), Optional.of(day.plusMillis(9)),
                        Map.of("year", "1")),
                        source -> below(source, "/a") && source.type().equals("text")
                                && !source.modified().isBefore(day)
                                && source.modified().isBefore(day.plusMillis(9))
                                && "1".equals(source.meta().get("year"))));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void findsTheNearestThatAFilterLetsThrough(Filter filter, Predicate<Source> lets) {
        fill();
        try (VectorStore store = store()) {
            assertNearest(store, filter, lets, 7);
            assertNearest(store, filter, lets, 10_000);
            List<String> expected = sources.values().stream().filter(lets).map(Source::path).toList();
            assertEquals(
                    new HashSet<>(expected), new HashSet<>(store.matching(Words.of("red"), filter, 9999).stream()
                            .map(Hit::path).toList()));
            List<String> paths = new ArrayList<>(store.paths(filter));
            paths.remove("/a/b/failed");
            assertEquals(expected, paths);
        }
    }

    @Test
    void aFolderWhoseNameNeedsAUriHoldsItsFiles() {
        String folder = Source.path(Path.of("/line\nbreak"));
        String file = Source.path(Path.of("/line\nbreak/sub/file"));
        String odd = Source.path(Path.of(URI.create("file:///x/%FF/file")));
        write(writer -> {
            put(writer, file, "text", 1, 0);
            put(writer, odd, "text", 1, 0);
            put(writer, "/line", "text", 1, 0);
        });
        try (VectorStore store = store()) {
            assertEquals(List.of(file), store.paths(under(folder)));
            assertEquals(List.of(odd), store.paths(under("/x")));
            assertEquals(1, store.nearest(new float[]{1, 0}, under(folder), 9).size());
        }
    }

    @Test
    void anEmptyStoreFindsNothing() {
        try (VectorStore store = store()) {
            assertEquals(List.of(), store.nearest(new float[]{1, 0}, Filter.ALL, 10));
            assertEquals(List.of(), store.nearest(new float[]{1, 0}, under("/a"), 10));
            assertEquals(List.of(), store.matching(Words.of("text"), Filter.ALL, 10));
            assertEquals(List.of(), store.paths(Filter.ALL));
        }
    }

    @Test
    void whatIsRemovedIsNotFound() {
        write(writer -> {
            put(writer, "/a", "red", 1, 0);
            put(writer, "/b", "red", 0, 1);
        });
        write(writer -> writer.remove("/a"));
        try (VectorStore store = store()) {
            assertEquals(List.of("/b"), store.nearest(new float[]{1, 0}, Filter.ALL, 9).stream().map(Hit::path)
                    .toList());
            assertEquals(List.of("/b"), store.matching(Words.of("red"), Filter.ALL, 9).stream().map(Hit::path)
                    .toList());
        }
        write(writer -> writer.remove("/b"));
        try (VectorStore store = store()) {
            assertEquals(List.of(), store.nearest(new float[]{1, 0}, Filter.ALL, 9));
        }
    }

    @Test
    void oppositeVectorsHaveACosineBelowZero() {
        write(writer -> put(writer, "/a", "text", 0.6f, 0.8f));
        try (VectorStore store = store()) {
            assertEquals(-1, store.nearest(new float[]{-0.6f, -0.8f}, Filter.ALL, 1).getFirst().score(), 1e-6);
        }
    }

    @Test
    void severalThreadsSearchAtOnce() {
        fill();
        try (VectorStore store = store(); ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<float[]> queries = IntStream.range(0, 8).mapToObj(_ -> TestStores.vector(random, DIMENSIONS)).toList();
            List<List<Hit>> alone = queries.stream().map(query -> store.nearest(query, Filter.ALL, 20)).toList();
            List<CompletableFuture<Boolean>> together = new ArrayList<>();
            for (int round = 0; round < 400; round++) {
                int at = round % queries.size();
                together.add(CompletableFuture.supplyAsync(
                        () -> store.nearest(queries.get(at), Filter.ALL, 20).equals(alone.get(at)), threads));
            }
            assertTrue(together.stream().allMatch(CompletableFuture::join));
        }
    }
}
