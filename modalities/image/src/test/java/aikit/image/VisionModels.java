package aikit.image;

import aikit.model.ModelDir;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
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
        Path[] files = Stream.of(graphs).map(graph -> folder(name).resolve("onnx").resolve(graph)).toArray(Path[]::new);
        return LocalModels.of(folder(name), family, parameters, files);
    }

    public static float[] vector(JsonNode numbers) {
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = numbers.get(i).floatValue();
        }
        return vector;
    }
}
