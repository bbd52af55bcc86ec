package aikit.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.Input;
import aikit.Result;
import aikit.Result.Embeddings;
import aikit.task.EmbedOptions;
import aikit.tokenize.Tokenizer;
import aikit.tokenize.Tokens;
import aikit.vector.Vectors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The built-in MiniLM against the Python reference on 1,000 texts (`scripts/fixtures/minilm_reference.py`).
class MiniLmParityTest {

    @TempDir
    static Path cache;

    @Test
    void tokenIdsAreThoseOfTheReference() throws IOException {
        List<JsonNode> texts = Fixtures.lines("minilm/texts.jsonl.gz");
        List<JsonNode> expected = Fixtures.lines("minilm/token_ids.jsonl.gz");
        assertEquals(1000, texts.size());
        try (TextEmbedder embedder = Fixtures.minilm(EmbedOptions.DEFAULT, cache)) {
            for (int i = 0; i < texts.size(); i++) {
                Input text = new Input.OfText(texts.get(i).asString(), "text " + i);
                int[] ids = embedder.prepare(text).pieces().getFirst().ids();
                assertArrayEquals(ints(expected.get(i)), ids, text.name());
            }
        }
    }

    @Test
    void offsetsAreThoseOfTheReferenceInCodeUnits() throws IOException {
        List<JsonNode> texts = Fixtures.lines("minilm/texts.jsonl.gz");
        try (Tokenizer tokenizer = Tokenizer.load(Fixtures.MINILM.resolve("tokenizer.json"), false, cache)) {
            for (JsonNode line : Fixtures.lines("minilm/offsets.jsonl.gz")) {
                int text = line.get("text").asInt();
                Tokens tokens = tokenizer.encode(texts.get(text).asString());
                assertArrayEquals(ints(line.get("ids")), tokens.ids(), "ids of text " + text);
                for (int i = 0; i < tokens.count(); i++) {
                    int[] span = {tokens.starts()[i], tokens.ends()[i]};
                    assertArrayEquals(ints(line.get("offsets").get(i)), span, "token " + i + " of text " + text);
                }
            }
        }
    }

    @Test
    void vectorsAreThoseOfTheReferenceWhateverTheBatch() throws IOException {
        float[][] expected;
        try (InputStream in = Fixtures.open("minilm/vectors.npy")) {
            expected = Npy.read(in);
        }
        try (TextEmbedder embedder = Fixtures.minilm(EmbedOptions.DEFAULT, cache)) {
            List<TextEmbedder.Prepared> prepared = new ArrayList<>();
            for (JsonNode text : Fixtures.lines("minilm/texts.jsonl.gz")) {
                prepared.add(embedder.prepare(new Input.OfText(text.asString(), "text")));
            }
            List<Result> together = embedder.run(prepared);
            double worst = 1;
            for (int i = 0; i < expected.length; i++) {
                worst = Math.min(worst, Vectors.cosine(expected[i], vector(together.get(i))));
                if (i % 20 == 0) {
                    float[] alone = vector(embedder.run(List.of(prepared.get(i))).getFirst());
                    worst = Math.min(worst, Vectors.cosine(expected[i], alone));
                }
            }
            assertTrue(worst > 0.999999, "worst cosine " + worst);
        }
    }

    private static float[] vector(Result result) {
        Embeddings embeddings = (Embeddings) result;
        assertEquals(384, embeddings.dimensions());
        return embeddings.passages().getFirst().vector();
    }

    private static int[] ints(JsonNode array) {
        int[] ints = new int[array.size()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = array.get(i).asInt();
        }
        return ints;
    }
}
