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
import java.util.function.Supplier;

/// Stores, sources and vectors for tests.
final class TestStores {

    static final Space SPACE = new Space("model", "local", "a".repeat(64), "fp32", "");

    private TestStores() {}

    static Supplier<OnnxEngine> engine(Path cache) {
        return () -> OnnxEngine.open(new OnnxEngine.Settings(cache, 1, false, Progress.none()));
    }

    static StoreFolder folder(Path root) {
        return new StoreFolder(root.resolve("store"), engine(root.resolve("cache")));
    }

    static Source source(String path) {
        return source(path, Map.of());
    }

    static Source source(String path, Map<String, String> meta) {
        return new Source(
                path, path, "text", 12, Instant.parse("2026-03-01T10:00:00Z"), "content of " + path,
                "print of " + path, Source.Status.OK, "", meta);
    }

    static Passage passage(int index, String text, float[] vector) {
        return new Passage(index, new Place(0, text.length(), "line", 1), text, 3, false, vector);
    }

    /// A direction near one of a hundred.
    static float[] vector(Random random, int dimensions) {
        Random centre = new Random(random.nextInt(100));
        float[] vector = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            vector[i] = (float) (centre.nextGaussian() + 0.5 * random.nextGaussian());
        }
        Vectors.normalize(vector);
        return vector;
    }
}
