package aikit.store;

import aikit.AiException;
import aikit.Result.Passage;
import aikit.vector.Vectors;
import java.util.List;

/// What the vectors of a store have in common: unit length, and as many numbers as the first of them.
public final class VectorShape {

    /// Vectors of embedding models have up to 4,096 numbers.
    public static final int MOST_DIMENSIONS = 4_096;

    /// A cosine is the product of two vectors whose length is 1 within this.
    private static final double UNIT = 1e-3;

    private int dimensions;

    /// @param dimensions of the vectors that are there; 0 when there is none
    public VectorShape(int dimensions) {
        this.dimensions = dimensions;
    }

    /// Numbers in each vector; 0 while there is none.
    public int dimensions() {
        return dimensions;
    }

    /// Looks at what is to be stored. What is refused is not the measure of anything.
    ///
    /// @throws AiException of kind MODEL when a vector does not fit
    public void take(Source source, List<Passage> passages) {
        int wanted = dimensions;
        for (Passage passage : passages) {
            int length = passage.vector().length;
            wanted = wanted == 0 ? length : wanted;
            if (length != wanted) {
                throw AiException.model(
                        source.name() + ": a vector of " + length + " numbers does not fit a store of vectors of "
                                + wanted,
                        "index into another --collection");
            }
            check(source, passage.vector());
        }
        dimensions = wanted;
    }

    private static void check(Source source, float[] vector) {
        if (vector.length > MOST_DIMENSIONS) {
            throw AiException.model(
                    source.name() + ": a vector of " + vector.length + " numbers is longer than a store takes ("
                            + MOST_DIMENSIONS + ")",
                    "choose fewer with --dimensions");
        }
        double length = Vectors.norm(vector);
        if (!(Math.abs(length - 1) < UNIT)) {
            throw AiException.model(
                    source.name() + ": the model gave a vector of length " + length + " where 1 is expected",
                    "check the model: ai models verify");
        }
    }
}
