package aikit.text;

import aikit.Home;
import aikit.Progress;
import aikit.model.ModelDir;
import aikit.model.ModelSpec;
import aikit.model.ModelSpec.Licence;
import aikit.model.ModelSpec.Source;
import aikit.onnx.Device;
import aikit.task.AiRuntime;
import aikit.task.EmbedOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The committed reference numbers and the models they belong to.
final class Fixtures {

    /// The model that comes with the build.
    static final Path MINILM = Path.of(System.getProperty("ai.builtin.models"), "all-minilm-l6-v2");

    private Fixtures() {}

    static InputStream open(String name) {
        return Fixtures.class.getResourceAsStream("/fixtures/" + name);
    }

    /// The JSON lines of a compressed file.
    static List<JsonNode> lines(String name) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(open(name)), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JsonMapper.shared().readTree(line));
            }
        }
        return lines;
    }

    static TextEmbedder minilm(EmbedOptions options, Path cache) {
        return embedder(MINILM, "onnx/model.onnx", Map.of("pooling", "mean", "max_tokens", "256"), options, cache);
    }

    /// An embedder on a folder in the hub's layout.
    static TextEmbedder embedder(
            Path folder, String graph, Map<String, String> parameters, EmbedOptions options, Path cache) {
        return TextEmbedder.open(model(folder, folder.resolve(graph), "embed", parameters), options, runtime(cache));
    }

    /// A folder in the hub's layout, with one of its graphs.
    static ModelDir model(Path folder, Path graph, String task, Map<String, String> parameters) {
        ModelSpec spec = new ModelSpec(
                folder.getFileName().toString(),
                List.of(),
                List.of(task),
                "bert",
                new Licence("Apache-2.0", true),
                new Source.Folder(folder),
                Map.of(),
                List.of(),
                parameters,
                Optional.empty());
        // The digest only names the optimised copy in the cache, which is the test's own.
        String digest = Integer.toHexString(graph.hashCode());
        return new ModelDir(spec, folder, "local", "fp32", List.of(new ModelDir.Graph(graph, digest)));
    }

    static AiRuntime runtime(Path cache) {
        AiRuntime.Settings settings = new AiRuntime.Settings(new Home(cache, cache, cache), Device.parse("cpu"), 2,
                false);
        return new AiRuntime(
                settings,
                () -> {
                    throw new IllegalStateException("models are opened by the test");
                },
                Progress.none());
    }
}
