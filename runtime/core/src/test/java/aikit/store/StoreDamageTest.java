package aikit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreDamageTest {

    private static final String CANARY = "xylophonist";

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
                        List.of(TestStores.passage(0, text, TestStores.vector(random, 16))));
                if (i % 20 == 19) {
                    writer.commit();
                }
            }
            writer.remove("/d/3");
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
    void aMissingOrTruncatedFileIsFound() throws IOException {
        for (Path file : files()) {
            byte[] sound = Files.readAllBytes(file);
            Files.write(file, java.util.Arrays.copyOf(sound, sound.length / 2));
            assertFalse(folder.check("test").stream().allMatch(check -> check.damage().isEmpty()), file.toString());
            Files.write(file, sound);
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

    private boolean holdsCanary() throws IOException {
        for (Path file : files()) {
            if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(CANARY)) {
                return true;
            }
        }
        return false;
    }

    /// Changes what the last commit says of its form.
    private void form(String schema) throws IOException {
        try (Directory directory = StoreFolder.directory(index);
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            Map<String, String> data = new HashMap<>(Schema.commitData(TestStores.SPACE));
            data.put("schema", schema);
            writer.setLiveCommitData(data.entrySet());
            writer.commit();
        }
    }

    @Test
    void anOlderFormIsUpgraded() throws IOException {
        form("0");
        try (VectorStore store = folder.create("test", TestStores.SPACE)) {
            assertEquals(59, store.stats().passages());
            assertEquals("/" + CANARY, store.matching(Words.of(CANARY), Filter.ALL, 1).getFirst().path());
        }
        assertEquals(List.of(), folder.check("test").getFirst().damage());
    }

    @Test
    void aNewerFormIsRefused() throws IOException {
        form("99");
        AiException refused = assertThrows(AiException.class, () -> folder.open("test"));
        assertEquals(AiException.Kind.USAGE, refused.kind());
    }
}
