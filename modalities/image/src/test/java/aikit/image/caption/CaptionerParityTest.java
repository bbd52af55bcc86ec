package aikit.image.caption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.image.LocalModels;
import aikit.Input;
import aikit.Result.Caption;
import aikit.Result.Region;
import aikit.Result.Size;
import aikit.image.PreparedPicture;
import aikit.image.caption.CaptionOptions.Detail;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Captions are those of `generate` in transformers, token by token, from the file on (scripts/fixtures/VISION.md).
class CaptionerParityTest {

    private static final Path RESOURCES = Path.of("src/test/resources");

    @TempDir
    Path cache;

    private static JsonNode reference(String model) {
        return JsonMapper.shared().readTree(RESOURCES.resolve("models/" + model + "/reference.json"));
    }

    private static ModelDir vitGpt2(boolean merged) {
        Path folder = RESOURCES.resolve("models/vit-gpt2");
        Path onnx = folder.resolve("onnx");
        Path encoder = onnx.resolve("encoder_model.onnx");
        return merged
                ? LocalModels.of(
                        folder, "vision-encoder-decoder", encoder, onnx.resolve("decoder_model_merged.onnx"))
                : LocalModels.of(
                        folder, "vision-encoder-decoder", encoder, onnx.resolve("decoder_model.onnx"),
                        onnx.resolve("decoder_with_past_model.onnx"));
    }

    private static ModelDir florence2() {
        Path onnx = RESOURCES.resolve("models/florence2/onnx");
        return LocalModels.of(
                RESOURCES.resolve("models/florence2"), "florence2", onnx.resolve("vision_encoder.onnx"),
                onnx.resolve("embed_tokens.onnx"), onnx.resolve("encoder_model.onnx"),
                onnx.resolve("decoder_model_merged.onnx"));
    }

    private static Input picture(String name) {
        return new Input.OfFile(RESOURCES.resolve("pictures/" + name), name);
    }

    /// Captions of all pictures, a few together, as they come in a batch.
    private static List<int[]> captions(Captioner captioner, JsonNode pictures) {
        List<int[]> tokens = new ArrayList<>();
        List<PreparedPicture> together = new ArrayList<>();
        for (JsonNode picture : pictures) {
            together.add(captioner.prepare(picture(picture.path("file").asString())));
            if (together.size() == 7 || tokens.size() + together.size() == pictures.size()) {
                tokens.addAll(captioner.write(together.stream().map(PreparedPicture::pixels).toList()));
                together.clear();
            }
        }
        return tokens;
    }

    private static int[] ids(JsonNode tokens) {
        int[] ids = new int[tokens.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = tokens.path(i).asInt();
        }
        return ids;
    }

    private static void same(JsonNode pictures, String field, List<int[]> tokens) {
        assertEquals(50, pictures.size());
        for (int i = 0; i < pictures.size(); i++) {
            JsonNode picture = pictures.path(i);
            assertArrayEquals(ids(picture.path(field)), tokens.get(i), picture.path("file").asString());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void vitGpt2WritesWhatTransformersWrites(boolean merged) {
        JsonNode pictures = reference("vit-gpt2").path("pictures");
        try (AiRuntime runtime = LocalModels.runtime(cache)) {
            CaptionOptions greedy = new CaptionOptions(Detail.USUAL, false, "", 1, 15);
            try (Captioner captioner = Captioner.open(vitGpt2(merged), greedy, runtime)) {
                same(pictures, "greedy", captions(captioner, pictures));
                Caption caption = (Caption) captioner.run(List.of(captioner.prepare(picture("00-17x17.png"))))
                        .getFirst();
                assertEquals(pictures.path(0).path("greedy_text").asString(), caption.text());
                assertEquals(new Size(17, 17), caption.size());
            }
            CaptionOptions beams = new CaptionOptions(Detail.USUAL, false, "", 4, 15);
            try (Captioner captioner = Captioner.open(vitGpt2(merged), beams, runtime)) {
                same(pictures, "beams", captions(captioner, pictures));
            }
        }
    }

    @Test
    void florence2WritesWhatTransformersWrites() {
        JsonNode pictures = reference("florence2").path("captions");
        try (AiRuntime runtime = LocalModels.runtime(cache)) {
            for (int beams : new int[]{1, 3, 4}) {
                CaptionOptions options = new CaptionOptions(Detail.BRIEF, false, "", beams, 0);
                try (Captioner captioner = Captioner.open(florence2(), options, runtime)) {
                    same(pictures, beams == 1 ? "greedy" : "beams" + beams, captions(captioner, pictures));
                }
            }
        }
    }

    /// Every task, and the places in its answers.
    @Test
    void florence2AnswersAsTransformersDoes() {
        int answers = 0;
        for (JsonNode answer : reference("florence2").path("answers")) {
            String task = answer.path("task").asString();
            if (FlorenceTask.at(task).isEmpty()) {
                continue;
            }
            String prompt = (task + answer.path("input").asString("")).strip();
            try (AiRuntime runtime = LocalModels.runtime(cache)) {
                CaptionOptions options = new CaptionOptions(Detail.USUAL, false, prompt, 3, 0);
                try (Captioner captioner = Captioner.open(florence2(), options, runtime)) {
                    PreparedPicture prepared = captioner.prepare(picture(answer.path("file").asString()));
                    assertArrayEquals(ids(answer.path("beams3")),
                            captioner.write(List.of(prepared.pixels())).getFirst());
                    Caption caption = (Caption) captioner.run(List.of(prepared)).getFirst();
                    check(answer, caption.text(), caption.regions());
                    answers++;
                }
            }
        }
        assertTrue(answers > 25, "answers: " + answers);
    }

    @Test
    void placesAreReadAsTransformersReadsThem() {
        JsonNode reference = reference("florence2");
        Set<String> banned = new HashSet<>();
        reference.path("banned").forEach(word -> banned.add(word.asString()));
        int read = 0;
        for (JsonNode each : reference.path("parsed")) {
            var task = FlorenceTask.at(each.path("task").asString());
            if (task.isPresent() && task.get().answer() != FlorenceTask.Answer.TEXT) {
                Size size = new Size(each.path("size").path(0).asInt(), each.path("size").path(1).asInt());
                check(each, "", new FlorenceAnswer(each.path("text").asString(), size, banned)
                        .regions(task.get().answer()));
                read++;
            }
        }
        assertTrue(read > 25, "answers: " + read);
    }

    private static void check(JsonNode answer, String text, List<Region> regions) {
        JsonNode parsed = answer.path("parsed");
        String what = answer.path("task").asString() + " " + answer.path("text").asString();
        if (parsed.isString()) {
            assertEquals(parsed.asString(), text, what);
            return;
        }
        boolean quads = parsed.has("quad_boxes");
        JsonNode boxes = parsed.path(quads ? "quad_boxes" : "bboxes");
        JsonNode labels = parsed.path(parsed.has("bboxes_labels") ? "bboxes_labels" : "labels");
        assertEquals(boxes.size(), regions.size(), what);
        for (int i = 0; i < boxes.size(); i++) {
            Region region = regions.get(i);
            assertEquals(labels.path(i).asString(), region.text(), what);
            int[] numbers = ids(boxes.path(i));
            int left = Integer.MAX_VALUE;
            int bottom = 0;
            for (int at = 0; at < numbers.length; at += 2) {
                left = Math.min(left, numbers[at]);
                bottom = Math.max(bottom, numbers[at + 1]);
            }
            // A rectangle may have its corners the other way round, and stays so.
            assertEquals(quads ? left : numbers[0], region.box().left(), what);
            assertEquals(quads ? bottom : numbers[3], region.box().bottom(), what);
        }
    }
}
