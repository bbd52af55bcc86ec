package aikit.store;

import aikit.Progress;
import aikit.Result.Passage;
import aikit.Result.Place;
import aikit.onnx.OnnxEngine;
import aikit.vector.Vectors;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Stores, sources and vectors for tests.
public final class TestStores {

    public static final Space SPACE = new Space("model", "local", "a".repeat(64), "fp32", "");

    static final Instant CHANGED = Instant.parse("2026-03-01T10:00:00Z");

    private TestStores() {}

    static Supplier<OnnxEngine> engine(Path cache) {
        return () -> OnnxEngine.open(new OnnxEngine.Settings(cache, 1, false, Progress.none()));
    }

    static StoreFolder folder(Path root) {
        return new StoreFolder(root.resolve("store"), engine(root.resolve("cache")));
    }

    /// Changes a store and commits.
    public static void write(Stores stores, Space space, Consumer<VectorStore.Writer> changes) {
        try (VectorStore store = stores.create("test", space); VectorStore.Writer writer = store.writer(_ -> false)) {
            changes.accept(writer);
            writer.commit();
        }
    }

    public static Source source(String path) {
        return source(path, Map.of());
    }

    static Source source(String path, Map<String, String> meta) {
        return source(path, "text", CHANGED, meta);
    }

    static Source source(String path, String type, Instant modified, Map<String, String> meta) {
        return new Source(
                path, path, type, 12, modified, "content of " + path, "print of " + path, Source.Status.OK, "", meta);
    }

    static Source failed(String path) {
        return new Source(
                path, path, "text", 12, CHANGED, "content of " + path, "print of " + path, Source.Status.FAILED,
                path + ": is damaged", Map.of());
    }

    public static Passage passage(int index, String text, float[] vector) {
        return new Passage(index, new Place(0, text.length(), "line", 1), text, 3, false, vector);
    }

    /// The unit vector along an axis.
    static float[] axis(int at, int dimensions) {
        float[] vector = new float[dimensions];
        vector[at] = 1;
        return vector;
    }

    /// A direction near one of a hundred.
    public static float[] vector(Random random, int dimensions) {
        Random centre = new Random(random.nextInt(100));
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (centre.nextGaussian() + 0.5 * random.nextGaussian());
        }
        Vectors.normalize(vector);
        return vector;
    }
}
