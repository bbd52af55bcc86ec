package aikit.cli.output;

import aikit.batch.OutcomeFile;
import aikit.image.xmp.Sidecar;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file that is being written under a temporary name beside the one it shall get. It gets that name in one step when
/// it is whole and safe on the disk, or it goes away.
public final class Draft implements AutoCloseable {

    private final Path target;
    private final Path path;
    private final FileChannel file;

    private Draft(Path target, Path path, FileChannel file) {
        this.target = target;
        this.path = path;
        this.file = file;
    }

    /// @throws aikit.AiException when the folder cannot be written
    public static Draft of(Path target) {
        Path absolute = target.toAbsolutePath();
        Path path = absolute.resolveSibling("." + Long.toHexString(ProcessHandle.current().pid()) + "-"
                + Long.toHexString(System.nanoTime()) + ".tmp");
        try {
            Files.createDirectories(absolute.getParent());
            FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            return new Draft(absolute, path, file);
        } catch (IOException e) {
            throw OutcomeFile.failed(target, e);
        }
    }

    /// The file that it is to become, absolute.
    Path target() {
        return target;
    }

    /// What is written to.
    public FileChannel file() {
        return file;
    }

    /// A writer into this file; see [ResultWriter#of].
    ResultWriter writer(Format format, Texts texts, boolean several) {
        if (format == Format.XMP && Files.exists(target)) {
            return new SidecarWriter(texts, Sidecar.read(target), Channels.newOutputStream(file));
        }
        return format == Format.NPY
                ? new NpyVectors(file)
                : ResultWriter.of(format, texts, several, Channels.newOutputStream(file));
    }

    /// Gives the file the permissions of the one whose place it takes, where the system has such.
    void likeTarget() throws IOException {
        try {
            Files.setPosixFilePermissions(path, Files.getPosixFilePermissions(target));
        } catch (NoSuchFileException | UnsupportedOperationException e) {
            // A new file has what the user gives to new files.
        }
    }

    /// Makes what was written safe.
    public void force() throws IOException {
        file.force(true);
    }

    /// Gives the file its name.
    public void publish() throws IOException {
        file.close();
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() {
        try {
            file.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // A file with a temporary name is left behind; nothing else can be done about it.
        }
    }
}
