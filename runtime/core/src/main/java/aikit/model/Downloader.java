package aikit.model;

import aikit.AiException;
import aikit.Progress;
import aikit.model.ModelSpec.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// Fetches one file so that the target is either absent or whole and verified, whenever this process or another dies.
///
/// Bytes go to a partial file beside the target. A file whose digest is known resumes it, in this run or a later one;
/// the digest of all its bytes is checked before the file gets its name. A wrong digest costs the partial file and one
/// further try. A lock keeps a second process from fetching the same; without the lock a partial file of its own keeps
/// them apart.
final class Downloader {

    /// Longest wait for another process that is fetching the same file.
    private static final Duration PATIENCE = Duration.ofHours(6);

    private static final byte[] POINTER = "version https://git-lfs.github.com/spec/"
            .getBytes(StandardCharsets.US_ASCII);

    /// A file to fetch.
    ///
    /// @param name for messages
    /// @param file what the catalogue knows of it
    /// @param origin the server that was configured
    /// @param bytes negative when unknown
    /// @param digest absent only for `https:` sources whose catalogue entry states none
    record Wanted(
            String name, ModelFile file, URI address, URI origin, Path target, long bytes, Optional<Digest> digest) {}

    private final HubConnection connection;
    private final KnownDigests digests;

    Downloader(HubConnection connection, KnownDigests digests) {
        this.connection = connection;
        this.digests = digests;
    }

    /// Fetches the file unless another process did meanwhile.
    ///
    /// @param lock file that processes lock
    /// @throws AiException of kind MODEL when it cannot be fetched or verified, LIMIT when the disk is full
    void fetch(Wanted wanted, Path lock, Progress.Task progress) {
        try {
            Files.createDirectories(wanted.target().getParent());
            Optional<FileGuard> guard = FileGuard.take(lock, PATIENCE, () -> isThere(wanted));
            try {
                if (!isThere(wanted)) {
                    Files.deleteIfExists(wanted.target()); // damaged
                    boolean resumes = guard.filter(FileGuard::isLocked).isPresent() && wanted.digest().isPresent();
                    String middle = resumes ? ".ai" : "." + UUID.randomUUID();
                    Path partial = wanted.target()
                            .resolveSibling(wanted.target().getFileName() + middle + ".incomplete");
                    fetch(wanted, partial, resumes, progress);
                } else {
                    progress.advance(Files.size(wanted.target()));
                }
            } finally {
                if (guard.isPresent()) {
                    guard.get().close();
                }
            }
        } catch (IOException e) {
            Path folder = wanted.target().getParent();
            throw AtomicFile.failure(wanted.name() + ": cannot be stored in " + folder, folder, e);
        }
    }

    private boolean isThere(Wanted wanted) {
        try {
            return Files.isRegularFile(wanted.target())
                    && (wanted.digest().isEmpty() || digests.matches(wanted.target(), wanted.digest().get()));
        } catch (IOException e) {
            return false;
        }
    }

    private void fetch(Wanted wanted, Path partial, boolean keep, Progress.Task progress) throws IOException {
        try {
            for (int tries = 1;; tries++) {
                String sha256 = new Transfer(connection, wanted, partial, progress).complete();
                if (verified(wanted, partial, sha256)) {
                    AtomicFile.publish(partial, wanted.target());
                    digests.learn(wanted.target(), Digest.sha256(sha256));
                    if (wanted.digest().isPresent()) {
                        digests.learn(wanted.target(), wanted.digest().get());
                    }
                    return;
                }
                AiException damaged = damaged(wanted, partial);
                Files.delete(partial);
                if (tries == 2) {
                    throw damaged;
                }
            }
        } finally {
            if (!keep) {
                Files.deleteIfExists(partial);
            }
        }
    }

    private static boolean verified(Wanted wanted, Path partial, String sha256) throws IOException {
        if (wanted.digest().isEmpty()) {
            return true;
        }
        Digest digest = wanted.digest().get();
        return switch (digest.kind()) {
            case SHA256 -> digest.hex().equals(sha256);
            case GIT_BLOB -> digest.matches(partial); // small files: reading them again costs nothing
        };
    }

    private static AiException damaged(Wanted wanted, Path partial) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(partial)) {
            head = in.readNBytes(256);
        }
        String text = new String(head, StandardCharsets.ISO_8859_1).stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype html") || text.startsWith("<html")) {
            return HubClient.webPage(wanted.name());
        }
        boolean pointer = head.length >= POINTER.length
                && ByteBuffer.wrap(head, 0, POINTER.length).equals(ByteBuffer.wrap(POINTER));
        return AiException.model(
                wanted.name() + (pointer
                        ? ": the server sent a Git LFS pointer instead of the file"
                        : ": what came has not the digest that was promised"),
                "the mirror is damaged or hostile; unset HF_ENDPOINT or try another");
    }
}
