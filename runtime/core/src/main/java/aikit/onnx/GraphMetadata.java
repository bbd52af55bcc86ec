package aikit.onnx;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What the maker of a graph wrote into its file: texts by their names. ONNX Runtime gives them out, too, but through Java's
/// native interface, which spoils characters beyond the first 65,536 and those beside them.
public final class GraphMetadata {

    /// `metadata_props` of `ModelProto`.
    private static final int PROPERTIES = 14;

    private GraphMetadata() {}

    /// @throws IOException also when it is no ONNX file
    public static Map<String, String> read(Path file) throws IOException {
        Map<String, String> metadata = new HashMap<>();
        try (FileChannel channel = FileChannel.open(file)) {
            ProtoFields.read(channel.map(MapMode.READ_ONLY, 0, channel.size()), (field, content, _) -> {
                if (field == PROPERTIES) {
                    property(content, metadata);
                }
            });
        } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
            throw new IOException(file + " is not an ONNX file", e);
        }
        return metadata;
    }

    private static void property(ByteBuffer property, Map<String, String> metadata) {
        String[] parts = {"", ""};
        ProtoFields.read(property, (field, content, _) -> {
            if (field == 1 || field == 2) {
                parts[field - 1] = StandardCharsets.UTF_8.decode(content).toString();
            }
        });
        metadata.put(parts[0], parts[1]);
    }
}
