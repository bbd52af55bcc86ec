package aikit.model;

import aikit.AiException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// Small files that are whole or not there: written under a name of their own beside the target, flushed to the disk,
/// then moved over it.
final class AtomicFile {

    private AtomicFile() {}

    static void write(Path target, byte[] bytes) throws IOException {
        Files.createDirectories(target.getParent());
        Path temporary = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    out.write(buffer);
                }
            }
            publish(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// Flushes a finished file, moves it to the name that others look for, in one step, and makes the name last.
    static void publish(Path temporary, Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
        forceFolder(target.getParent());
    }

    /// Flushes a folder's entries to the disk where the operating system offers it.
    static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot open a folder; there the move itself is journalled.
        }
    }

    /// What a failure to write means to the user.
    ///
    /// @param what the beginning of the message
    /// @param folder where was written
    /// @return of kind LIMIT when the disk is full, MODEL otherwise
    static AiException failure(String what, Path folder, IOException e) {
        String why = String.valueOf(e.getMessage());
        boolean full = why.contains("No space left")
                || why.contains("quota")
                || why.contains("not enough space")
                || Files.isDirectory(folder) && folder.toFile().getUsableSpace() < (1 << 20);
        return (full
                ? AiException.limit(what + ": the disk is full", "free some space on the disk of " + folder)
                : AiException.model(what + ": " + why, ""))
                .causedBy(e);
    }
}
