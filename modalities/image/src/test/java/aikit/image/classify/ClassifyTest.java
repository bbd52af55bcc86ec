package aikit.image.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Label;
import aikit.Result.Labels;
import aikit.image.LocalModels;
import aikit.image.PreparedPicture;
import aikit.image.VisionModels;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Against the pipeline `zero-shot-image-classification` of transformers; see [VisionModels].
class ClassifyTest {

    @TempDir
    private static Path cache;

    private static ModelDir model(String name) {
        JsonNode reference = VisionModels.reference(name);
        Map<String, String> parameters = reference.has("logit_bias")
                ? Map.of("scale", reference.path("logit_scale").toString(), "bias",
                        reference.path("logit_bias").toString())
                : Map.of();
        return VisionModels.of(name, name, parameters, "vision_model.onnx", "text_model.onnx");
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(each -> strings.add(each.asString()));
        return strings;
    }

    private static Labels run(ZeroShotClassifier classifier, String file) {
        Input input = new Input.OfFile(VisionModels.picture(file), file);
        return (Labels) classifier.run(List.of(classifier.prepare(input))).getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip", "siglip", "siglip2"})
    void scoresAreThoseOfTransformers(String name) {
        JsonNode reference = VisionModels.reference(name);
        List<String> names = strings(reference.path("labels"));
        ClassifyOptions options = new ClassifyOptions(names, List.of(), false, 100, 0);
        try (AiRuntime runtime = LocalModels.runtime(cache);
                ZeroShotClassifier classifier = ZeroShotClassifier.open(model(name), options, runtime)) {
            for (JsonNode picture : reference.path("pictures")) {
                Labels found = run(classifier, picture.path("file").asString());
                assertEquals("zero-shot", found.method());
                assertEquals(names.size(), found.labels().size());
                double before = 1;
                for (Label label : found.labels()) {
                    double expected = picture.path("probabilities").get(names.indexOf(label.name())).asDouble();
                    assertEquals(expected, label.score(), 2e-4 * Math.max(0.01, expected),
                            picture.path("file").asString());
                    assertTrue(label.score() <= before);
                    before = label.score();
                }
            }
        }
    }

    @Test
    void theBestAndGoodEnoughAreShown() {
        JsonNode reference = VisionModels.reference("clip");
        List<String> names = strings(reference.path("labels"));
        try (AiRuntime runtime = LocalModels.runtime(cache);
                ZeroShotClassifier two = ZeroShotClassifier.open(
                        model("clip"), new ClassifyOptions(names, List.of(), false, 2, 0), runtime);
                ZeroShotClassifier none = ZeroShotClassifier.open(
                        model("clip"), new ClassifyOptions(List.of("noise", "cat"), List.of(), false, 5, 1), runtime)) {
            assertEquals(2, run(two, "10-65x97.png").labels().size());
            assertEquals(List.of(),
                    run(none, "10-65x97.png").labels().stream().filter(label -> label.score() < 1).toList());
            assertEquals(97, run(two, "10-65x97.png").size().height());
        }
    }

    /// The mean of two templates lies between them, and is neither.
    @Test
    void severalTemplatesAreAveraged() {
        List<String> labels = List.of("cat", "noise");
        List<Double> scores = new ArrayList<>();
        try (AiRuntime runtime = LocalModels.runtime(cache)) {
            for (List<String> templates : List.of(
                    List.of("a photo of a {}"), List.of("{}, drawn"), List.of("a photo of a {}", "{}, drawn"))) {
                ClassifyOptions options = new ClassifyOptions(labels, templates, false, 5, 0);
                try (ZeroShotClassifier classifier = ZeroShotClassifier.open(model("siglip"), options, runtime)) {
                    scores.add(run(classifier, "10-65x97.png").labels().stream()
                            .filter(label -> label.name().equals("cat")).findFirst().orElseThrow().score());
                }
            }
        }
        assertEquals(3, scores.stream().distinct().count(), scores.toString());
    }

    /// What the pipeline `image-classification` of transformers says, at its usual five labels.
    @ParameterizedTest
    @ValueSource(strings = {"vit", "mobilenet-v2", "mobilenet-v4", "convnext"})
    void classesOfAModelAreScoredAsTransformersDoes(String name) {
        ClassifyOptions options = new ClassifyOptions(List.of(), List.of(), false, 5, 0);
        try (AiRuntime runtime = LocalModels.runtime(cache);
                ImageClassifier classifier = ImageClassifier.open(
                        VisionModels.of(name, "image-classifier", "model.onnx"), options, runtime)) {
            JsonNode pictures = VisionModels.reference(name).path("pictures");
            List<Result> results = classifier.run(pictures(classifier, pictures));
            for (int i = 0; i < results.size(); i++) {
                Labels found = (Labels) results.get(i);
                assertEquals("classifier", found.method());
                JsonNode expected = pictures.get(i).path("top5");
                assertEquals(expected.size(), found.labels().size());
                for (int at = 0; at < expected.size(); at++) {
                    assertEquals(expected.get(at).get(0).asString(), found.labels().get(at).name());
                    assertEquals(expected.get(at).get(1).asDouble(), found.labels().get(at).score(), 2e-5);
                }
            }
        }
    }

    @Test
    void onRequestEachClassIsScoredByItself() {
        ClassifyOptions options = new ClassifyOptions(List.of(), List.of(), true, 1000, 0.5);
        try (AiRuntime runtime = LocalModels.runtime(cache);
                ImageClassifier classifier = ImageClassifier.open(
                        VisionModels.of("vit", "image-classifier", "model.onnx"), options, runtime)) {
            JsonNode pictures = VisionModels.reference("vit").path("pictures");
            List<Result> results = classifier.run(pictures(classifier, pictures));
            for (int i = 0; i < results.size(); i++) {
                List<Double> expected = new ArrayList<>();
                for (JsonNode logit : pictures.get(i).path("logits")) {
                    if (logit.asDouble() >= 0) {
                        expected.add(1 / (1 + Math.exp(-logit.asDouble())));
                    }
                }
                expected.sort(Comparator.reverseOrder());
                List<Label> labels = ((Labels) results.get(i)).labels();
                assertEquals(expected.size(), labels.size());
                for (int at = 0; at < labels.size(); at++) {
                    assertEquals(expected.get(at), labels.get(at).score(), 2e-5);
                }
            }
        }
    }

    private static List<PreparedPicture> pictures(ImageClassifier classifier, JsonNode pictures) {
        List<PreparedPicture> read = new ArrayList<>();
        for (JsonNode each : pictures) {
            String file = each.path("file").asString();
            read.add(classifier.prepare(new Input.OfFile(VisionModels.picture(file), file)));
        }
        return read;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"id2label\": {\"0\": \"one\", \"1\": \"two\"}} | one | two | false",
        "{\"label_names\": [\"n1\", \"n2\"], \"label_descriptions\": {\"n2\": \"a fish\"}} | n1 | a fish | false",
        "{\"problem_type\": \"multi_label_classification\"} | class 0 | class 1 | true"})
    void classesAreCalledWhatTheConfigurationSays(String config, String one, String two, boolean alone)
            throws IOException {
        Path folder = Files.createTempDirectory(cache, "names");
        Files.writeString(folder.resolve("config.json"), config);
        ModelDir any = VisionModels.of("vit", "image-classifier", "model.onnx");
        ClassNames names = ClassNames.read(
                new ModelDir(any.spec(), folder, any.revision(), any.precision(), any.graphs()));
        assertEquals(List.of(one, two), names.of(2));
        assertEquals(alone, names.alone(2));
        assertTrue(names.alone(1));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        try (AiRuntime runtime = LocalModels.runtime(cache)) {
            ClassifyOptions none = new ClassifyOptions(List.of(), List.of(), false, 5, 0);
            AiException e = assertThrows(
                    AiException.class, () -> ZeroShotClassifier.open(model("clip"), none, runtime));
            assertEquals(AiException.Kind.USAGE, e.kind());
            ClassifyOptions several = new ClassifyOptions(List.of("a", "b"), List.of(), true, 5, 0);
            assertThrows(AiException.class, () -> ZeroShotClassifier.open(model("clip"), several, runtime));
            ZeroShotClassifier.open(model("siglip"), several, runtime).close();
        }
        try (AiRuntime runtime = LocalModels.runtime(cache)) {
            ModelDir own = VisionModels.of("vit", "image-classifier", "model.onnx");
            AiException e = assertThrows(AiException.class, () -> ImageClassifier.open(
                    own, new ClassifyOptions(List.of("a"), List.of(), false, 5, 0), runtime));
            assertEquals(AiException.Kind.USAGE, e.kind());
        }
        assertThrows(AiException.class, () -> new ClassifyOptions(List.of("a"), List.of("no place"), false, 5, 0));
        assertThrows(AiException.class, () -> new ClassifyOptions(List.of("a"), List.of(), false, 0, 0));
    }

    @Test
    void labelsWithCommasAreNotSeveral() {
        ClassifyOptions one = new ClassifyOptions(List.of("red, blue"), List.of(), false, 5, 0);
        ClassifyOptions two = new ClassifyOptions(List.of("red", "blue"), List.of(), false, 5, 0);
        assertNotEquals(one.toString(), two.toString());
        assertEquals(two.toString(), new ClassifyOptions(List.of("red", "blue"), List.of(), false, 5, 0).toString());
    }
}
