package aikit.onnx;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The float weights of a small graph file, by name: of the graph itself and of each graph inside its nodes (the branches
/// of an `If`), as the same names may stand for other numbers there. Read without ONNX Runtime, which does not give them
/// out. Weights in files of their own are not read.
public final class GraphWeights {

    /// @param values row-major
    public record Weights(long[] shape, float[] values) {}

    /// A file is read as a whole.
    private static final long MOST_BYTES = 64 << 20;

    /// Branches within branches.
    private static final int MOST_DEPTH = 32;

    private static final int FLOAT = 1;

    private final List<Map<String, Weights>> graphs = new ArrayList<>();

    private GraphWeights() {}

    /// The weights of every graph in the file, the outermost first.
    ///
    /// @throws IOException also when it is no ONNX file, or too large for this
    public static List<Map<String, Weights>> read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is too large");
        }
        ByteBuffer model = ByteBuffer.wrap(Files.readAllBytes(file));
        GraphWeights weights = new GraphWeights();
        try {
            ProtoFields.read(model, (field, content, _) -> {
                if (field == 7) {
                    weights.graph(content, 0);
                }
            });
        } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
            throw new IOException(file + " is not an ONNX file", e);
        }
        return weights.graphs;
    }

    /// `GraphProto`
    private void graph(ByteBuffer graph, int depth) {
        if (depth > MOST_DEPTH) {
            throw new IllegalArgumentException("too deep");
        }
        Map<String, Weights> own = new HashMap<>();
        graphs.add(own);
        ProtoFields.read(graph, (field, content, _) -> {
            if (field == 5) {
                tensor(content, own);
            } else if (field == 1) {
                node(content, own, depth);
            }
        });
    }

    /// `NodeProto`, of which the attributes that are tensors (of a `Constant`) and graphs matter.
    private void node(ByteBuffer node, Map<String, Weights> own, int depth) {
        ProtoFields.read(node, (field, content, _) -> {
            if (field == 5) {
                ProtoFields.read(content, (part, value, _) -> {
                    if (part == 5) {
                        tensor(value, own);
                    } else if (part == 6) {
                        graph(value, depth + 1);
                    }
                });
            }
        });
    }

    /// `TensorProto`; one that is not made of floats, or has them elsewhere, is passed over.
    private static void tensor(ByteBuffer tensor, Map<String, Weights> own) {
        List<Long> shape = new ArrayList<>();
        String[] name = {""};
        long[] type = {0};
        ByteBuffer[] raw = {ByteBuffer.allocate(0)};
        ProtoFields.read(tensor, (field, content, _) -> {
            switch (field) {
                case 1 -> {
                    while (content.hasRemaining()) {
                        shape.add(ProtoFields.varint(content));
                    }
                }
                case 2 -> type[0] = ProtoFields.varint(content);
                case 8 -> name[0] = StandardCharsets.UTF_8.decode(content).toString();
                case 4, 9 -> raw[0] = content;
                default -> {
                    // Nothing that is needed.
                }
            }
        });
        long count = 1;
        for (long length : shape) {
            count = Math.multiplyExact(count, length);
        }
        if (type[0] == FLOAT && count * Float.BYTES == raw[0].remaining()) {
            FloatBuffer floats = raw[0].order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            float[] values = new float[floats.remaining()];
            floats.get(values);
            own.put(name[0], new Weights(shape.stream().mapToLong(Long::longValue).toArray(), values));
        }
    }
}
