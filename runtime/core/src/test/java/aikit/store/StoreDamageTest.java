package aikit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreDamageTest {

    private static final String CANARY = "xylophonist";
    private static final float[] CANARY_VECTOR = TestStores.vector(new Random(77), 16);

    @TempDir
    private Path root;

    private final Random random = new Random(5);
    private StoreFolder folder;
    private Path index;

    @BeforeEach
    void fill() {
        folder = TestStores.folder(root);
        try (VectorStore store = folder.create("test", TestStores.SPACE);
                VectorStore.Writer writer = store.writer(_ -> false)) {
            for (int i = 0; i < 60; i++) {
                String text = i == 7 ? "the " + CANARY + " plays" : "text number " + i;
                writer.put(
                        TestStores.source(i == 7 ? "/" + CANARY : "/d/" + i),
                        List.of(TestStores.passage(0, text, i == 7 ? CANARY_VECTOR : TestStores.vector(random, 16))));
                if (i % 20 == 19) {
                    writer.commit();
                }
            }
            writer.remove("/d/3");
            writer.put(TestStores.failed("/d/failed"), List.of());
            writer.commit();
        }
        index = folder.indexes("test").getFirst();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(index)) {
            return all.filter(file -> !file.getFileName().toString().endsWith(".lock")).sorted().toList();
        }
    }

    @Test
    void everyFlippedBitIsFound() throws IOException {
        assertEquals(List.of(), folder.check("test").getFirst().damage());
        List<Path> files = files();
        for (int round = 0; round < 200; round++) {
            Path file = files.get(round % files.size());
            byte[] sound = Files.readAllBytes(file);
            byte[] damaged = sound.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            assertFalse(folder.check("test").getFirst().damage().isEmpty(), file + " in round " + round);
            Files.write(file, sound);
        }
        assertEquals(List.of(), folder.check("test").getFirst().damage());
    }

    @Test
    void aTruncatedFileIsFound() throws IOException {
        for (Path file : files()) {
            byte[] sound = Files.readAllBytes(file);
            for (int length : new int[]{0, sound.length / 2, sound.length - 1}) {
                Files.write(file, Arrays.copyOf(sound, length));
                assertFalse(folder.check("test").getFirst().damage().isEmpty(), file + " of " + length);
                useAll();
            }
            Files.write(file, sound);
        }
    }

    @Test
    void aMissingFileIsFound() throws IOException {
        for (Path file : files()) {
            Path away = Files.move(file, root.resolve("away"));
            assertFalse(folder.check("test").getFirst().damage().isEmpty(), file.toString());
            useAll();
            Files.move(away, file);
        }
        assertEquals(List.of(), folder.check("test").getFirst().damage());
    }

    @Test
    void aDamagedStoreIsNoBug() throws IOException {
        List<Path> files = files();
        int refused = 0;
        for (int round = 0; round < 600; round++) {
            Path file = files.get(round % files.size());
            byte[] sound = Files.readAllBytes(file);
            byte[] damaged = sound.clone();
            for (int flips = 0; flips < 3; flips++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);
            refused += useAll() ? 0 : 1;
            Files.write(file, sound);
        }
        assertTrue(refused > 100, "only " + refused + " were noticed");
        assertTrue(useAll());
    }

    /// Reads all there is in every way.
    ///
    /// @return false when it was refused as damaged
    private boolean useAll() {
        try (VectorStore store = folder.open("test").getFirst()) {
            store.heads(_ -> {});
            store.stats();
            for (String path : store.paths(Filter.below(List.of("/d")))) {
                store.source(path);
                store.passages(path);
            }
            store.twin("content of /d/1");
            store.nearest(TestStores.vector(random, 16), Filter.ALL, 99);
            store.matching(Words.of("\"text number\" 1 2"), Filter.ALL, 99);
            return true;
        } catch (AiException e) {
            return false;
        }
    }

    @Test
    void whatIsPurgedIsInNoFile() throws IOException {
        assertTrue(holdsCanary());
        try (VectorStore store = folder.create("test", TestStores.SPACE);
                VectorStore.Writer writer = store.writer(_ -> false)) {
            writer.remove("/" + CANARY);
            writer.settle(true);
        }
        assertFalse(holdsCanary());
        assertEquals(List.of(), folder.check("test").getFirst().damage());
    }

    /// Whether a file has the word, or the bytes of the vector.
    private boolean holdsCanary() throws IOException {
        ByteBuffer numbers = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : CANARY_VECTOR) {
            numbers.putFloat(number);
        }
        String vector = new String(numbers.array(), StandardCharsets.ISO_8859_1);
        boolean word = false;
        boolean bytes = false;
        for (Path file : files()) {
            String all = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            word |= all.contains(CANARY);
            bytes |= all.contains(vector);
        }
        assertEquals(word, bytes);
        return word;
    }
}
