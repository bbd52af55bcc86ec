package aikit.onnx;

import ai.onnxruntime.OnnxTensor;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.Set;

/// Picks rows of tensors of four dimensions, as `torch.index_select` along the first: one `Gather` on ONNX Runtime, so
/// that nothing goes through Java. Whoever opened it closes it.
public final class RowGather implements AutoCloseable {

    private final OnnxSession floats;
    private final OnnxSession halves;

    RowGather(OnnxSession floats, OnnxSession halves) {
        this.floats = floats;
        this.halves = halves;
    }

    /// @param tensor float or float16, [rows, a, b, c]; stays the caller's
    /// @param rows numbers of rows, each as often as wanted: direct, in native byte order
    /// @return [wanted, a, b, c], to be closed by the caller
    public OnnxTensor pick(OnnxTensor tensor, LongBuffer rows) {
        OnnxSession session = tensor.getInfo().type == ai.onnxruntime.OnnxJavaType.FLOAT16 ? halves : floats;
        try (OnnxTensor wanted = Tensors.of(rows, rows.remaining())) {
            return session.run(Map.of("x", tensor, "rows", wanted), Set.of("y")).tensor("y");
        }
    }

    @Override
    public void close() {
        floats.close();
        halves.close();
    }
}
