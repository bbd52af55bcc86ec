package aikit.onnx;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The smallest graph that shows whether an accelerator works: one `Identity` on a float vector, as the bytes of an
/// ONNX `ModelProto`.
final class TinyGraph {

    private TinyGraph() {}

    static byte[] identity() {
        byte[] node = message(field(1, text("x")), field(2, text("y")), field(4, text("Identity")));
        byte[] graph = message(
                field(1, node),
                field(2, text("probe")),
                field(11, port("x")),
                field(12, port("y")));
        // ir_version 8, graph, opset_import { version 13 }
        return message(HexFormat.of().parseHex("0808"), field(7, graph), field(8, HexFormat.of().parseHex("100d")));
    }

    /// ValueInfoProto { name, type { tensor_type { elem_type FLOAT, shape { dim 1 } } } }
    private static byte[] port(String name) {
        byte[] shape = field(1, HexFormat.of().parseHex("0801"));
        byte[] tensor = message(HexFormat.of().parseHex("0801"), field(2, shape));
        return message(field(1, text(name)), field(2, field(1, tensor)));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// A length-delimited protobuf field; all lengths here are below 128.
    private static byte[] field(int number, byte[] content) {
        return message(new byte[]{(byte) (number << 3 | 2), (byte) content.length}, content);
    }

    private static byte[] message(byte[]... parts) {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
