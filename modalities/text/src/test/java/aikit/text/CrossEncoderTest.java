package aikit.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.task.Tasks;
import aikit.tokenize.TypedTokens;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Random-weight cross-encoders in the layouts of real repositories against `CrossEncoder` of sentence-transformers
/// (`scripts/fixtures/cross_encoder_models.py`): BERT with Identity, XLM-RoBERTa with the usual sigmoid.
class CrossEncoderTest {

    private static final float CLOSE = 2e-5f;

    @TempDir
    static Path cache;

    /// A pair and what the reference makes of it.
    private record Case(String query, String passage, int[] ids, int[] types, float score) {}

    @ParameterizedTest
    @ValueSource(strings = {"tiny-msmarco", "tiny-bge-reranker"})
    void scoresAreThoseOfSentenceTransformers(String model) throws URISyntaxException {
        List<Case> cases = cases(model);
        assertTrue(cases.size() >= 40);
        try (CrossEncoder encoder = open(folder(model))) {
            for (Case each : cases) {
                checkTokens(each, encoder);
                float[] score = encoder.score(each.query, List.of(each.passage));
                assertEquals(1, score.length);
                assertEquals(each.score, score[0], CLOSE, each.query + " | " + each.passage);
            }
        }
    }

    private static void checkTokens(Case each, CrossEncoder encoder) {
        TypedTokens pair = encoder.pairs(each.query, List.of(each.passage)).getFirst();
        assertArrayEquals(each.ids, pair.ids(), each.query + " | " + each.passage);
        assertArrayEquals(each.types, pair.types(), each.query + " | " + each.passage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-msmarco", "tiny-bge-reranker"})
    void aScoreDoesNotDependOnItsBatch(String model) throws URISyntaxException {
        List<Case> all = cases(model);
        String query = all.getFirst().query;
        List<Case> cases = all.stream().filter(each -> each.query.equals(query)).toList();
        assertTrue(cases.size() >= 30);
        List<String> passages = cases.stream().map(Case::passage).toList();
        try (CrossEncoder encoder = open(folder(model))) {
            float[] together = encoder.score(query, passages);
            float[] backwards = encoder.score(query, passages.reversed());
            for (int i = 0; i < cases.size(); i++) {
                assertEquals(cases.get(i).score, together[i], CLOSE, passages.get(i));
                assertEquals(cases.get(i).score, backwards[cases.size() - 1 - i], CLOSE, passages.get(i));
            }
            assertEquals(0, encoder.score(query, List.of()).length);
        }
    }

    @Test
    void manyThreadsGetTheScoresOfOne() throws URISyntaxException, InterruptedException, ExecutionException {
        List<String> passages = cases("tiny-msmarco").stream().map(Case::passage).toList();
        try (CrossEncoder encoder = open(folder("tiny-msmarco"));
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            float[] alone = encoder.score("where is the cat", passages);
            List<Future<float[]>> others = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                others.add(threads.submit(() -> encoder.score("where is the cat", passages)));
            }
            for (Future<float[]> other : others) {
                assertArrayEquals(alone, other.get(), CLOSE);
            }
        }
    }

    /// The positions of XLM-RoBERTa begin after the padding token, so 66 of them are 64 tokens.
    @Test
    void aTokenizerWithoutALimitLeavesItToThePositions(@TempDir Path folder) throws IOException, URISyntaxException {
        for (String file : List.of("config.json", "tokenizer.json")) {
            Files.copy(folder("tiny-bge-reranker").resolve(file), folder.resolve(file));
        }
        Path graph = folder("tiny-bge-reranker").resolve("onnx/model.onnx");
        try (CrossEncoder encoder = CrossEncoder.open(
                Fixtures.model(folder, graph, "rerank", Map.of()), Fixtures.runtime(cache))) {
            for (Case each : cases("tiny-bge-reranker")) {
                checkTokens(each, encoder);
            }
        }
    }

    @Test
    void aClosedOneRefuses() throws URISyntaxException {
        CrossEncoder encoder = open(folder("tiny-msmarco"));
        assertEquals("tiny-msmarco", encoder.provenance().model());
        assertEquals("cpu", encoder.provenance().device());
        encoder.close();
        encoder.close();
        assertThrows(IllegalStateException.class, () -> encoder.score("a", List.of("b")));
        assertThrows(IllegalStateException.class, () -> encoder.score("a", List.of()));
    }

    @Test
    void theCatalogueCountsThemAsWorking() {
        assertTrue(Tasks.supports("rerank", "bert-cross-encoder"));
        assertFalse(Tasks.supports("embed", "bert-cross-encoder"));
        assertFalse(Tasks.supports("rerank", "whisper"));
    }

    private static CrossEncoder open(Path folder) {
        return CrossEncoder.open(
                Fixtures.model(folder, folder.resolve("onnx/model.onnx"), "rerank", Map.of()), Fixtures.runtime(cache));
    }

    static Path folder(String model) throws URISyntaxException {
        return Path.of(CrossEncoderTest.class.getResource("/fixtures/models/" + model).toURI());
    }

    private static List<Case> cases(String model) throws URISyntaxException {
        List<Case> cases = new ArrayList<>();
        for (JsonNode each : JsonMapper.shared().readTree(folder(model).resolve("expected.json")).get("cases")) {
            cases.add(new Case(
                    each.get("query").asString(), each.get("passage").asString(), ints(each.get("ids")),
                    ints(each.get("types")), (float) each.get("score").asDouble()));
        }
        return cases;
    }

    private static int[] ints(JsonNode array) {
        return array.valueStream().mapToInt(JsonNode::asInt).toArray();
    }
}
