package aikit.pgvector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.store.Filter;
import aikit.store.Hit;
import aikit.store.TestStores;
import aikit.store.VectorStore;
import aikit.store.VectorStore.Stats;
import aikit.store.VectorStore.Writer;
import aikit.vector.Vectors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A store that has outgrown exact search, which is made to happen early here.
class PgGraphTest {

    private static final int COUNT = 25_000;
    private static final int DIMENSIONS = 32;
    private static final int QUERIES = 100;

    private final Random random = new Random(3);
    private final List<float[]> vectors = new ArrayList<>();
    private TestServer server;

    @BeforeEach
    void open() {
        server = TestServer.open();
    }

    @AfterEach
    void clear() throws SQLException {
        if (server != null) {
            server.close();
        }
    }

    private VectorStore store() {
        return server.stores(1000).create("test", TestStores.SPACE);
    }

    private void change(Consumer<Writer> changes) {
        try (VectorStore store = store(); Writer writer = store.writer(_ -> false)) {
            changes.accept(writer);
        }
    }

    private static String path(int i) {
        return (i % 8 == 0 ? "/eighth/" : "/rest/") + i;
    }

    private void fill(Writer writer, int count, int dimensions) {
        for (int i = 0; i < count; i++) {
            vectors.add(TestStores.vector(random, dimensions));
            writer.put(TestStores.source(path(i)), List.of(TestStores.passage(0, "text", vectors.get(i))));
        }
        writer.settle(false);
    }

    /// Of the nearest that a filter lets through, the part that is found.
    private double recall(Filter filter, IntPredicate lets, int k) {
        int found = 0;
        try (VectorStore store = store()) {
            for (int round = 0; round < QUERIES; round++) {
                float[] query = TestStores.vector(random, DIMENSIONS);
                double[] scores = new double[vectors.size()];
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = lets.test(i) ? -Vectors.dot(query, vectors.get(i)) : 9;
                }
                Arrays.sort(scores);
                List<Hit> hits = store.nearest(query, filter, k);
                assertEquals(k, hits.size());
                found += (int) hits.stream().filter(hit -> hit.score() >= -scores[k - 1] - 1e-6).count();
            }
        }
        return found / ((double) k * QUERIES);
    }

    private Stats stats() {
        try (VectorStore store = store()) {
            return store.stats();
        }
    }

    @Test
    void aStoreThatHasOutgrownExactSearchGetsAGraphAndLosesItAgain() {
        change(writer -> fill(writer, COUNT, DIMENSIONS));
        assertEquals(COUNT, stats().graphed());
        assertEquals("HNSW of pgvector", stats().search());
        double all = recall(Filter.ALL, _ -> true, 10);
        assertTrue(all >= 0.98, "recall@10 is " + all);
        double most = recall(Filter.below(List.of("/rest")), i -> i % 8 != 0, 10);
        assertTrue(most >= 0.98, "recall@10 is " + most);
        assertEquals(1, recall(Filter.below(List.of("/eighth")), i -> i % 8 == 0, 10));
        assertEquals(1, recall(Filter.ALL, _ -> true, 600));

        change(writer -> {
            for (int i = 500; i < COUNT; i++) {
                writer.remove(path(i));
            }
            writer.settle(false);
        });
        vectors.subList(500, COUNT).clear();
        assertEquals(0, stats().graphed());
        assertEquals(500, stats().exact());
        assertEquals(1, recall(Filter.ALL, _ -> true, 10));
    }

    @Test
    void moreNumbersThanAGraphTakesAreComparedExactly() {
        change(writer -> fill(writer, 1100, 2001));
        Stats stats = stats();
        assertEquals(1100, stats.exact());
        assertTrue(stats.search().startsWith("exact, as pgvector"), stats.search());
        try (VectorStore store = store()) {
            assertEquals(path(7), store.nearest(vectors.get(7), Filter.ALL, 1).getFirst().path());
        }
    }

    @Test
    void whatIsAddedJoinsTheGraph() {
        change(writer -> fill(writer, 1100, DIMENSIONS));
        change(writer -> {
            writer.put(TestStores.source("/more"), List.of(
                    TestStores.passage(0, "text", TestStores.vector(random, DIMENSIONS))));
            writer.settle(true);
        });
        assertEquals(1101, stats().graphed());
    }
}
