package aikit.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Products of vectors with the rows of a matrix: one `MatMul` on ONNX Runtime, which reads memory as fast as the
/// machine gives it, from the first call on; a loop in Java takes three times as long before the JIT has seen it.
///
/// For one caller at a time. Whoever opened it closes it.
public final class DotProducts implements AutoCloseable {

    /// Products of one run: enough that starting a run does not count.
    private static final int MOST_PRODUCTS = 1 << 16;

    /// Vectors that are multiplied together at most.
    public static final int MOST_VECTORS = 256;

    private final OrtSession session;
    private final FloatBuffer products = Tensors.direct(MOST_PRODUCTS);

    DotProducts(OrtSession session) {
        this.session = session;
    }

    /// Takes products as they come.
    @FunctionalInterface
    public interface Sink {

        /// @param first number of the row that the first product belongs to
        /// @param products as many for each row from there on as there are vectors; only good during the call
        void take(int first, FloatBuffer products);
    }

    /// Multiplies every row with a vector.
    ///
    /// @param rows [count, dimensions], row-major, direct and in native byte order
    public void of(FloatBuffer rows, int count, float[] vector, Sink sink) {
        of(rows, count, List.of(vector), sink);
    }

    /// Multiplies every row with each of some vectors, [#MOST_VECTORS] at most.
    ///
    /// @param rows [count, dimensions], row-major, direct and in native byte order
    public void of(FloatBuffer rows, int count, List<float[]> vectors, Sink sink) {
        int dimensions = vectors.getFirst().length;
        int width = vectors.size();
        int most = MOST_PRODUCTS / width;
        try (OnnxTensor columns = Tensors.of(columns(vectors), dimensions, width)) {
            for (int first = 0; first < count; first += most) {
                int length = Math.min(most, count - first);
                FloatBuffer part = rows.slice(first * dimensions, length * dimensions);
                FloatBuffer into = products.slice(0, length * width);
                run(Tensors.of(part, length, dimensions), columns, Tensors.of(into, length, width));
                sink.take(first, into);
            }
        }
    }

    private void run(OnnxTensor matrix, OnnxTensor columns, OnnxTensor product) {
        try (matrix;
                product;
                OrtSession.Result _ = session.run(Map.of("a", matrix, "b", columns), Set.of(), Map.of("y", product))) {
            // The products are where they were wanted.
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The vectors as columns: [dimensions, vectors].
    private static FloatBuffer columns(List<float[]> vectors) {
        int width = vectors.size();
        FloatBuffer columns = Tensors.direct(vectors.getFirst().length * width);
        for (int column = 0; column < width; column++) {
            float[] vector = vectors.get(column);
            for (int i = 0; i < vector.length; i++) {
                columns.put(i * width + column, vector[i]);
            }
        }
        return columns;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
