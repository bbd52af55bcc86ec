package aikit.store;

import aikit.Result.Passage;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What the tests of a contract start from: somewhere to keep stores, with nothing in it.
public abstract class StoreContract {

    private Stores stores;

    /// Opens a place for stores that is empty.
    protected abstract Stores open() throws Exception;

    /// Clears the place away.
    protected abstract void clear() throws Exception;

    @BeforeEach
    final void begin() throws Exception {
        stores = open();
    }

    @AfterEach
    final void end() throws Exception {
        if (stores != null) {
            clear();
        }
    }

    final Stores stores() {
        return stores;
    }

    /// The store as it is now.
    final VectorStore store() {
        return stores.create("test", TestStores.SPACE);
    }

    /// Changes the store and commits.
    final void write(Consumer<VectorStore.Writer> changes) {
        TestStores.write(stores, TestStores.SPACE, changes);
    }

    /// Puts a file with one passage.
    static void put(VectorStore.Writer writer, String path, String text, float... vector) {
        writer.put(TestStores.source(path), List.of(TestStores.passage(0, text, vector)));
    }

    static List<String> texts(VectorStore store, String path) {
        return store.passages(path).stream().map(Passage::text).toList();
    }
}
