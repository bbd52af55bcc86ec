package aikit.image;

import aikit.Home;
import aikit.Progress;
import aikit.model.ModelDir;
import aikit.model.ModelSpec;
import aikit.model.ModelSpec.Licence;
import aikit.model.ModelSpec.Source;
import aikit.onnx.Device;
import aikit.task.AiRuntime;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The small models of the tests, and what transformers makes of the fifty pictures with them.
public final class VisionModels {

    private VisionModels() {}

    public static Path resource(String path) {
        try {
            return Path.of(VisionModels.class.getResource("/" + path).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Path folder(String name) {
        return resource("models/" + name);
    }

    public static JsonNode reference(String name) {
        try {
            return JsonMapper.shared().readTree(Files.readString(folder(name).resolve("reference.json")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// One of the fifty.
    public static Path picture(String file) {
        return resource("pictures/" + file);
    }

    public static ModelDir of(String name, String family, String... graphs) {
        return of(name, family, Map.of(), graphs);
    }

    /// @param parameters as in the catalogue
    public static ModelDir of(String name, String family, Map<String, String> parameters, String... graphs) {
        ModelSpec spec = new ModelSpec(
                name, List.of(), List.of(), family, new Licence("MIT", true), new Source.Folder(folder(name)), Map.of(),
                List.of(), parameters, Optional.empty());
        // The digest only names the optimised copy in the cache, which is the test's own.
        List<ModelDir.Graph> all = List.of(graphs).stream()
                .map(graph -> new ModelDir.Graph(
                        folder(name).resolve("onnx").resolve(graph), Integer.toHexString((name + graph).hashCode())))
                .toList();
        return new ModelDir(spec, folder(name), "local", "fp32", all);
    }

    /// A runtime for models that the test opens itself.
    public static AiRuntime runtime(Path cache) {
        return new AiRuntime(
                new AiRuntime.Settings(new Home(cache, cache, cache), Device.parse("cpu"), 2, false),
                () -> {
                    throw new IllegalStateException("models are opened by the test");
                },
                Progress.none());
    }

    public static float[] vector(JsonNode numbers) {
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = numbers.get(i).floatValue();
        }
        return vector;
    }
}
