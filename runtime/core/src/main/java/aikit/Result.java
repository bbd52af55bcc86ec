package aikit;

import java.util.List;

/// What a pipeline makes of one input. The family is sealed: every output format, the store and the server switch
/// over it, so a new kind of result is named by the compiler wherever it matters.
public sealed interface Result {

    /// What was wrong with the input although a result could be made; empty for a sound one. A result with warnings
    /// is a partial one.
    List<String> warnings();

    /// The vectors of one input, one for each passage.
    ///
    /// @param dimensions numbers that the model gives out for each vector
    /// @param precision how the numbers in the vectors are to be read
    record Embeddings(int dimensions, Precision precision, List<Passage> passages, List<String> warnings)
            implements Result {}

    /// A stretch of the input and its vector.
    ///
    /// @param index position in the input, from 0
    /// @param place where in the input the passage stands
    /// @param tokens tokens that the model read, special tokens included
    /// @param truncated whether text was left out because it was longer than the model reads
    /// @param vector `dimensions` numbers; see [Precision] for their meaning
    record Passage(int index, Place place, String text, int tokens, boolean truncated, float[] vector) {}

    /// A place in a document: UTF-16 offsets into its extracted text, `start` inclusive and `end` exclusive.
    ///
    /// @param unit what `number` counts: `page`, `line`, `row`, or empty when the document has no such parts
    /// @param number 1-based; 0 when there is no unit
    record Place(int start, int end, String unit, int number) {}

    /// How the numbers of a vector are stored.
    enum Precision {
        /// Real numbers.
        FLOAT32,
        /// Whole numbers from -127 to 127: the real number times 127, rounded.
        INT8,
        /// Bytes from 0 to 255, each the signs of eight numbers, the first in the highest bit (`numpy.packbits`).
        BINARY
    }
}
