package aikit.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A lock that processes and threads take on a file; the operating system drops it when the process dies, however it
/// dies. Closing it gives it back.
final class FileGuard implements AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(50);

    private final FileChannel channel;
    private final Optional<FileLock> lock;

    private FileGuard(FileChannel channel, Optional<FileLock> lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /// Waits for the lock.
    ///
    /// @param needless asked while waiting: whether the lock is no longer wanted
    /// @return empty when it became needless or the patience ended; on a file system without locks a guard that keeps
    ///     nobody away
    static Optional<FileGuard> take(Path file, Duration patience, BooleanSupplier needless) throws IOException {
        Files.createDirectories(file.getParent());
        return take(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE), patience, needless);
    }

    static Optional<FileGuard> take(FileChannel channel, Duration patience, BooleanSupplier needless)
            throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!needless.getAsBoolean()) {
                Optional<FileLock> lock = attempt(channel);
                if (lock.isPresent()) {
                    return Optional.of(new FileGuard(channel, lock));
                }
                if (System.nanoTime() > end) {
                    break;
                }
                Thread.sleep(STEP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            channel.close();
            throw new IOException("interrupted", e);
        } catch (IOException e) {
            return Optional.of(new FileGuard(channel, Optional.empty())); // no locks on this file system
        }
        channel.close();
        return Optional.empty();
    }

    private static Optional<FileLock> attempt(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty(); // another thread of this process has it
        }
    }

    /// Whether others are kept away.
    boolean isLocked() {
        return lock.isPresent();
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (lock.isPresent()) {
                lock.get().release();
            }
        }
    }
}
