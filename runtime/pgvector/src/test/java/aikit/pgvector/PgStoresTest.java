package aikit.pgvector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.store.Filter;
import aikit.store.TestStores;
import aikit.store.VectorStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is the server's own: rights, other versions, lost connections, tables that go.
class PgStoresTest {

    private TestServer server;

    @BeforeEach
    void open() {
        server = TestServer.open();
    }

    @AfterEach
    void clear() throws SQLException {
        if (server != null) {
            server.close();
        }
    }

    private static void put(VectorStore.Writer writer, String path, String text) {
        writer.put(TestStores.source(path), List.of(
                TestStores.passage(0, text, TestStores.vector(new Random(path.hashCode()), 16))));
    }

    private void write(String... paths) {
        TestStores.write(server.stores(), TestStores.SPACE, writer -> {
            for (String path : paths) {
                put(writer, path, "text");
            }
        });
    }

    private VectorStore store() {
        return server.stores().open("test", TestStores.SPACE).orElseThrow();
    }

    private List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = server.connect();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT tablename FROM pg_tables WHERE schemaname = ? AND tablename ~ '\\d' ORDER BY 1")) {
            query.setString(1, server.schema());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    tables.add(row.getString(1));
                }
            }
        }
        return tables;
    }

    private AiException refused(String url) {
        return assertThrows(AiException.class, new PgStores(url, server.schema())::collections);
    }

    @Test
    void readingMakesNothing() throws SQLException {
        assertEquals(List.of(), server.stores().collections());
        assertThrows(AiException.class, () -> server.stores().open("test"));
        assertEquals(List.of(), tables());
    }

    @Test
    void aWrongPasswordIsTheUsersMatter() throws SQLException {
        server.run("CREATE ROLE " + server.schema() + " LOGIN PASSWORD 'other'");
        try {
            String host = server.url().replaceFirst(".*@", "");
            PgAddressTest.assertSecret(
                    refused("postgresql://" + server.schema() + ":s3cret@" + host), AiException.Kind.USAGE);
            PgAddressTest.assertSecret(refused("postgresql://" + server.schema() + "@" + host), AiException.Kind.USAGE);
        } finally {
            server.run("DROP ROLE " + server.schema());
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsTheUsersMatter() {
        AiException none = refused(server.url().replaceFirst("/[^/]*$", "/no_such_database"));
        assertEquals(AiException.Kind.USAGE, none.kind());
        assertTrue(none.getMessage().contains("no such database"), none.getMessage());
    }

    @Test
    void withoutRightsNothingIsMade() throws SQLException {
        write("/a");
        server.run("CREATE ROLE " + server.schema() + " LOGIN PASSWORD 's3cret'");
        try {
            String host = server.url().replaceFirst(".*@", "");
            PgStores stores = new PgStores("postgresql://" + server.schema() + ":s3cret@" + host, server.schema());
            PgAddressTest.assertSecret(
                    assertThrows(AiException.class, () -> stores.create("test", TestStores.SPACE)),
                    AiException.Kind.USAGE);
            PgStores own = new PgStores(
                    "postgresql://" + server.schema() + ":s3cret@" + host, server.schema() + "_b");
            AiException refused = assertThrows(AiException.class, () -> own.create("test", TestStores.SPACE));
            PgAddressTest.assertSecret(refused, AiException.Kind.USAGE);
        } finally {
            server.run("DROP ROLE " + server.schema());
        }
    }

    @Test
    void aDatabaseWithoutPgvectorIsNamed() {
        AiException none = PgFailure.noVector("host/db", "extension \"vector\" is not available");
        assertEquals(AiException.Kind.USAGE, none.kind());
        assertTrue(none.hint().orElseThrow().contains("CREATE EXTENSION vector"));
    }

    @Test
    void aNewerFormIsRefused() throws SQLException {
        write("/a");
        server.run("UPDATE " + server.schema() + ".form SET version = 99");
        for (Runnable use : List.<Runnable>of(
                () -> server.stores().collections(), () -> server.stores().open("test"),
                () -> server.stores().create("test", TestStores.SPACE),
                () -> server.stores().remove("test", _ -> false))) {
            AiException newer = assertThrows(AiException.class, use::run);
            assertEquals(AiException.Kind.USAGE, newer.kind());
            assertTrue(newer.getMessage().contains("newer"), newer.getMessage());
        }
    }

    /// Ends every other connection of this process to the server, as a restart does.
    private void disconnect() throws SQLException {
        try (Connection connection = server.connect();
                PreparedStatement kill = connection.prepareStatement(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = ? "
                                + "AND pid <> pg_backend_pid()")) {
            kill.setString(1, PgLock.name());
            kill.executeQuery().close();
        }
    }

    @Test
    void aLostConnectionIsSaidAndWhatWasCommittedStays() throws SQLException {
        try (VectorStore store = server.stores().create("test", TestStores.SPACE);
                VectorStore.Writer writer = store.writer(_ -> false)) {
            put(writer, "/a", "text");
            writer.commit();
            put(writer, "/b", "text");
            disconnect();
            assertEquals(AiException.Kind.MODEL, assertThrows(AiException.class, writer::commit).kind());
            assertEquals(AiException.Kind.MODEL, assertThrows(AiException.class, writer::commit).kind());
            assertEquals(AiException.Kind.MODEL, assertThrows(AiException.class, () -> store.source("/a")).kind());
        }
        write("/c");
        try (VectorStore store = store()) {
            assertEquals(List.of("/a", "/c"), store.paths(Filter.ALL));
        }
    }

    @Test
    void aRewriteLeavesNoOldTables() throws SQLException {
        write("/a", "/b");
        List<String> before = tables();
        try (VectorStore store = store(); VectorStore.Writer writer = store.writer(_ -> false)) {
            writer.remove("/a");
            writer.settle(true);
            // This store still reads the old ones.
            assertEquals(4, tables().size());
            assertEquals(2, store.paths(Filter.ALL).size());
        }
        write("/c");
        List<String> after = tables();
        assertEquals(before.size(), after.size());
        assertTrue(after.stream().noneMatch(before::contains), before + " and " + after);
    }

    @Test
    void whatIsRemovedIsDroppedWhenItIsReadNoMore() throws SQLException {
        write("/a");
        try (VectorStore store = store()) {
            assertTrue(server.stores().remove("test", _ -> false));
            assertEquals(List.of(), server.stores().collections());
            assertEquals(List.of("/a"), store.paths(Filter.ALL));
        }
        server.stores().create("other", TestStores.SPACE).close();
        try (VectorStore other = server.stores().open("other").getFirst()) {
            other.writer(_ -> false).close();
        }
        assertEquals(1, tables().size(), tables().toString());
    }

    @Test
    void aWriterOfWhatWasRemovedIsRefused() {
        write("/a");
        try (VectorStore store = store()) {
            server.stores().remove("test", _ -> false);
            assertEquals(AiException.Kind.INPUT,
                    assertThrows(AiException.class, () -> store.writer(_ -> false)).kind());
        }
    }
}
