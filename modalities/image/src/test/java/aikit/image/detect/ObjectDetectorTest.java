package aikit.image.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.image.LocalModels;
import aikit.Input;
import aikit.Result.Box;
import aikit.Result.Detection;
import aikit.Result.Detections;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Against transformers, from the files of pictures on, on a small RT-DETR with random weights in the layout of the hub's
/// repository: `scripts/fixtures/rtdetr_model.py` makes it and the numbers.
class ObjectDetectorTest {

    private static final double SCORE = 1e-5;

    /// Parts of the picture's edges.
    private static final double PLACE = 1e-5;

    @TempDir
    private static Path cache;

    private static Path resource(String name) {
        try {
            return Path.of(ObjectDetectorTest.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ModelDir model() {
        Path folder = resource("/models/rt-detr");
        return LocalModels.of(folder, "rt-detr", folder.resolve("onnx/model.onnx"));
    }

    private static JsonNode pictures() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(resource("/models/rt-detr/reference.json")))
                .path("pictures");
    }

    private static Detections detect(ObjectDetector detector, String name) {
        Input input = new Input.OfFile(resource("/pictures").resolve(name), name);
        return (Detections) detector.run(List.of(detector.prepare(input))).getFirst();
    }

    private static ObjectDetector detector(AiRuntime runtime, DetectOptions options) {
        return ObjectDetector.open(model(), options, runtime);
    }

    private static DetectOptions above(double threshold) {
        return new DetectOptions(threshold, List.of(), List.of(), 0, 640);
    }

    @Test
    void whatIsFoundIsWhatTransformersFinds() throws IOException {
        JsonNode names = JsonMapper.shared().readTree(Files.readString(resource("/models/rt-detr/config.json")))
                .path("id2label");
        int compared = 0;
        double worstScore = 0;
        double worstPlace = 0;
        try (AiRuntime runtime = LocalModels.runtime(cache)) {
            for (String threshold : List.of("0.3", "0.5")) {
                try (ObjectDetector detector = detector(runtime, above(Double.parseDouble(threshold)))) {
                    for (JsonNode picture : pictures()) {
                        JsonNode expected = picture.path(threshold);
                        Detections found = detect(detector, picture.path("file").asString());
                        assertEquals(expected.path("labels").size(), found.detections().size(),
                                picture.path("file").asString());
                        for (int i = 0; i < found.detections().size(); i++) {
                            Detection each = found.detections().get(i);
                            String label = names.path(expected.path("labels").get(i).asString()).asString();
                            assertEquals(label, each.label(), picture.path("file").asString());
                            worstScore = Math.max(
                                    worstScore, Math.abs(expected.path("scores").get(i).asDouble() - each.score()));
                            worstPlace = Math.max(worstPlace, distance(expected.path("boxes").get(i), each, found));
                            compared++;
                        }
                    }
                }
            }
        }
        assertTrue(compared > 300, compared + " compared");
        assertTrue(worstScore < SCORE, "scores differ by " + worstScore);
        assertTrue(worstPlace < PLACE, "places differ by " + worstPlace);
    }

    /// The largest difference of an edge that lies within the picture, as a part of its width or height.
    private static double distance(JsonNode expected, Detection found, Detections all) {
        Box box = found.box();
        double[] edges = {box.left(), box.top(), box.right(), box.bottom()};
        double worst = 0;
        for (int i = 0; i < edges.length; i++) {
            double whole = i % 2 == 0 ? all.size().width() : all.size().height();
            double wanted = Math.max(0, Math.min(whole, expected.get(i).asDouble()));
            worst = Math.max(worst, Math.abs(wanted - edges[i]) / whole);
        }
        return worst;
    }

    @Test
    void theUsualThresholdIsOneHalf() throws IOException {
        try (AiRuntime runtime = LocalModels.runtime(cache);
                ObjectDetector usual = detector(runtime, DetectOptions.DEFAULT);
                ObjectDetector same = detector(runtime, above(0.5))) {
            for (JsonNode picture : pictures()) {
                String name = picture.path("file").asString();
                assertEquals(detect(same, name), detect(usual, name));
            }
        }
    }

    @Test
    void onlySomeKindsAreTold() throws IOException {
        try (AiRuntime runtime = LocalModels.runtime(cache);
                ObjectDetector all = detector(runtime, above(0.3));
                ObjectDetector some = detector(runtime,
                        new DetectOptions(0.3, List.of("CAT", "cup"), List.of(), 2, 640))) {
            int told = 0;
            for (JsonNode picture : pictures()) {
                String name = picture.path("file").asString();
                List<Detection> expected = detect(all, name).detections().stream()
                        .filter(each -> each.label().equals("cat") || each.label().equals("cup"))
                        .limit(2)
                        .toList();
                assertEquals(expected, detect(some, name).detections());
                told += expected.size();
            }
            assertTrue(told > 10, told + " told");
        }
    }

    @Test
    void kindsThatAreNotKnownAreMistakes() {
        try (AiRuntime runtime = LocalModels.runtime(cache)) {
            AiException e = assertThrows(AiException.class, () -> detector(
                    runtime, new DetectOptions(0.5, List.of("bicicle"), List.of(), 0, 640)));
            assertEquals(AiException.Kind.USAGE, e.kind());
            assertTrue(e.hint().orElseThrow().contains("near it: bicycle"), e.hint().get());
        }
    }

    @Test
    void anotherGraphIsRefused() {
        Path folder = resource("/models/rt-detr");
        ModelDir other = LocalModels.of(
                folder, "rt-detr", resource("/models/tiny-yunet/face_detection_yunet_2023mar.onnx"));
        try (AiRuntime runtime = LocalModels.runtime(cache)) {
            AiException e = assertThrows(
                    AiException.class, () -> ObjectDetector.open(other, DetectOptions.DEFAULT, runtime));
            assertEquals(AiException.Kind.MODEL, e.kind());
        }
    }
}
