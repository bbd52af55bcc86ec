package aikit.model;

import aikit.AiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// A model that is present and verified: its entry and the folder that holds its files.
///
/// @param revision commit of the repository; `builtin` or `local` when there is none
/// @param precision the variant that was chosen: `fp32`, `fp16`, `q8` or `q4`
/// @param graphs the ONNX files of that variant, in the order of the catalogue
public record ModelDir(ModelSpec spec, Path folder, String revision, String precision, List<Graph> graphs) {

    /// @param sha256 digest of the file, 64 hex digits; with weights in files of their own (`*.onnx_data`), the digest
    ///     of all their digests, so that it changes with the weights
    public record Graph(Path file, String sha256) {}

    /// The largest tokenizer.json in use has some 35 MB.
    private static final long MOST_JSON_BYTES = 256 << 20;

    /// A file that must be there.
    ///
    /// @throws AiException of kind MODEL when it is not
    public Path file(String path) {
        return find(path).orElseThrow(() -> AiException.model(
                spec.name() + ": " + path + " is missing from " + folder, "run: ai models verify " + spec.name()));
    }

    public Optional<Path> find(String path) {
        Path file = folder.resolve(path);
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    /// The graph of a part, such as `encoder_model`, whatever its precision is called at the end of its name.
    public Optional<Graph> graph(String part) {
        return graphs.stream().filter(graph -> graph.file.getFileName().toString().startsWith(part)).findFirst();
    }

    /// A JSON file of the model, or a missing node when it has none.
    ///
    /// @throws AiException of kind MODEL when the file is there and broken
    public JsonNode json(String path) {
        Optional<Path> file = find(path);
        if (file.isEmpty()) {
            return MissingNode.getInstance(); // the mapper would cost its start-up
        }
        try {
            if (Files.size(file.get()) > MOST_JSON_BYTES) {
                throw AiException.model(spec.name() + ": " + path + " is larger than any configuration is", "");
            }
            return JsonMapper.shared().readTree(file.get());
        } catch (IOException | tools.jackson.core.JacksonException e) {
            throw AiException.model(spec.name() + ": " + path + " is not valid JSON", "").causedBy(e);
        }
    }
}
