package aikit.onnx;

import aikit.AiException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A copy of a small graph that takes pictures of any size, made of one that states a size although nothing inside depends
/// on it: of the input the last two lengths are left open, and what is stated about the outputs and everything between goes,
/// as ONNX Runtime works it out anew. Field numbers are those of `onnx.proto`.
public final class FreeSize {

    /// A file is read as a whole.
    private static final long MOST_BYTES = 64 << 20;

    private static final int GRAPH = 7;
    private static final int INPUT = 11;
    private static final int OUTPUT = 12;
    private static final int VALUE_INFO = 13;

    private final String input;

    private FreeSize(String input) {
        this.input = input;
    }

    /// A file of such a graph, made when it is not there yet.
    ///
    /// @param sha256 digest of the graph: names the file
    /// @param input name of the graph's input
    /// @param cache where it is kept
    /// @throws AiException of kind MODEL when the graph cannot be read, LIMIT when there is no place for the copy
    public static Path file(Path graph, String sha256, String input, Path cache) {
        Path copy = cache.resolve("graphs").resolve(sha256 + "-free.onnx");
        if (Files.exists(copy)) {
            return copy;
        }
        byte[] bytes;
        try {
            bytes = of(graph, input);
        } catch (IOException e) {
            throw AiException.model(graph + ": cannot be read: " + e.getMessage(), "check the model: ai models verify")
                    .causedBy(e);
        }
        try {
            Files.createDirectories(copy.getParent());
            Path temporary = Files.createTempFile(copy.getParent(), "free-", ".tmp");
            try {
                // Safe before it has its name, which nobody looks behind any more.
                Files.write(temporary, bytes, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
                Files.move(temporary, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            return copy;
        } catch (IOException e) {
            throw AiException.limit(copy + ": cannot be written: " + e.getMessage(), "free some space there")
                    .causedBy(e);
        }
    }

    /// The bytes of such a graph.
    ///
    /// @param input its name
    /// @throws IOException also when the file is no ONNX file, or too large for this
    public static byte[] of(Path file, String input) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException(file + " is too large");
        }
        FreeSize free = new FreeSize(input);
        try {
            return copy(ByteBuffer.wrap(Files.readAllBytes(file)), (field, content, out) -> {
                if (field == GRAPH) {
                    out.message(field, free.graph(content));
                    return true;
                }
                return false;
            });
        } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
            throw new IOException(file + " is not an ONNX file", e);
        }
    }

    /// `GraphProto`
    private byte[] graph(ByteBuffer graph) {
        return copy(graph, (field, content, out) -> {
            switch (field) {
                case INPUT -> out.message(field, isNamed(content.duplicate()) ? port(content, 2) : rest(content));
                case OUTPUT -> out.message(field, port(content, Integer.MAX_VALUE));
                case VALUE_INFO -> {
                    // Left out.
                }
                default -> {
                    return false;
                }
            }
            return true;
        });
    }

    private boolean isNamed(ByteBuffer port) {
        boolean[] named = {false};
        copy(port, (field, content, out) -> {
            named[0] |= field == 1 && StandardCharsets.UTF_8.decode(content.duplicate()).toString().equals(input);
            return true;
        });
        return named[0];
    }

    private static byte[] rest(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return bytes;
    }

    /// `ValueInfoProto`: its `type`, in it `tensor_type`, in it `shape`.
    ///
    /// @param last how many of the last lengths are left open; of all when there are not so many
    private static byte[] port(ByteBuffer port, int last) {
        return within(port, 2, type -> within(type, 1, tensor -> within(tensor, 2, shape -> open(shape, last))));
    }

    /// `TensorShapeProto`, of which each dimension is a message.
    private static byte[] open(ByteBuffer shape, int last) {
        int[] count = {0};
        copy(shape.duplicate(), (field, content, out) -> {
            count[0]++;
            return true;
        });
        int[] at = {0};
        return copy(shape, (field, content, out) -> {
            boolean kept = at[0]++ < (long) count[0] - last;
            out.message(field, kept ? rest(content) : new byte[0]);
            return true;
        });
    }

    private interface Part {
        byte[] instead(ByteBuffer content);
    }

    private static byte[] within(ByteBuffer message, int wanted, Part part) {
        return copy(message, (field, content, out) -> {
            if (field == wanted) {
                out.message(field, part.instead(content));
                return true;
            }
            return false;
        });
    }

    private interface Field {

        /// Returns whether it wrote what is to stand there instead of the field; nothing is a choice.
        boolean replace(int field, ByteBuffer content, ProtoBytes out);
    }

    private static byte[] copy(ByteBuffer message, Field each) {
        ProtoBytes out = new ProtoBytes();
        ProtoFields.read(message, (field, content, whole) -> {
            if (!each.replace(field, content, out)) {
                out.raw(whole);
            }
        });
        return out.bytes();
    }

    /// A message that grows.
    private static final class ProtoBytes {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void message(int field, byte[] content) {
            varint(field << 3 | ProtoFields.LENGTH);
            varint(content.length);
            bytes.writeBytes(content);
        }

        void raw(ByteBuffer field) {
            bytes.writeBytes(rest(field));
        }

        private void varint(int value) {
            int rest = value;
            for (; (rest & ~0x7f) != 0; rest >>>= 7) {
                bytes.write(rest & 0x7f | 0x80);
            }
            bytes.write(rest);
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
