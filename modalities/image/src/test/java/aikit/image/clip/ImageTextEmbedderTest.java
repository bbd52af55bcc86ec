package aikit.image.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Embeddings;
import aikit.Result.Passage;
import aikit.image.LocalModels;
import aikit.image.VisionModels;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import aikit.task.EmbedOptions;
import aikit.task.EmbedOptions.Overflow;
import aikit.vector.Vectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Against transformers, on small models with random weights in the layout of the hub's repositories:
/// `scripts/fixtures/clip_model.py` and `siglip_models.py` make them and the numbers.
class ImageTextEmbedderTest {

    @TempDir
    private static Path cache;

    private static ModelDir model(String name) {
        return VisionModels.of(name, name, "vision_model.onnx", "text_model.onnx");
    }

    private static ImageTextEmbedder embedder(String name, AiRuntime runtime, EmbedOptions options) {
        return ImageTextEmbedder.open(model(name), options, runtime);
    }

    private static EmbedOptions options(Overflow overflow) {
        return new EmbedOptions(
                "", "", "", true, 0, 0, overflow, 0, Result.Precision.FLOAT32, "", EmbedOptions.Role.NONE);
    }

    private static List<Passage> run(ImageTextEmbedder embedder, List<Input> inputs) {
        List<ImageTextEmbedder.Prepared> prepared = inputs.stream().map(embedder::prepare).toList();
        List<Passage> passages = new ArrayList<>();
        for (Result result : embedder.run(prepared)) {
            passages.add(((Embeddings) result).passages().getFirst());
        }
        return passages;
    }

    /// From the file on; the pictures are PNG, so that every decoder gives the same pixels.
    @ParameterizedTest
    @ValueSource(strings = {"clip", "siglip", "siglip2"})
    void picturesAreWhatTransformersMakesOfThem(String name) {
        JsonNode pictures = VisionModels.reference(name).path("pictures");
        try (AiRuntime runtime = LocalModels.runtime(cache);
                ImageTextEmbedder embedder = embedder(name, runtime, EmbedOptions.DEFAULT)) {
            List<Input> inputs = new ArrayList<>();
            pictures.forEach(picture -> inputs.add(
                    new Input.OfFile(VisionModels.picture(picture.path("file").asString()), "picture")));
            List<Passage> passages = run(embedder, inputs);
            assertEquals(50, passages.size());
            for (int i = 0; i < passages.size(); i++) {
                float[] expected = VisionModels.vector(pictures.get(i).path("vector"));
                double cosine = Vectors.cosine(expected, passages.get(i).vector());
                assertTrue(cosine >= 0.999999, pictures.get(i).path("file").asString() + ": " + cosine);
                assertEquals(1, Vectors.norm(passages.get(i).vector()), 1e-6);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip", "siglip", "siglip2"})
    void textsAreWhatTransformersMakesOfThem(String name) {
        JsonNode texts = VisionModels.reference(name).path("texts");
        try (AiRuntime runtime = LocalModels.runtime(cache);
                ImageTextModel model = ImageTextModel.of(model(name), runtime)) {
            List<TextRules.Read> read = new ArrayList<>();
            for (JsonNode text : texts) {
                TextRules.Read one = model.read(text.path("text").asString(), false);
                int[] ids = new int[text.path("ids").size()];
                for (int i = 0; i < ids.length; i++) {
                    ids[i] = text.path("ids").get(i).asInt();
                }
                assertArrayEquals(ids, one.ids(), text.path("text").asString());
                read.add(one);
            }
            float[][] vectors = model.vectors(read);
            for (int i = 0; i < vectors.length; i++) {
                double cosine = Vectors.cosine(VisionModels.vector(texts.get(i).path("vector")), vectors[i]);
                assertTrue(cosine >= 0.999999, texts.get(i).path("text") + ": " + cosine);
            }
        }
    }

    @Test
    void picturesAndTextsComeBackInTheirOrder() {
        Path picture = VisionModels.picture("03-32x32.png");
        try (AiRuntime runtime = LocalModels.runtime(cache);
                ImageTextEmbedder embedder = embedder("clip", runtime, EmbedOptions.DEFAULT)) {
            List<Passage> passages = run(embedder, List.of(
                    new Input.OfText("a red circle on a blue ground", "one"), new Input.OfFile(picture, "two"),
                    new Input.OfText("a photo of a cat", "three"), new Input.OfFile(picture, "four")));
            assertEquals("a red circle on a blue ground", passages.getFirst().text());
            assertEquals(20, passages.getFirst().tokens());
            assertEquals("", passages.get(1).text());
            assertEquals("a photo of a cat", passages.get(2).text());
            assertArrayEquals(passages.get(1).vector(), passages.get(3).vector(), 1e-6f);
        }
    }

    /// What stands in the same run makes no difference that counts.
    @Test
    void aVectorDoesNotDependOnItsNeighbours() {
        JsonNode pictures = VisionModels.reference("clip").path("pictures");
        try (AiRuntime runtime = LocalModels.runtime(cache);
                ImageTextEmbedder embedder = embedder("clip", runtime, EmbedOptions.DEFAULT)) {
            List<Input> inputs = new ArrayList<>();
            for (int i = 0; i < 21; i++) {
                inputs.add(new Input.OfFile(
                        VisionModels.picture(pictures.get(i).path("file").asString()), "picture"));
            }
            List<Passage> together = run(embedder, inputs);
            for (int i = 0; i < 21; i++) {
                float[] alone = run(embedder, List.of(inputs.get(i))).getFirst().vector();
                assertArrayEquals(alone, together.get(i).vector(), 2e-6f);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"clip, 77", "siglip, 64", "siglip2, 64"})
    void whatIsTooLongLosesItsEndOrItsStart(String name, int most) {
        String text = "many ".repeat(100) + "birds";
        try (AiRuntime runtime = LocalModels.runtime(cache);
                ImageTextEmbedder end = embedder(name, runtime, EmbedOptions.DEFAULT);
                ImageTextEmbedder start = embedder(name, runtime, options(Overflow.START));
                ImageTextEmbedder error = embedder(name, runtime, options(Overflow.ERROR))) {
            Passage first = run(end, List.of(new Input.OfText(text, "long"))).getFirst();
            assertTrue(first.truncated());
            assertEquals(most, first.tokens());
            Passage last = run(start, List.of(new Input.OfText(text, "long"))).getFirst();
            assertTrue(last.truncated());
            assertTrue(Vectors.cosine(first.vector(), last.vector()) < 0.9999);
            assertFalse(run(error, List.of(new Input.OfText("short", "short"))).getFirst().truncated());
            AiException e = assertThrows(
                    AiException.class, () -> run(error, List.of(new Input.OfText(text, "long"))));
            assertEquals(AiException.Kind.INPUT, e.kind());
        }
    }

    /// The same photograph as telephones keep it in four positions; JPEG blocks lie elsewhere in each.
    @Test
    @EnabledIfEnvironmentVariable(named = "AI_TEST_MEDIA", matches = ".+")
    void whichWayAPhotographLiesInItsFileMakesNoDifference() {
        Path media = Path.of(System.getenv("AI_TEST_MEDIA"));
        try (AiRuntime runtime = LocalModels.runtime(cache);
                ImageTextEmbedder embedder = embedder("clip", runtime, EmbedOptions.DEFAULT)) {
            List<Passage> passages = run(embedder, Stream.of(1, 3, 6, 8)
                    .<Input>map(way -> new Input.OfFile(media.resolve("exif_landscape_" + way + ".jpg"), "way " + way))
                    .toList());
            for (Passage passage : passages) {
                double cosine = Vectors.cosine(passages.getFirst().vector(), passage.vector());
                assertTrue(cosine >= 0.995, passage.index() + ": " + cosine);
            }
        }
    }

    @Test
    void nothingIsOpenedBeforeItIsNeeded() {
        try (AiRuntime runtime = LocalModels.runtime(cache);
                ImageTextEmbedder embedder = ImageTextEmbedder.open(
                        VisionModels.of("clip", "clip", "text_model.onnx"), EmbedOptions.DEFAULT, runtime)) {
            assertEquals("none", embedder.provenance().device());
            run(embedder, List.of(new Input.OfText("a photo of a cat", "text")));
            assertEquals("cpu", embedder.provenance().device());
            Input picture = new Input.OfFile(VisionModels.picture("03-32x32.png"), "picture");
            AiException e = assertThrows(AiException.class, () -> run(embedder, List.of(picture)));
            assertTrue(e.getMessage().contains("has no graph vision_model.onnx"), e.getMessage());
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        try (AiRuntime runtime = LocalModels.runtime(cache)) {
            assertThrows(AiException.class, () -> embedder("clip", runtime, options(Overflow.CHUNK)));
            // Without its projection a CLIP's vectors are in two spaces.
            ModelDir without = VisionModels.of("siglip", "clip", "vision_model.onnx", "text_model.onnx");
            try (ImageTextModel model = ImageTextModel.of(without, runtime)) {
                AiException e = assertThrows(AiException.class, () -> model.texts(List.of("a cat")));
                assertEquals(AiException.Kind.MODEL, e.kind());
                assertTrue(e.hint().orElseThrow().contains("text_embeds"), e.hint().orElseThrow());
            }
        }
    }
}
