package aikit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aikit.AiException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    Path folder;

    @Test
    void aFullDiskIsALimit() throws IOException {
        Path full = Path.of("/dev/full"); // where Linux lets every write fail as on a full disk
        assumeTrue(Files.isWritable(full));
        try (OutputStream out = Files.newOutputStream(full)) {
            IOException e = assertThrows(IOException.class, () -> out.write(1));
            AiException failure = AtomicFile.failure("x: cannot be written", folder, e);
            assertEquals(AiException.Kind.LIMIT, failure.kind());
            assertEquals("x: cannot be written: the disk is full", failure.getMessage());
        }
    }

    @Test
    void otherFailuresAreNot() {
        IOException e = assertThrows(IOException.class, () -> Files.newOutputStream(folder.resolve("none/x")));
        for (Path where : new Path[]{folder, folder.resolve("none")}) {
            assertEquals(AiException.Kind.MODEL, AtomicFile.failure("x", where, e).kind());
        }
    }

    @Test
    void goesOnWithoutLocksWhereThereAreNone() throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve("x"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        channel.close(); // so that the operating system refuses the lock, as on a file system without locks
        try (FileGuard guard = FileGuard.take(channel, Duration.ZERO, () -> false).orElseThrow()) {
            assertFalse(guard.isLocked());
        }
        try (FileGuard guard = FileGuard.take(folder.resolve("x"), Duration.ZERO, () -> false).orElseThrow()) {
            assertTrue(guard.isLocked());
            assertTrue(FileGuard.take(folder.resolve("x"), Duration.ZERO, () -> false).isEmpty());
        }
    }
}
