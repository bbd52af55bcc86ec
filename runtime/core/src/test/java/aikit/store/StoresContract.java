package aikit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How [Stores] of every kind keep collections.
public abstract class StoresContract extends StoreContract {

    private static final Space OTHER = new Space("other", "main", "b".repeat(64), "q8", "64 dimensions");

    private List<String> paths() {
        try (VectorStore store = store()) {
            return store.paths(Filter.ALL);
        }
    }

    @Test
    void collectionsAreListed() {
        assertEquals(List.of(), stores().collections());
        for (String name : List.of("b", "a.b-c_d", "B")) {
            stores().create(name, TestStores.SPACE).close();
        }
        assertEquals(List.of("B", "a.b-c_d", "b"), stores().collections());
        assertEquals(List.of(TestStores.SPACE), stores().spaces("b"));
    }

    @Test
    void aCollectionHasAStoreForEachSpace() {
        assertEquals(List.of(), stores().spaces("test"));
        assertEquals(Optional.empty(), stores().open("test", OTHER));
        stores().create("test", OTHER).close();
        store().close();
        assertEquals(Set.of(TestStores.SPACE, OTHER), Set.copyOf(stores().spaces("test")));
        List<VectorStore> opened = stores().open("test");
        assertEquals(
                Set.of(TestStores.SPACE, OTHER), opened.stream().map(VectorStore::space).collect(Collectors.toSet()));
        opened.forEach(VectorStore::close);
    }

    @Test
    void aCollectionThatIsNotThereIsNotOpened() {
        store().close();
        AiException none = assertThrows(AiException.class, () -> stores().open("none"));
        assertEquals(AiException.Kind.INPUT, none.kind());
        assertTrue(none.hint().orElseThrow().startsWith("there is test;"), none.hint().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a/b", ".hidden", "a'b", "a\u0000b"})
    void namesOfCollectionsAreChecked(String name) {
        for (Runnable use : List.<Runnable>of(
                () -> stores().create(name, TestStores.SPACE), () -> stores().open(name), () -> stores().spaces(name),
                () -> stores().remove(name, _ -> false))) {
            assertEquals(AiException.Kind.USAGE, assertThrows(AiException.class, use::run).kind());
        }
    }

    @Test
    void aCollectionIsRemoved() {
        write(writer -> put(writer, "/a", "text", 1, 0));
        stores().create("other", TestStores.SPACE).close();
        assertTrue(stores().remove("test", _ -> false));
        assertFalse(stores().remove("test", _ -> false));
        assertEquals(List.of("other"), stores().collections());
        assertEquals(List.of(), paths());
    }

    @Test
    void aCollectionIsNotRemovedWhileItIsWritten() {
        try (VectorStore store = store(); VectorStore.Writer writer = store.writer(_ -> false)) {
            put(writer, "/a", "text", 1, 0);
            AiException busy = assertThrows(AiException.class, () -> stores().remove("test", _ -> false));
            assertEquals(AiException.Kind.LIMIT, busy.kind());
            writer.commit();
        }
        assertEquals(List.of("/a"), paths());
    }
}
