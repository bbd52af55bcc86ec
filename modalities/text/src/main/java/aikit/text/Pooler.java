package aikit.text;

import aikit.AiException;
import aikit.onnx.OnnxSession;
import aikit.task.EmbedOptions;
import aikit.text.EncoderConfig.Pooling;
import aikit.vector.Vectors;
import java.util.Arrays;
import java.util.List;

/// Makes one vector of the vectors of the tokens: pooling, fewer dimensions, unit length.
///
/// @param options say how many numbers are kept, and whether the vector gets unit length
record Pooler(Pooling pooling, EmbedOptions options) implements Encoder.Reading {

    Pooler(EncoderConfig config, EmbedOptions options) {
        this(options.pooling().isEmpty() ? config.pooling() : Pooling.parse(options.pooling()), options);
    }

    /// The output to pool. An export by sentence-transformers pools in the graph; that output is taken unless the
    /// pooling was chosen.
    static String output(OnnxSession session, EmbedOptions options) {
        if (session.outputs().containsKey("sentence_embedding") && options.pooling().isEmpty()) {
            return "sentence_embedding";
        }
        for (String name : List.of("last_hidden_state", "token_embeddings")) {
            if (session.outputs().containsKey(name)) {
                return name;
            }
        }
        throw AiException.model(
                "the graph has no output with a vector for each token: " + session.outputs().values(), "");
    }

    @Override
    public float[] vector(float[] values, int offset, int tokens, int width) {
        float[] pooled = tokens == 0 ? row(values, offset, width) : switch (pooling) {
            case MEAN -> Vectors.meanRows(values, offset, tokens, width);
            case MAX -> Vectors.maxRows(values, offset, tokens, width);
            case CLS -> row(values, offset, width);
            case LAST -> row(values, offset + (tokens - 1) * width, width);
        };
        return options.kept(pooled);
    }

    private static float[] row(float[] values, int offset, int width) {
        return Arrays.copyOfRange(values, offset, offset + width);
    }
}
