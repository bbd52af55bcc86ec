package aikit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Indexes that an older or a newer `ai` wrote.
class StoreFormTest {

    @TempDir
    private Path root;

    private StoreFolder folder;
    private Path index;

    @BeforeEach
    void open() {
        folder = TestStores.folder(root);
        folder.create("test", TestStores.SPACE).close();
        index = folder.indexes("test").getFirst();
    }

    /// Writes two files as an `ai` of that form did: names were not looked at then.
    private void write(String form) throws IOException {
        try (Directory directory = StoreFolder.directory(index);
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new TextAnalysis()))) {
            for (String path : List.of("/notes/a", "/b")) {
                Source source = TestStores.source(path, Map.of("k", "v"));
                Document passage = Schema.document(
                        source, TestStores.passage(0, "some text", TestStores.axis(0, 4)));
                passage.removeFields(Schema.NAME);
                writer.addDocuments(List.of(Schema.document(source), passage));
                writer.flush();
            }
            Map<String, String> data = new HashMap<>(Schema.commitData(TestStores.SPACE));
            data.put("schema", form);
            writer.setLiveCommitData(data.entrySet());
            writer.commit();
        }
    }

    private static List<String> found(VectorStore store, String words) {
        return store.matching(Words.of(words), Filter.ALL, 9).stream().map(Hit::path).toList();
    }

    @Test
    void anOlderFormIsUpgraded() throws IOException {
        write("0");
        try (VectorStore store = folder.open("test").getFirst()) {
            assertEquals(List.of("/notes/a"), found(store, "notes"));
            assertEquals(2, store.stats().passages());
            assertEquals(TestStores.source("/b", Map.of("k", "v")), store.source("/b").orElseThrow());
            assertEquals(1, store.nearest(TestStores.axis(0, 4), Filter.below(List.of("/b")), 9).size());
        }
        assertEquals(List.of(), folder.check("test").getFirst().damage());
    }

    @Test
    void theFormOfThisVersionIsLeftAsItIs() throws IOException {
        write(Integer.toString(Schema.VERSION));
        try (VectorStore store = folder.open("test").getFirst()) {
            // Nobody wrote it anew: the names are still missing.
            assertEquals(List.of(), found(store, "notes"));
            assertEquals(2, found(store, "text").size());
        }
    }

    @Test
    void severalUpgradeItAtOnce() throws IOException {
        write("0");
        List<CompletableFuture<List<String>>> all = List.of(1, 2, 3, 4).stream()
                .map(_ -> CompletableFuture.supplyAsync(() -> {
                    try (VectorStore store = folder.open("test").getFirst()) {
                        return found(store, "notes");
                    }
                }, task -> new Thread(task).start())).toList();
        all.forEach(one -> assertEquals(List.of("/notes/a"), one.join()));
        try (VectorStore store = folder.open("test").getFirst()) {
            assertEquals(2, store.stats().passages());
        }
    }

    @Test
    void aNewerFormIsRefused() throws IOException {
        write("99");
        for (Runnable use : List.<Runnable>of(
                () -> folder.open("test"), () -> folder.open("test", TestStores.SPACE), () -> folder.spaces("test"),
                () -> folder.create("test", TestStores.SPACE))) {
            AiException refused = assertThrows(AiException.class, use::run);
            assertEquals(AiException.Kind.USAGE, refused.kind());
            assertTrue(refused.getMessage().contains("newer"), refused.getMessage());
        }
    }
}
