package aikit.pgvector;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/// The server that the tests are given, and a schema of it for one test. Close it.
final class TestServer implements AutoCloseable {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private final String url;
    private final String schema;

    private TestServer(String url, String schema) {
        this.url = url;
        this.schema = schema;
    }

    /// Skips the test where no server is given.
    static TestServer open() {
        String url = System.getenv("AI_TEST_PGVECTOR");
        assumeTrue(url != null && !url.isEmpty(),
                "needs a PostgreSQL server with pgvector: set AI_TEST_PGVECTOR=postgresql://USER:PASSWORD@HOST:PORT/DATABASE");
        return new TestServer(url, "ai_test_" + ProcessHandle.current().pid() + "_" + SCHEMAS.incrementAndGet());
    }

    String url() {
        return url;
    }

    String schema() {
        return schema;
    }

    PgStores stores() {
        return new PgStores(url, schema);
    }

    /// @param mostExact passages up to which no graph is built
    PgStores stores(long mostExact) {
        return new PgStores(url, schema, mostExact);
    }

    Connection connect() {
        return PgAddress.of(url).connect();
    }

    void run(String sql) throws SQLException {
        try (Connection connection = connect()) {
            PgSpace.run(connection, sql);
        }
    }

    @Override
    public void close() throws SQLException {
        run("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
    }
}
