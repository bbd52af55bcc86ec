package aikit.image.ocr;

import aikit.EditDistance;
import aikit.Input;
import aikit.Result.RecognizedText;
import aikit.image.LocalModels;
import aikit.image.ImageReader;
import aikit.image.Pixels;
import aikit.image.VisionModels;
import aikit.model.ModelDir;
import aikit.model.ModelDir.Graph;
import aikit.model.ModelSpec;
import aikit.model.ModelSpec.Licence;
import aikit.model.ModelSpec.ModelFile;
import aikit.model.ModelSpec.Source;
import aikit.task.AiRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The model that comes with the build, and pages whose text is known (`scripts/fixtures/ocr_pages.py`).
final class OcrFixtures {

    private static final Path FOLDER = Path.of(System.getProperty("ai.builtin.models"), "pp-ocrv4");

    static final List<String> GRAPHS = List.of(
            "ch_PP-OCRv4_det_infer.onnx", "ch_ppocr_mobile_v2.0_cls_infer.onnx", "ch_PP-OCRv4_rec_infer.onnx");

    private OcrFixtures() {}

    static ModelDir model() {
        return model(GRAPHS, List.of("ppocr_keys_v1.txt"));
    }

    static ModelDir model(List<String> graphs, List<String> files) {
        ModelSpec spec = new ModelSpec(
                "pp-ocrv4", List.of(), List.of("ocr"), "pp-ocr", new Licence("Apache-2.0", true),
                new Source.Folder(FOLDER), Map.of(),
                files.stream().map(file -> new ModelFile(file, Optional.empty(), Optional.empty())).toList(), Map.of(),
                Optional.empty());
        // The digest only names the optimised copy in the cache, which is the test's own.
        List<Graph> all = graphs.stream()
                .map(graph -> new Graph(FOLDER.resolve(graph), Integer.toHexString(graph.hashCode())))
                .toList();
        return new ModelDir(spec, FOLDER, "builtin", "fp32", all);
    }

    static AiRuntime runtime() {
        return LocalModels.runtime(Path.of("target", "ocr-cache").toAbsolutePath());
    }

    static Path page(String name) {
        return VisionModels.resource("ocr/" + name + ".png");
    }

    static Input input(String name) {
        return new Input.OfFile(page(name), name);
    }

    static Pixels pixels(String name) {
        return ImageReader.read(input(name)).pixels();
    }

    static String text(String name) {
        try {
            return Files.readString(VisionModels.resource("ocr/" + name + ".txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RecognizedText read(TextReader reader, Input input) {
        return (RecognizedText) reader.run(List.of(reader.prepare(input))).getFirst();
    }

    /// The part of the characters that are wrong: Levenshtein's distance by the length of the right text, every stretch of
    /// white space as one space.
    static double errors(String right, String read) {
        String a = plain(right);
        return (double) EditDistance.between(a, plain(read)) / a.length();
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
