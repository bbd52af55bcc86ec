package aikit.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A graph that is put together here, as the bytes of an ONNX `ModelProto` (ir_version 8). Field numbers are those of
/// `onnx.proto`. Nodes must be added in an order in which they can run.
public final class GraphWriter {

    private static final int IR_VERSION = 8;

    /// Of the numbers in a tensor: `TensorProto.DataType`.
    public enum Type {
        FLOAT(1),
        INT64(7),
        FLOAT16(10);

        private final int number;

        Type(int number) {
            this.number = number;
        }
    }

    /// `AttributeProto.INT`
    private static final int INT_ATTRIBUTE = 2;

    private final int opset;
    private final Message graph = new Message();

    /// @param opset version of the operators
    public GraphWriter(String name, int opset) {
        this.opset = opset;
        graph.text(2, name);
    }

    /// @param shape -1 where any length goes
    public GraphWriter input(String name, Type type, long... shape) {
        graph.message(11, port(name, type, shape));
        return this;
    }

    /// @param shape -1 where any length goes
    public GraphWriter output(String name, Type type, long... shape) {
        graph.message(12, port(name, type, shape));
        return this;
    }

    /// Numbers that are part of the graph.
    public GraphWriter weights(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return constant(name, Type.FLOAT, bytes, shape);
    }

    /// A row of whole numbers that are part of the graph, such as a shape.
    public GraphWriter integers(String name, long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return constant(name, Type.INT64, bytes, values.length);
    }

    private GraphWriter constant(String name, Type type, ByteBuffer bytes, long... shape) {
        Message tensor = new Message();
        for (long length : shape) {
            tensor.number(1, length);
        }
        tensor.number(2, type.number);
        tensor.text(8, name);
        tensor.bytes(9, bytes.array());
        graph.message(5, tensor);
        return this;
    }

    /// A whole number that an operator takes besides its inputs.
    public record Attribute(String name, long value) {}

    /// @param inputs an empty name leaves an optional one out
    public GraphWriter node(String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
        Message node = new Message();
        inputs.forEach(input -> node.text(1, input));
        outputs.forEach(output -> node.text(2, output));
        node.text(4, operator);
        for (Attribute attribute : attributes) {
            Message each = new Message();
            each.text(1, attribute.name);
            each.number(3, attribute.value);
            each.number(20, INT_ATTRIBUTE);
            node.message(5, each);
        }
        graph.message(1, node);
        return this;
    }

    /// The finished graph.
    public byte[] bytes() {
        Message operators = new Message();
        operators.number(2, opset);
        Message model = new Message();
        model.number(1, IR_VERSION);
        model.message(7, graph);
        model.message(8, operators);
        return model.bytes.toByteArray();
    }

    private static Message port(String name, Type type, long... shape) {
        Message lengths = new Message();
        for (long length : shape) {
            Message dimension = new Message();
            if (length >= 0) {
                dimension.number(1, length);
            }
            lengths.message(1, dimension);
        }
        Message tensor = new Message();
        tensor.number(1, type.number);
        tensor.message(2, lengths);
        Message kind = new Message();
        kind.message(1, tensor);
        Message port = new Message();
        port.text(1, name);
        port.message(2, kind);
        return port;
    }

    /// A protobuf message that grows.
    private static final class Message {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void number(int field, long value) {
            varint(field << 3);
            varint(value);
        }

        void text(int field, String text) {
            bytes(field, text.getBytes(StandardCharsets.UTF_8));
        }

        void message(int field, Message message) {
            bytes(field, message.bytes.toByteArray());
        }

        void bytes(int field, byte[] content) {
            varint(field << 3 | 2);
            varint(content.length);
            bytes.writeBytes(content);
        }

        private void varint(long value) {
            long rest = value;
            for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
                bytes.write((int) (rest & 0x7f) | 0x80);
            }
            bytes.write((int) rest);
        }
    }
}
