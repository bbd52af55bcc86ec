package aikit.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Graphs of one node, as the bytes of an ONNX `ModelProto` (ir_version 8, opset 13).
final class TinyGraph {

    /// One dimension of length 1.
    private static final String ONE = "0a020801";

    /// Two dimensions of any length.
    private static final String MATRIX = "0a000a00";

    /// TensorProto.DataType
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int FLOAT16 = 10;

    private TinyGraph() {}

    /// `y = Identity(x)`, shape [1]: the smallest graph that shows whether an accelerator works.
    static byte[] identity() {
        return model("Identity", port("y", ONE), port("x", ONE));
    }

    /// `y = MatMul(a, b)` of two matrices.
    static byte[] matMul() {
        return model("MatMul", port("y", MATRIX), port("a", MATRIX), port("b", MATRIX));
    }

    /// `y = Gather(x, rows)` along the first of four dimensions.
    ///
    /// @param half whether `x` and `y` are float16
    static byte[] gather(boolean half) {
        int type = half ? FLOAT16 : FLOAT;
        return model("Gather", port("y", "0a000a000a000a00", type), port("x", "0a000a000a000a00", type),
                port("rows", "0a00", INT64));
    }

    private record Port(String name, byte[] info) {}

    private static byte[] model(String operator, Port output, Port... inputs) {
        ByteArrayOutputStream node = new ByteArrayOutputStream();
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        for (Port input : inputs) {
            node.writeBytes(field(1, text(input.name)));
            graph.writeBytes(field(11, input.info));
        }
        node.writeBytes(field(2, text(output.name)));
        node.writeBytes(field(4, text(operator)));
        graph.writeBytes(field(12, output.info));
        graph.writeBytes(field(2, text(operator)));
        graph.writeBytes(field(1, node.toByteArray()));
        ByteArrayOutputStream model = new ByteArrayOutputStream();
        model.writeBytes(HexFormat.of().parseHex("0808"));
        model.writeBytes(field(7, graph.toByteArray()));
        model.writeBytes(field(8, HexFormat.of().parseHex("100d")));
        return model.toByteArray();
    }

    private static Port port(String name, String dimensions) {
        return port(name, dimensions, FLOAT);
    }

    /// ValueInfoProto { name, type { tensor_type { elem_type, shape } } }
    private static Port port(String name, String dimensions, int type) {
        ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        tensor.write(0x08);
        tensor.write(type);
        tensor.writeBytes(field(2, HexFormat.of().parseHex(dimensions)));
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        info.writeBytes(field(1, text(name)));
        info.writeBytes(field(2, field(1, tensor.toByteArray())));
        return new Port(name, info.toByteArray());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// A length-delimited protobuf field.
    private static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(number << 3 | 2);
        int length = content.length;
        for (; length > 0x7f; length >>>= 7) {
            bytes.write(length & 0x7f | 0x80);
        }
        bytes.write(length);
        bytes.writeBytes(content);
        return bytes.toByteArray();
    }
}
