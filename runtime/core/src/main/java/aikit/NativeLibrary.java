package aikit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/// A native library as a file on disk: from the folder that the distribution unpacked (`-Dai.natives=FOLDER`), or
/// unpacked once and for all from the class path into the cache.
///
/// The jars of ONNX Runtime and of the tokenizers would otherwise unpack tens of megabytes in every process.
public final class NativeLibrary {

    private NativeLibrary() {}

    /// The file of a library.
    ///
    /// @param resource where the library is on the class path
    /// @param cache folder of this library and version; several processes may fill it at once
    /// @throws AiException of kind DEVICE when there is no such library for this platform
    public static Path file(String resource, Path cache) {
        String name = resource.substring(resource.lastIndexOf('/') + 1);
        String natives = System.getProperty("ai.natives", "");
        if (!natives.isEmpty()) {
            Path file = Path.of(natives, name);
            if (Files.exists(file)) {
                return file;
            }
        }
        Path file = cache.resolve(name);
        return Files.exists(file) ? file : unpack(resource, file);
    }

    private static Path unpack(String resource, Path file) {
        try (InputStream in = NativeLibrary.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw AiException.device(
                        "no native library for " + platform("x86_64", "aarch64") + ": " + resource,
                        "use Linux (x64, arm64), macOS (arm64) or Windows (x64)");
            }
            Files.createDirectories(file.getParent());
            Path partial = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".tmp");
            try {
                Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
                try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                publish(partial, file);
            } finally {
                Files.deleteIfExists(partial);
            }
            return file;
        } catch (IOException e) {
            throw AiException.limit(
                    "cannot unpack " + file.getFileName() + " into " + file.getParent() + ": " + e.getMessage(),
                    "free some space, or set AI_HOME to a folder that can be written")
                    .causedBy(e);
        }
    }

    private static void publish(Path partial, Path file) throws IOException {
        try {
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            // Windows refuses to replace a library that another process has loaded: then it is there already.
            if (!Files.exists(file)) {
                throw e;
            }
        }
    }

    /// `linux-ARCH`, `osx-ARCH` or `win-ARCH` of this machine, with the architecture under the names given.
    public static String platform(String x64, String arm64) {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch");
        String system = os.startsWith("mac") ? "osx" : os.startsWith("windows") ? "win" : "linux";
        return system + "-" + (arch.equals("aarch64") || arch.equals("arm64") ? arm64 : x64);
    }
}
