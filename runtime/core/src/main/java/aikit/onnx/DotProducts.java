package aikit.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/// Products of one vector with the rows of a matrix: one `MatMul` on ONNX Runtime, which reads memory as fast as the
/// machine gives it, from the first call on; a loop in Java takes three times as long before the JIT has seen it.
///
/// For one caller at a time. Whoever opened it closes it.
public final class DotProducts implements AutoCloseable {

    /// Rows of one run: enough that starting a run does not count.
    private static final int MOST_ROWS = 1 << 16;

    private final OrtSession session;
    private final OnnxTensor vector;
    private final FloatBuffer vectorData;
    private final FloatBuffer products = direct(MOST_ROWS);

    /// @param dimensions numbers of a row
    DotProducts(OrtSession session, int dimensions) {
        this.session = session;
        this.vectorData = direct(dimensions);
        this.vector = Tensors.of(vectorData, dimensions, 1);
    }

    private static FloatBuffer direct(int numbers) {
        return ByteBuffer.allocateDirect(numbers * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    /// Takes products as they come.
    @FunctionalInterface
    public interface Sink {

        /// @param first number of the row that the first product belongs to
        /// @param products one for each row from there on; only good during the call
        void take(int first, FloatBuffer products);
    }

    /// Multiplies every row with a vector.
    ///
    /// @param rows [count, dimensions], row-major, direct and in native byte order
    public void of(FloatBuffer rows, int count, float[] with, Sink sink) {
        vectorData.put(0, with);
        for (int first = 0; first < count; first += MOST_ROWS) {
            int length = Math.min(MOST_ROWS, count - first);
            FloatBuffer part = rows.slice(first * with.length, length * with.length);
            FloatBuffer into = products.slice(0, length);
            try (OnnxTensor matrix = Tensors.of(part, length, with.length);
                    OnnxTensor product = Tensors.of(into, length, 1);
                    OrtSession.Result _ = session.run(
                            Map.of("a", matrix, "b", vector), Set.of(), Map.of("y", product))) {
                sink.take(first, into);
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public void close() {
        vector.close();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
