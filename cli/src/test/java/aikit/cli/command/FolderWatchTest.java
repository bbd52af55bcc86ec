package aikit.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import aikit.AiException;
import aikit.batch.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {

    @TempDir
    private Path root;

    private final Stop stop = new Stop(0, 0);

    @Test
    void hearsOfChangesAlsoInFoldersThatAreNew() throws Exception {
        try (FolderWatch watch = new FolderWatch(List.of(root), stop)) {
            assertEquals(true, after(watch, () -> Files.writeString(root.resolve("a.txt"), "a")));
            assertEquals(true, after(watch, () -> Files.createDirectories(root.resolve("new"))));
            assertEquals(true, after(watch, () -> Files.writeString(root.resolve("new/b.txt"), "b")));
            assertEquals(true, after(watch, () -> Files.delete(root.resolve("a.txt"))));
        }
    }

    @Test
    void endsWhenTheRunIsToStop() throws Exception {
        try (FolderWatch watch = new FolderWatch(List.of(root), stop)) {
            assertEquals(false, after(watch, () -> stop.request(Stop.Reason.INTERRUPTED)));
        }
    }

    @Test
    void wantsAFolder() {
        assertThrows(AiException.class, () -> new FolderWatch(List.of(), stop));
    }

    private interface Change {
        void make() throws IOException;
    }

    private static boolean after(FolderWatch watch, Change change) throws Exception {
        CompletableFuture<Boolean> heard = CompletableFuture.supplyAsync(watch::await);
        change.make();
        return heard.get(20, TimeUnit.SECONDS);
    }
}
