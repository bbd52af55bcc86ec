package aikit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.store.LuceneWriter.Setting;
import aikit.store.VectorStore.Stats;
import aikit.store.VectorStore.Writer;
import aikit.vector.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store that has outgrown exact search, which is made to happen early here.
class LuceneGraphTest {

    private static final int COUNT = 20_000;
    private static final int DIMENSIONS = 32;
    private static final int QUERIES = 100;
    private static final Setting SMALL = new Setting(1000, UnaryOperator.identity());

    @TempDir
    private Path root;

    private final Random random = new Random(3);
    private final List<float[]> vectors = new ArrayList<>();
    private Path index;

    @BeforeEach
    void fill() {
        store().close();
        index = TestStores.folder(root).indexes("test").getFirst();
        change(writer -> {
            for (int i = 0; i < COUNT; i++) {
                vectors.add(TestStores.vector(random, DIMENSIONS));
                put(writer, i);
            }
            writer.settle(false);
        });
    }

    private VectorStore store() {
        return TestStores.folder(root).create("test", TestStores.SPACE);
    }

    private void change(Consumer<Writer> changes) {
        try (Writer writer = LuceneWriter.open(index, TestStores.SPACE, _ -> false, SMALL)) {
            changes.accept(writer);
        }
    }

    private void put(Writer writer, int i) {
        writer.put(
                TestStores.source((i % 4 == 0 ? "/quarter/" : "/rest/") + i, Map.of()),
                List.of(TestStores.passage(0, "text", vectors.get(i))));
    }

    /// Of the ten nearest that a filter lets through, the part that is found.
    private double recall(Filter filter, int every) {
        int found = 0;
        try (VectorStore store = store()) {
            for (int round = 0; round < QUERIES; round++) {
                float[] query = TestStores.vector(random, DIMENSIONS);
                double[] scores = new double[vectors.size() / every];
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = -Vectors.dot(query, vectors.get(i * every));
                }
                Arrays.sort(scores);
                List<Hit> hits = store.nearest(query, filter, 10);
                assertEquals(10, hits.size());
                found += (int) hits.stream().filter(hit -> hit.score() >= -scores[9] - 1e-6).count();
            }
        }
        return found / (10.0 * QUERIES);
    }

    private Stats stats() {
        try (VectorStore store = store()) {
            return store.stats();
        }
    }

    @Test
    void theGraphFindsNearlyAll() {
        assertEquals(COUNT, stats().graphed());
        double recall = recall(Filter.ALL, 1);
        assertTrue(recall >= 0.98, "recall@10 is " + recall);
        assertEquals(1, recall(Filter.below(List.of("/quarter")), 4));
    }

    @Test
    void whatIsAddedIsFoundAtOnce() {
        vectors.add(TestStores.vector(random, DIMENSIONS));
        change(writer -> {
            put(writer, COUNT);
            writer.commit();
        });
        try (VectorStore store = store()) {
            assertEquals("/quarter/" + COUNT, store.nearest(vectors.getLast(), Filter.ALL, 1).getFirst().path());
            assertEquals(1, store.stats().exact());
        }
    }

    @Test
    void aStoreThatShrankIsSearchedExactlyAgain() {
        change(writer -> {
            for (int i = 500; i < COUNT; i++) {
                writer.remove((i % 4 == 0 ? "/quarter/" : "/rest/") + i);
            }
            writer.settle(false);
        });
        vectors.subList(500, COUNT).clear();
        assertEquals(0, stats().graphed());
        assertEquals(500, stats().exact());
        assertEquals(1, recall(Filter.ALL, 1));
    }

    @Test
    void settlingFullyLeavesOneSegment() throws IOException {
        change(writer -> {
            writer.remove("/rest/1");
            writer.settle(true);
        });
        assertEquals(COUNT - 1, stats().graphed());
        try (Stream<Path> files = Files.list(index)) {
            assertEquals(1, files.filter(file -> file.toString().endsWith(".si")).count());
        }
    }
}
