package aikit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How every [VectorStore] is changed.
public abstract class WriterContract extends StoreContract {

    private static final Space OTHER = new Space("other", "main", "b".repeat(64), "q8", "64 dimensions");

    @Test
    void anOpenStoreStaysAsItWas() {
        write(writer -> put(writer, "/a", "old", 1, 0));
        try (VectorStore before = store()) {
            write(writer -> {
                put(writer, "/a", "new", 0, 1);
                put(writer, "/b", "more", 0, 1);
            });
            assertEquals(List.of("old"), texts(before, "/a"));
            assertEquals(List.of("/a"), before.paths(Filter.ALL));
            assertEquals("old", before.nearest(new float[]{0, 1}, Filter.ALL, 9).getFirst().text());
            assertEquals(List.of(), before.matching(Words.of("new"), Filter.ALL, 9));
            assertEquals(1, before.stats().passages());
        }
        try (VectorStore after = store()) {
            assertEquals(List.of("new"), texts(after, "/a"));
            assertEquals(List.of("/a", "/b"), after.paths(Filter.ALL));
        }
    }

    @Test
    void nothingIsSeenBeforeTheCommit() {
        try (VectorStore store = store(); VectorStore.Writer writer = store.writer(_ -> false)) {
            put(writer, "/a", "text", 1, 0);
            assertEquals(List.of(), paths());
            writer.commit();
            assertEquals(List.of("/a"), paths());
        }
    }

    @Test
    void closingDropsWhatIsNotCommitted() {
        try (VectorStore store = store(); VectorStore.Writer writer = store.writer(_ -> false)) {
            put(writer, "/a", "old", 1, 0);
            writer.commit();
            put(writer, "/a", "new", 0, 1);
            put(writer, "/b", "text", 0, 1);
        }
        assertEquals(List.of("/a"), paths());
        try (VectorStore store = store()) {
            assertEquals(List.of("old"), texts(store, "/a"));
        }
    }

    private List<String> paths() {
        try (VectorStore store = store()) {
            return store.paths(Filter.ALL);
        }
    }

    @Test
    void puttingReplaces() {
        write(writer -> writer.put(TestStores.source("/a"), List.of(
                TestStores.passage(0, "one", TestStores.axis(0, 2)),
                TestStores.passage(1, "two", TestStores.axis(1, 2)))));
        write(writer -> {
            put(writer, "/a", "three", 1, 0);
            put(writer, "/a", "four", 1, 0);
        });
        try (VectorStore store = store()) {
            assertEquals(List.of("four"), texts(store, "/a"));
            assertEquals(1, store.stats().passages());
            assertEquals(1, store.nearest(new float[]{1, 0}, Filter.ALL, 9).size());
        }
    }

    @Test
    void aFileThatFailsLosesItsPassages() {
        write(writer -> put(writer, "/a", "text", 1, 0));
        write(writer -> writer.put(TestStores.failed("/a"), List.of()));
        try (VectorStore store = store()) {
            assertEquals(Source.Status.FAILED, store.source("/a").orElseThrow().status());
            assertEquals(List.of(), store.passages("/a"));
        }
    }

    @Test
    void removingWhatIsNotThereChangesNothing() {
        write(writer -> put(writer, "/a/b", "text", 1, 0));
        write(writer -> writer.remove("/a"));
        assertEquals(List.of("/a/b"), paths());
    }

    static Stream<float[]> noVectors() {
        return Stream.of(
                new float[]{1, 1, 0, 0}, new float[]{0.5f, 0, 0, 0}, new float[4], new float[]{Float.NaN, 0, 0, 0},
                new float[]{Float.POSITIVE_INFINITY, 0, 0, 0}, new float[]{1, 0}, new float[0]);
    }

    @ParameterizedTest
    @MethodSource("noVectors")
    void refusesWhatIsNoVector(float[] vector) {
        write(writer -> put(writer, "/a", "old", 1, 0, 0, 0));
        write(writer -> {
            AiException refused = assertThrows(AiException.class, () -> put(writer, "/a", "new", vector));
            assertEquals(AiException.Kind.MODEL, refused.kind());
            assertTrue(refused.getMessage().startsWith("/a: "), refused.getMessage());
            put(writer, "/b", "text", 0, 1, 0, 0);
        });
        assertEquals(List.of("/a", "/b"), paths());
        try (VectorStore store = store()) {
            assertEquals(List.of("old"), texts(store, "/a"));
        }
    }

    @ParameterizedTest
    @MethodSource("noVectors")
    void aRefusedVectorIsNotTheMeasureOfOthers(float[] vector) {
        write(writer -> {
            if (vector.length != 2) {
                assertThrows(AiException.class, () -> put(writer, "/a", "text", vector));
            }
            put(writer, "/b", "text", 1, 0);
        });
        assertEquals(List.of("/b"), paths());
    }

    @Test
    void refusesMoreNumbersThanAStoreTakes() {
        write(writer -> {
            AiException refused = assertThrows(AiException.class, () -> put(
                    writer, "/a", "text", TestStores.axis(0, 4_097)));
            assertEquals(AiException.Kind.MODEL, refused.kind());
        });
    }

    @Test
    void hasOneWriterAtATime() {
        try (VectorStore store = store(); VectorStore.Writer _ = store.writer(_ -> false)) {
            String[] holder = new String[1];
            int[] asked = new int[1];
            AiException busy = assertThrows(AiException.class, () -> store.writer(said -> {
                holder[0] = said;
                return ++asked[0] < 3;
            }));
            assertEquals(AiException.Kind.LIMIT, busy.kind());
            assertEquals(3, asked[0]);
            assertEquals(" (process " + ProcessHandle.current().pid() + ")", holder[0]);
        }
    }

    @Test
    void aWaitingWriterComesNext() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Void> second;
        try (VectorStore store = store(); VectorStore.Writer first = store.writer(_ -> false)) {
            second = CompletableFuture.runAsync(() -> {
                try (VectorStore other = store(); VectorStore.Writer writer = other.writer(_ -> {
                    waiting.countDown();
                    return true;
                })) {
                    put(writer, "/b", "second", 0, 1);
                    writer.commit();
                }
            });
            waiting.await();
            put(first, "/a", "first", 1, 0);
            first.commit();
        }
        second.get();
        assertEquals(List.of("/a", "/b"), paths());
    }

    @Test
    void storesOfOtherSpacesAreWrittenMeanwhile() {
        try (VectorStore store = store();
                VectorStore.Writer _ = store.writer(_ -> false);
                VectorStore other = stores().create("test", OTHER);
                VectorStore.Writer writer = other.writer(_ -> false)) {
            put(writer, "/a", "text", 1, 0, 0);
            writer.commit();
        }
        try (VectorStore other = stores().open("test", OTHER).orElseThrow()) {
            assertEquals(3, other.dimensions());
            assertEquals(List.of(), paths());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void settlingKeepsEverything(boolean fully) {
        Random random = new Random(1);
        write(writer -> {
            for (int i = 0; i < 300; i++) {
                put(writer, "/" + i, "text " + i, TestStores.vector(random, 8));
                if (i % 100 == 0) {
                    writer.commit();
                }
            }
            writer.put(TestStores.failed("/failed"), List.of());
        });
        try (VectorStore before = store(); VectorStore.Writer writer = before.writer(_ -> false)) {
            writer.remove("/7");
            writer.settle(fully);
            put(writer, "/more", "text", TestStores.vector(random, 8));
            writer.commit();
            assertEquals(301, before.paths(Filter.ALL).size());
            assertEquals(List.of("text 7"), texts(before, "/7"));
        }
        try (VectorStore after = store()) {
            assertEquals(301, after.paths(Filter.ALL).size());
            assertEquals(Optional.empty(), after.source("/7"));
            assertEquals(List.of("text 8"), texts(after, "/8"));
            assertEquals(300, after.nearest(TestStores.vector(random, 8), Filter.ALL, 999).size());
            assertEquals(300, after.matching(Words.of("text"), Filter.ALL, 999).size());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEmptyStoreIsSettledToo(boolean fully) {
        try (VectorStore store = store(); VectorStore.Writer writer = store.writer(_ -> false)) {
            writer.settle(fully);
        }
        assertEquals(List.of(), paths());
    }

    @Test
    void statsCountWhatThereIs() {
        write(writer -> {
            for (int i = 0; i < 10; i++) {
                writer.put(TestStores.source("/" + i), List.of(
                        TestStores.passage(0, "one", TestStores.axis(0, 4)),
                        TestStores.passage(1, "two", TestStores.axis(1, 4))));
            }
            writer.put(TestStores.failed("/failed"), List.of());
            writer.commit();
            writer.remove("/1");
        });
        try (VectorStore store = store()) {
            VectorStore.Stats stats = store.stats();
            assertEquals(9, stats.files());
            assertEquals(1, stats.failed());
            assertEquals(18, stats.passages());
            assertEquals(4, stats.dimensions());
            assertEquals(18, stats.exact());
            assertEquals(0, stats.graphed());
            assertTrue(stats.vectorBytes() > 18 * 16 && stats.vectorBytes() < stats.bytes(), stats.toString());
            assertTrue(stats.search().startsWith("exact"), stats.search());
        }
    }

    @Test
    void anEmptyStoreHasStats() {
        try (VectorStore store = store()) {
            VectorStore.Stats stats = store.stats();
            assertEquals(List.of(0L, 0L, 0L), List.of(stats.files(), stats.failed(), stats.passages()));
            assertEquals(0, stats.dimensions());
            assertEquals(0, store.dimensions());
        }
    }
}
