package aikit.pgvector;

import aikit.AiException;
import aikit.store.VectorStore.Waiting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Keeps a second writer out: an advisory lock of the server, which ends with the connection that took it, however that
/// ends.
final class PgLock {

    private static final long POLL_MILLIS = 200;

    /// Begins the name under which a connection is seen on the server; the process id follows.
    private static final String NAME = "ai ";

    private final PgAddress server;
    private final int schema;
    private final int space;

    /// @param space number of the space
    PgLock(PgAddress server, String schema, int space) {
        this.server = server;
        this.schema = ("aikit." + schema).hashCode();
        this.space = space;
    }

    /// What a connection of this process is called on the server.
    static String name() {
        return NAME + ProcessHandle.current().pid();
    }

    /// Takes the lock for a connection that commits by itself.
    ///
    /// @throws AiException of kind LIMIT when waiting was given up
    void take(Connection connection, Waiting waiting) throws SQLException {
        while (!tried(connection)) {
            String holder = holder(connection);
            if (!waiting.goOn(holder)) {
                throw AiException.limit(
                        server + ": another ai is writing this store" + holder, "run it again when that one is done");
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw AiException.limit(server + ": waiting for the store was interrupted", "run it again");
            }
        }
    }

    private boolean tried(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_try_advisory_lock(?, ?)")) {
            lock.setInt(1, schema);
            lock.setInt(2, space);
            try (ResultSet result = lock.executeQuery()) {
                result.next();
                return result.getBoolean(1);
            }
        }
    }

    /// The process that holds it, for messages: ` (process 123)`, or nothing when that is not known.
    private String holder(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
                AND l.classid::bigint = ? AND l.objid::bigint = ?
                AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())""")) {
            query.setLong(1, Integer.toUnsignedLong(schema));
            query.setLong(2, Integer.toUnsignedLong(space));
            try (ResultSet result = query.executeQuery()) {
                String name = result.next() ? result.getString(1) : null;
                return name != null && name.matches(NAME + "\\d+")
                        ? " (process " + name.substring(NAME.length()) + ")"
                        : "";
            }
        }
    }

    /// Gives it back now; with the connection alone it would go a moment after closing.
    void release(Connection connection) throws SQLException {
        try (PreparedStatement unlock = connection.prepareStatement("SELECT pg_advisory_unlock(?, ?)")) {
            unlock.setInt(1, schema);
            unlock.setInt(2, space);
            unlock.executeQuery().close();
        }
    }
}
