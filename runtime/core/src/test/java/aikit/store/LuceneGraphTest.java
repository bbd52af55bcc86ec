package aikit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.vector.Vectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneGraphTest {

    @TempDir
    private Path root;

    private final Random random = new Random(3);

    private VectorStore reopened() {
        return TestStores.folder(root).create("test", TestStores.SPACE);
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
}
