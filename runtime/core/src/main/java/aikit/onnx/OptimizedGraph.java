package aikit.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/// The optimised copy of a graph in ONNX Runtime's own format, made once for each digest, version and platform and
/// mapped into memory when it is opened.
///
/// Optimisation stops at `EXTENDED`: the level above bakes in layouts of the CPU it ran on. A copy that cannot be
/// written is done without.
final class OptimizedGraph {

    /// A flatbuffer, which the format is, ends at 2 GiB.
    private static final long MOST_BYTES = 1_900_000_000L;

    private final Path graph;
    private final Path file;
    private final Path partial;

    private OptimizedGraph(Path graph, Path file) {
        this.graph = graph;
        this.file = file;
        this.partial = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    }

    static OptimizedGraph of(Path graph, String sha256, Path folder) {
        String name = sha256 + "-" + OnnxEngine.VERSION + "-" + System.getProperty("os.name").replace(' ', '_') + "-"
                + System.getProperty("os.arch") + ".ort";
        return new OptimizedGraph(graph, folder.resolve(name));
    }

    Path file() {
        return file;
    }

    boolean exists() {
        return Files.isRegularFile(file);
    }

    /// Prepares options that open the copy: mapped, weights used where they lie, nothing optimised again.
    void readWith(SessionOptions options) throws OrtException {
        options.setOptimizationLevel(OptLevel.NO_OPT);
        options.addConfigEntry("session.load_model_format", "ORT");
        options.addConfigEntry("session.use_memory_mapped_ort_model", "1");
        options.addConfigEntry("session.use_ort_model_bytes_for_initializers", "1");
    }

    /// Prepares options that open the original and write the copy on the way.
    ///
    /// @return false when no copy can be made; the options then only open the original
    boolean writeWith(SessionOptions options) throws OrtException {
        try {
            if (bytes() > MOST_BYTES) {
                options.setOptimizationLevel(OptLevel.ALL_OPT);
                return false;
            }
            Files.createDirectories(file.getParent());
            if (Files.getFileStore(file.getParent()).getUsableSpace() < 2 * bytes()) {
                options.setOptimizationLevel(OptLevel.ALL_OPT);
                return false;
            }
        } catch (IOException e) {
            options.setOptimizationLevel(OptLevel.ALL_OPT);
            return false;
        }
        options.setOptimizationLevel(OptLevel.EXTENDED_OPT);
        options.addConfigEntry("session.save_model_format", "ORT");
        options.setOptimizedModelFilePath(partial.toString());
        return true;
    }

    /// Size of the graph with its external data, which stands beside it under a name that starts with its own.
    private long bytes() throws IOException {
        String name = graph.getFileName().toString();
        long bytes = 0;
        try (Stream<Path> files = Files.list(graph.toAbsolutePath().getParent())) {
            for (Path each : files.filter(f -> f.getFileName().toString().startsWith(name)).toList()) {
                bytes += Files.size(each);
            }
        }
        return bytes;
    }

    void publish() {
        try {
            try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another process was first, or the disk is full: the next start tries again.
            discardPartial();
        }
    }

    void discardPartial() {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            // It is in the cache and has a name of its own.
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Then it is replaced when the new copy is moved over it.
        }
    }
}
