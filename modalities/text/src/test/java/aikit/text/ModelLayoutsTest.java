package aikit.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Embeddings;
import aikit.Result.Precision;
import aikit.task.EmbedOptions;
import aikit.task.EmbedOptions.Overflow;
import aikit.vector.Vectors;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Random-weight models in the layouts of real repositories against sentence-transformers
/// (`scripts/fixtures/tiny_text_models.py`): mean, CLS and last-token pooling, prompts, WordPiece and SentencePiece.
class ModelLayoutsTest {

    @TempDir
    static Path cache;

    @ParameterizedTest
    @ValueSource(strings = {"tiny-minilm", "tiny-bge", "tiny-e5", "tiny-lasttoken", "tiny-mpnet"})
    void vectorsAreThoseOfSentenceTransformers(String model) throws URISyntaxException {
        JsonNode expected = JsonMapper.shared().readTree(folder(model).resolve("expected.json"));
        boolean normalize = expected.get("normalize").asBoolean();
        assertTrue(expected.get("cases").size() >= 40);
        for (JsonNode each : expected.get("cases")) {
            String name = each.get("prompt_name").asString("");
            boolean named = !name.isEmpty()
                    && folder(model).resolve("config_sentence_transformers.json").toFile().exists();
            String prefix = named ? "" : each.get("prompt").asString("");
            EmbedOptions options = options(named ? name : "", prefix, "", normalize, 0, Precision.FLOAT32);
            try (TextEmbedder embedder = open(model, options)) {
                Input text = new Input.OfText(each.get("text").asString(), each.get("text").asString());
                TextEmbedder.Prepared prepared = embedder.prepare(text);
                assertArrayEquals(ints(each.get("ids")), prepared.pieces().getFirst().ids(), text.name());
                assertArrayEquals(floats(each.get("vector")), vector(embedder, prepared), 2e-5f, text.name());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-minilm", "tiny-bge", "tiny-e5", "tiny-lasttoken", "tiny-mpnet"})
    void aVectorDoesNotDependOnItsBatch(String model) throws URISyntaxException {
        List<TextEmbedder.Prepared> prepared = new ArrayList<>();
        try (TextEmbedder embedder = open(model, EmbedOptions.DEFAULT)) {
            for (String text : List.of("", "a", "one two three", "a much longer text than the others ".repeat(9))) {
                prepared.add(embedder.prepare(new Input.OfText(text, text)));
            }
            List<Result> together = embedder.run(prepared);
            for (int i = 0; i < prepared.size(); i++) {
                float[] among = ((Embeddings) together.get(i)).passages().getFirst().vector();
                assertArrayEquals(vector(embedder, prepared.get(i)), among, 1e-5f);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"onnx/model_fp16.onnx", "onnx/model_quantized.onnx"})
    void otherPrecisionsAreAsCloseAsTheReferenceRunsThem(String graph) throws URISyntaxException {
        Path folder = folder("tiny-minilm");
        JsonNode expected = JsonMapper.shared().readTree(folder.resolve("expected.json"));
        double close = expected.get("variants").get(graph).get("min_cosine_to_fp32_alone").asDouble();
        try (TextEmbedder embedder = Fixtures.embedder(folder, graph, Map.of(), EmbedOptions.DEFAULT, cache)) {
            for (JsonNode each : expected.get("cases")) {
                Input text = new Input.OfText(each.get("text").asString(), "text");
                float[] vector = vector(embedder, embedder.prepare(text));
                assertTrue(Vectors.cosine(floats(each.get("vector")), vector) > close - 1e-4, text.toString());
            }
        }
    }

    @Test
    void fewerDimensionsAreNormalisedAgain() throws URISyntaxException {
        float[] whole = vector("tiny-minilm", options("", "", "", true, 0, Precision.FLOAT32));
        float[] leading = vector("tiny-minilm", options("", "", "", true, 16, Precision.FLOAT32));
        assertEquals(16, leading.length);
        assertEquals(1, Vectors.norm(leading), 1e-6);
        assertEquals(1, Vectors.cosine(leading, java.util.Arrays.copyOf(whole, 16)), 1e-6);
        AiException failure = assertThrows(
                AiException.class, () -> vector("tiny-minilm", options("", "", "", true, 64, Precision.FLOAT32)));
        assertEquals(AiException.Kind.USAGE, failure.kind());
    }

    @Test
    void numbersAreQuantisedOnRequest() throws URISyntaxException {
        float[] whole = vector("tiny-bge", options("", "", "", true, 0, Precision.FLOAT32));
        assertArrayEquals(Vectors.toInt8(whole), vector("tiny-bge", options("", "", "", true, 0, Precision.INT8)));
        assertArrayEquals(Vectors.toBinary(whole), vector("tiny-bge", options("", "", "", true, 0, Precision.BINARY)));
    }

    @Test
    void poolingCanBeChosen() throws URISyntaxException {
        float[] cls = vector("tiny-minilm", options("", "", "cls", true, 0, Precision.FLOAT32));
        float[] mean = vector("tiny-minilm", options("", "", "mean", true, 0, Precision.FLOAT32));
        float[] usual = vector("tiny-minilm", EmbedOptions.DEFAULT);
        assertArrayEquals(usual, mean, 1e-6f);
        assertTrue(Vectors.cosine(cls, mean) < 0.999);
    }

    @Test
    void anUnknownPromptNamesTheKnownOnes() {
        AiException failure = assertThrows(
                AiException.class, () -> vector("tiny-bge", options("passage", "", "", true, 0, Precision.FLOAT32)));
        assertEquals("tiny-bge has no prompt 'passage'", failure.getMessage());
        assertEquals("its prompts: query", failure.hint().orElseThrow());
    }

    private static EmbedOptions options(
            String prompt, String prefix, String pooling, boolean normalize, int dimensions, Precision precision) {
        return new EmbedOptions(
                prompt, prefix, pooling, normalize, 0, 0, Overflow.AUTO, dimensions, precision, "",
                EmbedOptions.Role.NONE);
    }

    private static float[] vector(String model, EmbedOptions options) throws URISyntaxException {
        try (TextEmbedder embedder = open(model, options)) {
            return vector(embedder, embedder.prepare(new Input.OfText("the quick brown fox", "text")));
        }
    }

    private static float[] vector(TextEmbedder embedder, TextEmbedder.Prepared prepared) {
        Embeddings embeddings = (Embeddings) embedder.run(List.of(prepared)).getFirst();
        return embeddings.passages().getFirst().vector();
    }

    private static TextEmbedder open(String model, EmbedOptions options) throws URISyntaxException {
        return Fixtures.embedder(folder(model), "onnx/model.onnx", Map.of(), options, cache);
    }

    private static Path folder(String model) throws URISyntaxException {
        return Path.of(ModelLayoutsTest.class.getResource("/fixtures/models/" + model).toURI());
    }

    private static int[] ints(JsonNode array) {
        int[] ints = new int[array.size()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = array.get(i).asInt();
        }
        return ints;
    }

    private static float[] floats(JsonNode array) {
        float[] floats = new float[array.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) array.get(i).asDouble();
        }
        return floats;
    }
}
