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
/// @param dimensions leading numbers that are kept; 0 for all
record Pooler(Pooling pooling, int dimensions, boolean normalize) implements Encoder.Reading {

    Pooler(EncoderConfig config, EmbedOptions options) {
        this(options.pooling().isEmpty() ? config.pooling() : Pooling.parse(options.pooling()), options.dimensions(),
                options.normalize());
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
        if (dimensions > width) {
            throw AiException.usage(
                    dimensions + " dimensions are more than the model gives", "it gives " + width);
        }
        float[] vector = dimensions == 0 || dimensions == width ? pooled : Arrays.copyOf(pooled, dimensions);
        if (normalize) {
            Vectors.normalize(vector);
        }
        return vector;
    }

    private static float[] row(float[] values, int offset, int width) {
        return Arrays.copyOfRange(values, offset, offset + width);
    }
}
