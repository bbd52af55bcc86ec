package aikit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the files beside a cross-encoder may say, and what is refused: on copies of `tiny-msmarco`.
class CrossEncoderConfigTest {

    private static final String OWN = "\"sentence_transformers\": {\"activation_fn\": ";
    private static final String OLD = "\"sbert_ce_default_activation_function\": ";
    private static final String IDENTITY = "\"torch.nn.modules.linear.Identity\"";
    private static final String SIGMOID = "\"torch.nn.modules.activation.Sigmoid\"";

    @TempDir
    static Path cache;

    @TempDir
    Path folder;

    private Path original;
    private float logit;

    @BeforeEach
    void copy() throws IOException, URISyntaxException {
        original = CrossEncoderTest.folder("tiny-msmarco");
        for (String file : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
            Files.copy(original.resolve(file), folder.resolve(file));
        }
        logit = score();
        assertTrue(logit < 0 || logit > 1, "a score that tells logits from probabilities");
    }

    @Test
    void theOlderKeyNamesTheActivation() throws IOException {
        config(OLD + IDENTITY);
        assertEquals(logit, score());
        config(OLD + SIGMOID);
        assertEquals(sigmoid(logit), score(), 1e-6);
    }

    @Test
    void withoutOneItIsTheSigmoid() throws IOException {
        for (String none : List.of("\"a\": 1", OWN + "null}, " + OLD + IDENTITY, OLD + "null")) {
            config(none);
            assertEquals(sigmoid(logit), score(), 1e-6, none);
        }
    }

    @Test
    void theNewerKeyCountsBeforeTheOlderOne() throws IOException {
        config(OWN + IDENTITY + "}, " + OLD + SIGMOID);
        assertEquals(logit, score());
    }

    /// As sentence-transformers 6 saves it.
    @Test
    void aFolderOfModulesHasFilesOfItsOwn() throws IOException {
        config(OWN + IDENTITY + "}");
        write("config_sentence_transformers.json", """
                {"activation_fn": "torch.nn.modules.activation.Sigmoid", "default_prompt_name": null, "prompts": {}}
                """);
        write("sentence_bert_config.json", "{\"max_seq_length\": 30}");
        assertEquals(logit, score(), "not without modules.json");
        write("modules.json",
                """
                        [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.base.modules.transformer.Transformer"}]
                        """);
        assertEquals(sigmoid(logit), score(), 1e-6);
        try (CrossEncoder encoder = open("onnx/model.onnx")) {
            assertEquals(30, encoder.pairs("a ".repeat(20), List.of("b ".repeat(20))).getFirst().count());
        }
        write("config_sentence_transformers.json", "{\"default_prompt_name\": \"query\"}");
        refused("a prompt before every pair is not supported");
        write("modules.json", "[{\"type\": \"sentence_transformers.base.modules.transformer.Transformer\"},"
                + "{\"type\": \"sentence_transformers.base.modules.dense.Dense\"}]");
        refused("its module sentence_transformers.base.modules.dense.Dense is not supported");
    }

    @Test
    void anotherActivationIsRefused() throws IOException {
        config(OWN + "\"torch.nn.modules.activation.Tanh\"}");
        refused("its activation torch.nn.modules.activation.Tanh is not supported");
    }

    @Test
    void twoLabelsAreRefused() throws IOException {
        config("\"id2label\": {\"0\": \"NO\", \"1\": \"YES\"}");
        refused("gives 2 labels, and a reranker gives one score");
        config("\"num_labels\": 3");
        refused("gives 3 labels, and a reranker gives one score");
    }

    @Test
    void aGraphWithTwoLabelsIsRefusedWhateverTheConfigurationSays() {
        AiException told = assertThrows(AiException.class, () -> open("onnx/two_labels.onnx"));
        assertEquals(AiException.Kind.MODEL, told.kind());
        assertTrue(told.getMessage().endsWith(
                ": gives logits float[-1, 2], and a reranker gives one score for each pair"), told.getMessage());
        try (CrossEncoder encoder = open("onnx/two_labels_untold.onnx")) {
            AiException untold = assertThrows(AiException.class, () -> encoder.score("a", List.of("b", "c")));
            assertEquals(AiException.Kind.MODEL, untold.kind());
            assertTrue(untold.getMessage().endsWith(
                    ": gives 2 numbers, and a reranker gives one score for each pair"), untold.getMessage());
        }
    }

    @Test
    void anEncoderForVectorsIsNoCrossEncoder() throws URISyntaxException {
        Path other = CrossEncoderTest.folder("tiny-minilm");
        AiException failure = assertThrows(AiException.class, () -> CrossEncoder.open(
                Fixtures.model(other, other.resolve("onnx/model.onnx"), "rerank", Map.of()), Fixtures.runtime(cache)));
        assertEquals(AiException.Kind.MODEL, failure.kind());
        assertTrue(failure.getMessage().startsWith("tiny-minilm: "), failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"a\": ", "[1, 2]", "7", "\u0000\u0001"})
    void aBrokenConfigurationIsRefused(String text) throws IOException {
        write("config.json", text);
        refused("config.json is not ");
    }

    @Test
    void aMissingConfigurationIsRefused() throws IOException {
        Files.delete(folder.resolve("config.json"));
        refused("config.json is missing from");
    }

    @Test
    void aTokenizerThatCannotServeIsRefused() throws IOException {
        write("tokenizer_config.json", "{\"truncation_side\": \"left\"}");
        refused("its texts lose their start when too long");
        write("tokenizer_config.json", "{\"model_max_length\": 3}");
        refused("reads 3 tokens, which leaves no room for text");
        write("tokenizer_config.json", "{\"model_max_length\": 4}");
        try (CrossEncoder encoder = open("onnx/model.onnx")) {
            assertEquals(4, encoder.pairs("a a", List.of("b b")).getFirst().count());
        }
        write("tokenizer.json", "{}");
        refused("not a tokenizer");
    }

    /// A configuration of one label and 64 positions with these members more.
    private void config(String members) throws IOException {
        write("config.json", "{\"model_type\": \"bert\", \"max_position_embeddings\": 64, " + members + "}");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private void refused(String why) {
        AiException failure = assertThrows(AiException.class, () -> open("onnx/model.onnx").close());
        assertEquals(AiException.Kind.MODEL, failure.kind());
        assertTrue(failure.getMessage().contains(why), failure.getMessage());
        assertTrue(failure.getMessage().contains(folder.getFileName().toString()), failure.getMessage());
    }

    private float score() {
        try (CrossEncoder encoder = open("onnx/model.onnx")) {
            return encoder.score("where does the quick cat sit", List.of("the cat sits on the mat"))[0];
        }
    }

    private CrossEncoder open(String graph) {
        return CrossEncoder.open(
                Fixtures.model(folder, original.resolve(graph), "rerank", Map.of()), Fixtures.runtime(cache));
    }

    private static double sigmoid(float logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
