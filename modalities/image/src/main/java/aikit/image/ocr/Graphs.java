package aikit.image.ocr;

import aikit.AiException;
import aikit.model.ModelDir;
import aikit.model.ModelDir.Graph;
import java.util.Optional;
import java.util.regex.Pattern;

/// The graphs of a PP-OCR model, by the words in the names of their files, which are `det`, `rec` and `cls` wherever such
/// models are kept: `ch_PP-OCRv4_det_infer.onnx`, `detection/v3/det.onnx`.
///
/// @param angle tells whether a line is upside down; not every model has it
record Graphs(Graph detection, Optional<Graph> angle, Graph recognition) {

    /// @throws AiException of kind MODEL when one that is needed is missing
    static Graphs of(ModelDir model) {
        return new Graphs(needed(model, "det"), find(model, "cls"), needed(model, "rec"));
    }

    private static Graph needed(ModelDir model, String word) {
        return find(model, word).orElseThrow(() -> AiException.model(
                model.spec().name() + ": has no graph with '" + word + "' in its name",
                "name its files in models.yaml: one for detection (det), one for recognition (rec)"));
    }

    private static Optional<Graph> find(ModelDir model, String word) {
        Pattern name = Pattern.compile("(?i)(.*[^a-z])?" + word + "([^a-z].*)?");
        return model.graphs().stream()
                .filter(graph -> name.matcher(graph.file().getFileName().toString()).matches())
                .findFirst();
    }
}
