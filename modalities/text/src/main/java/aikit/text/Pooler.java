package aikit.text;

import aikit.AiException;
import aikit.text.EncoderConfig.Pooling;
import aikit.vector.Vectors;
import java.util.Arrays;

/// Makes one vector of the vectors of the tokens: pooling, fewer dimensions, unit length.
///
/// @param dimensions leading numbers that are kept; 0 for all
record Pooler(Pooling pooling, int dimensions, boolean normalize) {

    Pooler(EncoderConfig config, EmbedOptions options) {
        this(options.pooling().isEmpty() ? config.pooling() : Pooling.parse(options.pooling()), options.dimensions(),
                options.normalize());
    }

    /// @param values row-major matrices with a row for each token
    /// @param offset where the rows of this passage begin
    /// @param tokens how many rows there are; 0 when the graph has pooled them into the one at `offset`
    float[] vector(float[] values, int offset, int tokens, int width) {
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
