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
import aikit.Result.Size;
import aikit.task.AiRuntime;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Against OpenCV, on a small model with random weights in the layout of the published one: `scripts/fixtures/yunet_model.py`
/// makes it, the pictures and the numbers.
class FaceDetectorTest {

    /// Pixels; OpenCV's own convolutions round differently.
    private static final double EXACT = 2e-3;

    @TempDir
    private static Path cache;

    private static Path folder() {
        try {
            return Path.of(FaceDetectorTest.class.getResource("/models/tiny-yunet").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static FaceDetector detector(AiRuntime runtime, DetectOptions options) {
        return FaceDetector.open(
                LocalModels.of(folder(), "yunet", folder().resolve("face_detection_yunet_2023mar.onnx")), options,
                runtime);
    }

    private static Detections detect(FaceDetector detector, Input input) {
        return (Detections) detector.run(List.of(detector.prepare(input))).getFirst();
    }

    private static Input picture(String name) {
        return new Input.OfFile(folder().resolve(name), name);
    }

    private static DetectOptions above(double threshold) {
        return new DetectOptions(threshold, List.of(), List.of(), 0, DetectOptions.USUAL_EDGE);
    }

    private static List<JsonNode> runs() throws IOException {
        List<JsonNode> runs = new ArrayList<>();
        JsonMapper.shared().readTree(Files.readString(folder().resolve("expected.json"))).path("runs")
                .forEach(runs::add);
        return runs;
    }

    @Test
    void facesAreThoseOfOpenCv() throws IOException {
        int compared = 0;
        double worst = 0;
        try (AiRuntime runtime = LocalModels.runtime(cache)) {
            for (JsonNode run : runs()) {
                if (run.path("overlap").asDouble() != 0.3 || run.path("most").asInt() != 5000) {
                    continue; // these are not the user's to choose
                }
                try (FaceDetector detector = detector(runtime, above(run.path("score").asDouble()))) {
                    Detections told = detect(detector, picture(run.path("picture").asString()));
                    List<Detection> found = told.detections();
                    List<JsonNode> faces = inside(run.path("faces"), told.size());
                    assertEquals(faces.size(), found.size(), run.path("picture").asString());
                    for (int i = 0; i < found.size(); i++) {
                        worst = Math.max(worst, difference(faces.get(i), found.get(i)));
                        compared++;
                    }
                }
            }
        }
        assertTrue(compared > 500, compared + " compared");
        assertTrue(worst < EXACT, "worst " + worst);
    }

    /// Without those in the margin that is added to the picture, which are not told.
    private static List<JsonNode> inside(JsonNode faces, Size size) {
        List<JsonNode> inside = new ArrayList<>();
        for (JsonNode face : faces) {
            double left = face.get(0).asDouble();
            double top = face.get(1).asDouble();
            if (left <= size.width() && top <= size.height() && left + face.get(2).asDouble() >= 0
                    && top + face.get(3).asDouble() >= 0) {
                inside.add(face);
            }
        }
        return inside;
    }

    /// The largest in any number. OpenCV's boxes go beyond the picture, so only an edge inside it is compared.
    private static double difference(JsonNode face, Detection found) {
        Box box = found.box();
        double worst = Math.abs(face.get(14).asDouble() - found.score());
        if (box.left() > 0) {
            worst = Math.max(worst, Math.abs(face.get(0).asDouble() - box.left()));
        }
        if (box.top() > 0) {
            worst = Math.max(worst, Math.abs(face.get(1).asDouble() - box.top()));
        }
        for (int i = 0; i < 5; i++) {
            worst = Math.max(worst, Math.abs(face.get(4 + 2 * i).asDouble() - found.landmarks().get(i).x()));
            worst = Math.max(worst, Math.abs(face.get(5 + 2 * i).asDouble() - found.landmarks().get(i).y()));
        }
        return worst;
    }

    @Test
    void overlapsAreThoseOfOpenCv() throws IOException {
        int others = 0;
        try (AiRuntime runtime = LocalModels.runtime(cache); FaceDetector all = detector(runtime, above(0))) {
            for (JsonNode run : runs()) {
                FaceCells rule = new FaceCells(
                        (float) run.path("score").asDouble(), (float) run.path("overlap").asDouble(),
                        run.path("most").asInt());
                Input input = picture(run.path("picture").asString());
                List<FaceCells.Face> faces = rule.faces(all.grids(all.prepare(input).seen()));
                assertEquals(run.path("faces").size(), faces.size(), run.path("picture").asString());
                for (int i = 0; i < faces.size(); i++) {
                    assertEquals(run.path("faces").get(i).get(2).asDouble(), faces.get(i).width(), EXACT);
                    assertEquals(run.path("faces").get(i).get(3).asDouble(), faces.get(i).height(), EXACT);
                    others++;
                }
            }
        }
        assertTrue(others > 1000, others + " compared");
    }

    @Test
    void boxesLieWithinThePicture() {
        try (AiRuntime runtime = LocalModels.runtime(cache); FaceDetector detector = detector(runtime, above(0.5))) {
            Detections found = detect(detector, picture("picture-1.png"));
            assertEquals(new Size(97, 71), found.size());
            for (Detection each : found.detections()) {
                assertTrue(each.box().left() >= 0 && each.box().right() <= 97, each.toString());
                assertTrue(each.box().top() >= 0 && each.box().bottom() <= 71, each.toString());
                assertEquals("face", each.label());
            }
        }
    }

    @Test
    void aLargePictureIsLookedAtInALesserSize() throws IOException {
        BufferedImage small = ImageIO.read(folder().resolve("picture-3.png").toFile());
        BufferedImage large = new BufferedImage(1600, 1200, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1600 * 1200; i++) {
            large.setRGB(i % 1600, i / 1600, small.getRGB(i % 1600 / 8, i / 1600 / 8));
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(large, "png", png);
        try (AiRuntime runtime = LocalModels.runtime(cache);
                FaceDetector detector = detector(runtime, new DetectOptions(0.7, List.of(), List.of(), 0, 200))) {
            Detections few = detect(detector, picture("picture-3.png"));
            FaceDetector.Prepared prepared = detector.prepare(new Input.OfBytes(png.toByteArray(), "-"));
            assertEquals(new Size(200, 150), new Size(prepared.seen().width(), prepared.seen().height()));
            Detections many = (Detections) detector.run(List.of(prepared)).getFirst();
            assertEquals(new Size(1600, 1200), many.size());
            assertTrue(Math.abs(few.detections().size() - many.detections().size()) < 10);
            // Each face is eight times as large.
            assertEquals(8 * few.detections().getFirst().box().left(), many.detections().getFirst().box().left(), 8);
        }
    }

    @Test
    void fewerCanBeTold() {
        try (AiRuntime runtime = LocalModels.runtime(cache);
                FaceDetector detector = detector(runtime, new DetectOptions(0.5, List.of("Face"), List.of(), 3, 640))) {
            List<Detection> found = detect(detector, picture("picture-3.png")).detections();
            assertEquals(3, found.size());
            assertTrue(found.get(0).score() >= found.get(1).score());
        }
    }

    @Test
    void otherLabelsAreMistakes() {
        try (AiRuntime runtime = LocalModels.runtime(cache)) {
            AiException e = assertThrows(
                    AiException.class,
                    () -> detector(runtime, new DetectOptions(0.5, List.of("cat"), List.of(), 0, 640)));
            assertEquals(AiException.Kind.USAGE, e.kind());
        }
    }
}
