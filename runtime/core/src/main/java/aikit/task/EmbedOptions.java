package aikit.task;

import aikit.AiException;
import aikit.Result.Precision;
import aikit.vector.Vectors;
import java.util.Arrays;

/// How text is embedded. The empty string and 0 mean: as the model's own configuration says.
///
/// @param prompt name of one of the model's prompts (`query`, `document`, `passage`), put before every passage
/// @param prefix literal text put before every passage instead of a named prompt
/// @param pooling `mean`, `cls`, `last` or `max`
/// @param normalize whether vectors get unit length; a model that does not normalise by itself is then normalised too
/// @param chunkTokens most tokens of a passage, special tokens and prompt included; 0 for as many as the model reads
/// @param overlapTokens tokens that a passage shares with the one before it
/// @param overflow what happens to a text that is longer than a passage
/// @param dimensions leading numbers of a vector that are kept (Matryoshka), then normalised again; 0 for all
/// @param precision how the numbers are given out
/// @param field column of a CSV file or member of a JSON object that holds the text; empty for all of them
/// @param role what the texts are in a search, by which a model that has prompts for it gets one
public record EmbedOptions(
        String prompt,
        String prefix,
        String pooling,
        boolean normalize,
        int chunkTokens,
        int overlapTokens,
        Overflow overflow,
        int dimensions,
        Precision precision,
        String field,
        Role role) {

    /// What a text is in a search.
    public enum Role {
        NONE,
        QUERY,
        DOCUMENT
    }

    /// What happens to a text that is longer than a passage.
    public enum Overflow {
        /// Documents are split into passages; single texts, lines and rows lose their end and say so.
        AUTO,
        /// Split into passages.
        CHUNK,
        /// Lose the end.
        END,
        /// Lose the start.
        START,
        /// Fail.
        ERROR
    }

    public static final EmbedOptions DEFAULT =
            new EmbedOptions("", "", "", true, 0, 0, Overflow.AUTO, 0, Precision.FLOAT32, "", Role.NONE);

    /// For what is searched.
    ///
    /// @param dimensions leading numbers of a vector that are kept; 0 for all
    public static EmbedOptions documents(int chunkTokens, int overlapTokens, int dimensions, String field) {
        return new EmbedOptions("", "", "", true, chunkTokens, overlapTokens, Overflow.AUTO, dimensions,
                Precision.FLOAT32, field, Role.DOCUMENT);
    }

    /// For what it is searched with.
    ///
    /// @param dimensions leading numbers of a vector that are kept; 0 for all
    public static EmbedOptions query(int dimensions) {
        return new EmbedOptions("", "", "", true, 0, 0, Overflow.AUTO, dimensions, Precision.FLOAT32, "", Role.QUERY);
    }

    public EmbedOptions {
        if (!prompt.isEmpty() && !prefix.isEmpty()) {
            throw AiException.usage("a prompt and a prefix together", "give one of them");
        }
        if (chunkTokens < 0 || overlapTokens < 0 || dimensions < 0) {
            throw AiException.usage("a number of tokens or dimensions is negative", "");
        }
        if (chunkTokens > 0 && overlapTokens >= chunkTokens) {
            throw AiException.usage(
                    "an overlap of " + overlapTokens + " tokens does not fit passages of " + chunkTokens,
                    "use an overlap of at most half a passage");
        }
    }

    /// A vector of the model with as many numbers as are kept, brought to unit length if it is to be; it may be changed.
    ///
    /// @throws AiException of kind USAGE when more are to be kept than there are
    public float[] kept(float[] whole) {
        if (dimensions > whole.length) {
            throw AiException.usage(
                    dimensions + " dimensions are more than the model gives", "it gives " + whole.length);
        }
        float[] vector = dimensions == 0 || dimensions == whole.length ? whole : Arrays.copyOf(whole, dimensions);
        if (normalize) {
            Vectors.normalize(vector);
        }
        return vector;
    }

    /// A vector as it is given out.
    public float[] quantized(float[] vector) {
        return switch (precision) {
            case FLOAT32 -> vector;
            case INT8 -> Vectors.toInt8(vector);
            case BINARY -> Vectors.toBinary(vector);
        };
    }

    /// Stands in fingerprints. Spelt out, because the text that a record has by itself is put together by code that the
    /// JVM makes at run time, which takes a fifth of a start.
    @Override
    public String toString() {
        return "prompt=" + prompt + " prefix=" + prefix + " pooling=" + pooling + " normalize=" + normalize + " chunk="
                + chunkTokens + " overlap=" + overlapTokens + " overflow=" + overflow + " dimensions=" + dimensions
                + " precision=" + precision + " field=" + field + (role == Role.NONE ? "" : " role=" + role);
    }
}
