package aikit.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/// The cache that all of Hugging Face's tools share:
/// `models--org--repo/{blobs,refs,snapshots}`, where a blob is named by its digest and `snapshots/<commit>/<path>` is a
/// relative link to it, or the file itself where links are impossible.
/// Source: the hub's documentation of the local cache, which is written for other implementations.
record HubCache(Path root) {

    Path repository(String repository) {
        return root.resolve("models--" + repository.replace("/", "--"));
    }

    Path snapshot(String repository, String commit) {
        return repository(repository).resolve("snapshots").resolve(commit);
    }

    Path blob(String repository, Digest digest) {
        return repository(repository).resolve("blobs").resolve(digest.hex());
    }

    /// The lock that keeps two downloads of one blob apart.
    Path lock(String repository, Digest digest) {
        return root.resolve(".locks")
                .resolve(repository(repository).getFileName())
                .resolve(digest.hex() + ".lock");
    }

    /// The commit that a branch stood at when it was last fetched, by whatever tool.
    Optional<String> commit(String repository, String branch) {
        try {
            String text = Files.readString(ref(repository, branch), StandardCharsets.US_ASCII).strip();
            return Optional.of(text).filter(Digest::isCommit);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void setCommit(String repository, String branch, String commit) throws IOException {
        AtomicFile.write(ref(repository, branch), commit.getBytes(StandardCharsets.US_ASCII));
    }

    private Path ref(String repository, String branch) {
        return repository(repository).resolve("refs").resolve(branch);
    }

    /// The digest that the cache states for a file of a snapshot: the name of the blob it links to.
    Optional<Digest> stated(Path file) throws IOException {
        if (!Files.isSymbolicLink(file)) {
            return Optional.empty();
        }
        String blob = file.toRealPath().getFileName().toString();
        return Digest.isSha256(blob) || Digest.isCommit(blob) ? Optional.of(Digest.ofTag(blob)) : Optional.empty();
    }

    /// Whether a file of a snapshot is there, and is a file of this repository: a link that leads elsewhere is not.
    boolean has(String repository, Path file) throws IOException {
        return Files.isRegularFile(file)
                && file.toRealPath().startsWith(repository(repository).toRealPath());
    }

    /// Makes a verified blob visible as a file of a snapshot.
    void link(String repository, String commit, String path, Digest digest) throws IOException {
        Path blob = blob(repository, digest);
        Path file = snapshot(repository, commit).resolve(path);
        Files.createDirectories(file.getParent());
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.isSymbolicLink(file) && Files.exists(file) && Files.isSameFile(file, blob)) {
                return;
            }
            Files.delete(file);
        }
        try {
            Files.createSymbolicLink(file, file.getParent().relativize(blob));
        } catch (FileAlreadyExistsException e) {
            // Another process was quicker with the same link.
        } catch (IOException | UnsupportedOperationException e) {
            Path copy = blob.resolveSibling(digest.hex() + "." + UUID.randomUUID() + ".incomplete");
            Files.copy(blob, copy, StandardCopyOption.COPY_ATTRIBUTES);
            AtomicFile.publish(copy, file);
        }
        AtomicFile.forceFolder(file.getParent());
    }
}
