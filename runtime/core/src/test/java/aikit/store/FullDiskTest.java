package aikit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.store.LuceneWriter.Setting;
import aikit.store.VectorStore.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The disk fills up at any byte: it is said, what was committed stays, and a later run goes on.
class FullDiskTest {

    private static final int COMMITTED = 30;

    /// More than any of the changes writes.
    private static final long PLENTY = 1 << 20;

    @TempDir
    private Path root;

    private Path index;

    @BeforeEach
    void fill() {
        TestStores.folder(root).create("test", TestStores.SPACE).close();
        index = TestStores.folder(root).indexes("test").getFirst();
        try (Writer writer = LuceneWriter.open(index, TestStores.SPACE, _ -> false)) {
            put(writer, 0, COMMITTED);
            writer.commit();
        }
    }

    private static void put(Writer writer, int from, int to) {
        Random random = new Random(from);
        for (int i = from; i < to; i++) {
            writer.put(
                    TestStores.source("/" + i),
                    List.of(TestStores.passage(0, "text " + i, TestStores.vector(random, 16))));
        }
    }

    private List<String> paths() {
        try (VectorStore store = TestStores.folder(root).create("test", TestStores.SPACE)) {
            return store.paths(Filter.ALL);
        }
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "/" + i).sorted().toList();
    }

    private long fail(long room, Consumer<Writer> changes) {
        Setting setting = new Setting(VectorFormat.MOST_EXACT, disk -> new FullDisk(disk, room, PLENTY));
        try (Writer writer = LuceneWriter.open(index, TestStores.SPACE, _ -> false, setting)) {
            AiException full = null;
            try {
                changes.accept(writer);
            } catch (AiException e) {
                full = e;
            }
            if (full == null) {
                return PLENTY;
            }
            assertEquals(AiException.Kind.LIMIT, full.kind(), full.toString());
            commitAllTheSame(writer);
        }
        return room;
    }

    /// There is room again; whether the writer goes on or says the same again, nothing may be lost.
    private static void commitAllTheSame(Writer writer) {
        try {
            writer.commit();
        } catch (AiException e) {
            assertEquals(AiException.Kind.LIMIT, e.kind(), e.toString());
        }
    }

    /// Fails at more and more bytes until the change goes through.
    private List<Long> failures(Consumer<Writer> changes) {
        List<Long> rooms = new ArrayList<>();
        for (long room = 0; room < PLENTY; room += 97) {
            if (fail(room, changes) == PLENTY) {
                return rooms;
            }
            rooms.add(room);
            assertTrue(paths().containsAll(names(COMMITTED)), "with room for " + room);
            assertEquals(List.of(), TestStores.folder(root).check("test").getFirst().damage());
        }
        throw new AssertionError("more than was thought is written");
    }

    @Test
    void whileFilesAreAdded() {
        assertTrue(failures(writer -> {
            put(writer, COMMITTED, 40);
            writer.commit();
        }).size() > 20);
        assertEquals(names(40), paths());
    }

    @Test
    void whileAllIsRewritten() {
        assertTrue(failures(writer -> writer.settle(true)).size() > 20);
        assertEquals(names(COMMITTED), paths());
    }
}
