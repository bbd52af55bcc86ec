package aikit.pgvector;

import aikit.AiException;
import aikit.Result.Passage;
import aikit.store.Source;
import aikit.store.VectorShape;
import aikit.store.VectorStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/// Changes a store in one transaction after another, on a connection of its own.
final class PgWriter implements VectorStore.Writer {

    /// Numbers of a vector up to which pgvector builds graphs of them.
    static final int MOST_GRAPHED = 2_000;

    /// Numbers of vectors that are sent together.
    private static final int BATCH = 100_000;

    /// Ids that are taken from the server together.
    private static final int IDS = 100;

    private final PgAddress server;
    private final PgSchema schema;
    private final Connection connection;
    private final PgLock lock;
    private final long mostExact;
    private final VectorShape shape;
    private final Queue<Long> ids = new ArrayDeque<>();
    private final Set<String> pending = new HashSet<>();
    private PgSpace space;
    private PgBatch batch;
    private AiException broken;

    private PgWriter(PgAddress server, PgSchema schema, Connection connection, PgLock lock, PgSpace space,
            long mostExact) {
        this.server = server;
        this.schema = schema;
        this.connection = connection;
        this.lock = lock;
        this.space = space;
        this.mostExact = mostExact;
        this.shape = new VectorShape(space.dimensions());
    }

    static PgWriter open(PgAddress server, PgSchema schema, int id, long mostExact, VectorStore.Waiting waiting) {
        Connection connection = server.connect();
        try {
            PgLock lock = new PgLock(server, schema.name(), id);
            lock.take(connection, waiting);
            PgSpace space = schema.find(connection, id).orElseThrow(() -> AiException.input(
                    server + ": the store was removed meanwhile", "run it again"));
            schema.sweep(connection);
            connection.setAutoCommit(false);
            return new PgWriter(server, schema, connection, lock, space, mostExact);
        } catch (SQLException e) {
            PgStores.quietly(connection);
            throw PgFailure.of(server, e);
        } catch (RuntimeException e) {
            PgStores.quietly(connection);
            throw e;
        }
    }

    private interface Write {
        void run() throws SQLException;
    }

    /// After a failure the server drops all since the last commit, so nothing more is taken.
    private void writing(Write write) {
        if (broken != null) {
            throw broken;
        }
        try {
            write.run();
        } catch (SQLException e) {
            broken = PgFailure.of(server, e.getNextException() == null ? e : e.getNextException());
            throw broken;
        }
    }

    @Override
    public void put(Source source, List<Passage> passages) {
        shape.take(source, passages);
        writing(() -> {
            if (space.dimensions() == 0 && shape.dimensions() > 0) {
                flush();
                space = space.of(shape.dimensions());
                space.createPassages(connection);
                space.indexPassages(connection);
                space.save(connection);
            }
            if (!pending.add(source.path())) {
                flush();
                pending.add(source.path());
            }
            if (batch == null) {
                batch = new PgBatch(connection, space);
            }
            batch.put(id(), source, passages);
            if (batch.numbers() >= BATCH) {
                flush();
            }
        });
    }

    private long id() throws SQLException {
        if (ids.isEmpty()) {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT nextval('" + schema.name() + ".ids') FROM generate_series(1, " + IDS + ")");
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
        }
        return ids.remove();
    }

    private void flush() throws SQLException {
        pending.clear();
        if (batch != null) {
            try (PgBatch full = batch) {
                batch = null;
                full.send();
            }
        }
    }

    @Override
    public void remove(String path) {
        writing(() -> {
            flush();
            try (PreparedStatement delete = connection.prepareStatement(
                    "DELETE FROM " + space.sources() + " WHERE path = ?")) {
                delete.setString(1, PgText.encoded(path));
                delete.executeUpdate();
            }
        });
    }

    @Override
    public void commit() {
        writing(() -> {
            flush();
            connection.commit();
        });
    }

    @Override
    public void settle(boolean fully) {
        commit();
        writing(() -> {
            boolean graph = PgCounts.passages(connection, space) > mostExact
                    && space.dimensions() <= MOST_GRAPHED
                    && schema.hasGraphs(connection);
            if (fully || space.graphed() && !graph) {
                // New tables, so that no reader is waited for.
                PgSpace next = space.next();
                next.copy(space, connection);
                space = next;
            }
            if (graph && !space.graphed()) {
                space.createGraph(connection);
                space = space.graphed(true);
            }
            space.save(connection);
            connection.commit();
            tidy();
        });
    }

    /// Lets the server reuse what was deleted and count what is there, by which it plans.
    private void tidy() throws SQLException {
        connection.setAutoCommit(true);
        PgSpace.run(connection, "VACUUM (ANALYZE) " + space.sources()
                + (space.dimensions() > 0 ? ", " + space.passages() : ""));
        schema.sweep(connection);
        connection.setAutoCommit(false);
    }

    @Override
    public void close() {
        try (connection) {
            if (!connection.isClosed()) {
                connection.rollback();
                lock.release(connection);
            }
        } catch (SQLException e) {
            // The server ends the transaction and the lock with the connection.
            if (broken == null) {
                throw PgFailure.of(server, e);
            }
        }
    }
}
