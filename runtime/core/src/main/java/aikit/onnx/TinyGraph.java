package aikit.onnx;

import aikit.onnx.GraphWriter.Type;
import java.util.List;

/// Graphs of one node (opset 13).
final class TinyGraph {

    private static final int OPSET = 13;

    private TinyGraph() {}

    /// `y = Identity(x)`, shape [1]: the smallest graph that shows whether an accelerator works.
    static byte[] identity() {
        return new GraphWriter("Identity", OPSET)
                .input("x", Type.FLOAT, 1)
                .output("y", Type.FLOAT, 1)
                .node("Identity", List.of("x"), List.of("y"))
                .bytes();
    }

    /// `y = MatMul(a, b)` of two matrices.
    static byte[] matMul() {
        return new GraphWriter("MatMul", OPSET)
                .input("a", Type.FLOAT, -1, -1)
                .input("b", Type.FLOAT, -1, -1)
                .output("y", Type.FLOAT, -1, -1)
                .node("MatMul", List.of("a", "b"), List.of("y"))
                .bytes();
    }

    /// `y = Gather(x, rows)` along the first of four dimensions.
    ///
    /// @param half whether `x` and `y` are float16
    static byte[] gather(boolean half) {
        Type type = half ? Type.FLOAT16 : Type.FLOAT;
        return new GraphWriter("Gather", OPSET)
                .input("x", type, -1, -1, -1, -1)
                .input("rows", Type.INT64, -1)
                .output("y", type, -1, -1, -1, -1)
                .node("Gather", List.of("x", "rows"), List.of("y"))
                .bytes();
    }
}
