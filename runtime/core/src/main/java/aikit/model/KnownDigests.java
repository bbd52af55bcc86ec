package aikit.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Digests of files that were hashed before, so that a model of a hundred megabytes is not read again at each start.
/// A file is the same while its path, size and time of change are; `ai models verify` hashes it regardless.
///
/// One line of text for each file, appended; a line that cannot be read counts as absent. Safe for several processes.
final class KnownDigests {

    /// Above this many bytes the file is started anew.
    private static final long MOST_BYTES = 1 << 20;

    private final Path memory;
    private Optional<Map<String, String>> known = Optional.empty();

    /// @param memory the text file; made when there is something to remember
    KnownDigests(Path memory) {
        this.memory = memory;
    }

    /// The SHA-256 of a file, from memory when it has not changed.
    String sha256(Path file) throws IOException {
        String key = key(Digest.Kind.SHA256, file);
        Optional<String> hex = recall(key);
        if (hex.isPresent()) {
            return hex.get();
        }
        String computed = Digest.sha256(file);
        if (key(Digest.Kind.SHA256, file).equals(key)) {
            remember(key, computed);
        }
        return computed;
    }

    /// Whether a file has this digest, from memory when it has not changed.
    boolean matches(Path file, Digest digest) throws IOException {
        String key = key(digest.kind(), file);
        if (recall(key).filter(digest.hex()::equals).isPresent()) {
            return true;
        }
        boolean same = digest.matches(file);
        if (same && key(digest.kind(), file).equals(key)) {
            remember(key, digest.hex());
        }
        return same;
    }

    /// Notes the digest of a file that was hashed while it was written.
    void learn(Path file, Digest digest) throws IOException {
        remember(key(digest.kind(), file), digest.hex());
    }

    private static String key(Digest.Kind kind, Path file) throws IOException {
        Path real = file.toRealPath();
        BasicFileAttributes now = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return kind + " " + now.size() + " " + now.lastModifiedTime().to(TimeUnit.NANOSECONDS) + " " + real.toUri();
    }

    private synchronized Optional<String> recall(String key) {
        if (known.isEmpty()) {
            known = Optional.of(read());
        }
        return Optional.ofNullable(known.get().get(key));
    }

    private Map<String, String> read() {
        Map<String, String> digests = new HashMap<>();
        try {
            for (String line : Files.readString(memory, StandardCharsets.US_ASCII).split("\n")) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    digests.put(line.substring(space + 1), line.substring(0, space));
                }
            }
        } catch (IOException e) {
            // Not there yet, or damaged: everything is hashed once more.
        }
        return digests;
    }

    private synchronized void remember(String key, String hex) {
        known.ifPresent(digests -> digests.put(key, hex));
        try {
            Files.createDirectories(memory.getParent());
            if (Files.exists(memory) && Files.size(memory) > MOST_BYTES) {
                Files.delete(memory);
            }
            // The line end comes first, so that a line torn by a crash spoils no other.
            byte[] line = ("\n" + hex + " " + key + "\n").getBytes(StandardCharsets.US_ASCII);
            Files.write(memory, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            // A cache that cannot be written only costs time.
        }
    }
}
