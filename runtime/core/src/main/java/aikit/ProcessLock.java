package aikit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/// Keeps a second process out: a locked file that holds the process id. Where the file system knows no locks there is
/// none to hold. The file goes away with `close`; one that a killed process left behind is no longer locked and is
/// taken over.
public final class ProcessLock implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;

    private ProcessLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// The lock, or empty when another process, or another part of this one, holds it.
    ///
    /// @throws IOException when the file cannot be made
    public static Optional<ProcessLock> tryOf(Path file) throws IOException {
        while (true) {
            create(file);
            Optional<Object> found = identity(file);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                return Optional.empty();
            }
            if (found.isPresent() && found.equals(identity(file))) {
                byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
                channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
                return Optional.of(new ProcessLock(file, channel));
            }
            // The holder before removed the file between our looking and locking it: lock the new one.
            channel.close();
        }
    }

    /// Who holds a lock, for messages: ` (process 123)`, or nothing when that is not known.
    public static String holder(Path file) {
        try {
            String pid = Files.readString(file, StandardCharsets.US_ASCII).strip();
            return pid.isEmpty() ? "" : " (process " + pid + ")";
        } catch (IOException e) {
            return "";
        }
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // Another run's, or one that a killed run left.
        }
    }

    /// What tells a file from another one that takes its name later. Asked without opening the file: closing it again
    /// would give up this process's lock, which is how POSIX has it.
    private static Optional<Object> identity(Path file) throws IOException {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return Optional.of(key == null ? file : key);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static boolean locked(FileChannel channel) {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            // A file system without locks, such as some network ones: nothing can be held against others there.
            return true;
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
            channel.close();
        } catch (IOException e) {
            // The lock ends with the process in any case.
        }
    }
}
