package aikit.cli.command;

import aikit.AiException;
import aikit.batch.Stop;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Waits until something changes below folders.
final class FolderWatch implements AutoCloseable {

    /// A change is often the first of many: they are taken together once it has been quiet for so long.
    private static final long QUIET_MILLIS = 300;
    private static final long POLL_MILLIS = 500;

    /// Some file systems tell nothing of their changes: they are looked at so often.
    private static final long LOOK_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final List<Path> roots;
    private final Stop stop;
    private final WatchService service;

    FolderWatch(List<Path> roots, Stop stop) {
        if (roots.isEmpty()) {
            throw AiException.usage("--watch: no folder is named", "name a folder to follow");
        }
        this.roots = roots;
        this.stop = stop;
        try {
            this.service = FileSystems.getDefault().newWatchService();
            register();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static AiException failed(IOException e) {
        return AiException.limit(
                "--watch: the system does not follow changes: " + e.getMessage(),
                "allow more watches (Linux: sysctl fs.inotify.max_user_watches), or run ai index from time to time")
                .causedBy(e);
    }

    /// Registers every folder; one that is registered already stays so.
    private void register() throws IOException {
        for (Path root : roots) {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    folder.register(
                            service, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE,
                            StandardWatchEventKinds.ENTRY_MODIFY);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE; // gone again, or not ours to see
                }
            });
        }
    }

    /// Waits for changes.
    ///
    /// @return false when the run is to stop
    boolean await() {
        try {
            long look = System.nanoTime() + LOOK_NANOS;
            WatchKey key = null;
            while (key == null && System.nanoTime() < look) {
                if (stop.reason().isPresent()) {
                    return false;
                }
                key = service.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
            while (key != null) {
                key.pollEvents();
                key.reset();
                key = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
            }
            register();
            return stop.reason().isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException e) {
            // It ends with the process.
        }
    }
}
