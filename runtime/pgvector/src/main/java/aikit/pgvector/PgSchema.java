package aikit.pgvector;

import aikit.AiException;
import aikit.store.Space;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The schema in which everything stands: the form it has, a row for each space, and their tables.
///
/// @param name needs no quotes
record PgSchema(PgAddress server, String name) {

    /// Goes up when tables of an older `ai` must be changed to be used.
    static final int FORM = 1;

    /// One at a time makes schemas and spaces in a database: `aikit` in ASCII.
    private static final long MAKING = 0x61696b6974L;

    /// Milliseconds to wait for whoever still reads tables that have been replaced.
    private static final String SWEEP_WAIT = "100ms";

    /// Somebody reads a table, passages that somebody reads refer to it, or it is another user's.
    private static final Set<String> KEPT = Set.of("55P03", "2BP01", "42501");

    private static final Pattern TABLE = Pattern.compile("(?:sources|passages)_(\\d{1,9})_(\\d{1,9})");

    PgSchema {
        if (!name.matches("[a-z_][a-z0-9_]{0,40}")) {
            throw AiException.usage(
                    "schema '" + name + "': is no name for a schema", "use small letters, digits and '_', 41 at most");
        }
    }

    /// Whether there is anything.
    ///
    /// @throws AiException of kind USAGE when a newer `ai` made it
    boolean exists(Connection connection) throws SQLException {
        try (PreparedStatement table = connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
            table.setString(1, name + ".form");
            try (ResultSet result = table.executeQuery()) {
                result.next();
                if (!result.getBoolean(1)) {
                    return false;
                }
            }
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT version FROM " + name + ".form");
                ResultSet result = query.executeQuery()) {
            int form = result.next() ? result.getInt(1) : 0;
            if (form > FORM) {
                throw AiException.usage(
                        server + ": the stores in schema " + name + " were written by a newer ai (form " + form
                                + ", this one knows " + FORM + ")",
                        "use that ai, or another schema");
            }
            return true;
        }
    }

    /// Makes what is missing for a space, in the transaction that is open.
    ///
    /// @throws AiException of kind USAGE when there is no pgvector, or the user may not make anything
    void create(Connection connection, String collection, Space space) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            lock.setLong(1, MAKING);
            lock.executeQuery().close();
        }
        if (!exists(connection)) {
            unicode(connection);
            extension(connection);
            PgSpace.run(connection, "CREATE SCHEMA IF NOT EXISTS " + name);
            PgSpace.run(connection, "CREATE SEQUENCE " + name + ".ids");
            PgSpace.run(connection, """
                    CREATE TABLE %s.spaces (
                        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, collection text NOT NULL,
                        model text NOT NULL, revision text NOT NULL, sha256 text NOT NULL, "precision" text NOT NULL,
                        variant text NOT NULL, generation int NOT NULL DEFAULT 1, dimensions int NOT NULL DEFAULT 0,
                        graphed boolean NOT NULL DEFAULT false)""".formatted(name));
            PgSpace.run(connection, "CREATE TABLE " + name + ".form (version int NOT NULL)");
            PgSpace.run(connection, "INSERT INTO " + name + ".form VALUES (" + FORM + ")");
        }
        if (find(connection, collection, space).isEmpty()) {
            PgSpace made = insert(connection, collection, space);
            made.createSources(connection);
            made.indexSources(connection);
        }
    }

    private void unicode(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT current_setting('server_encoding')");
                ResultSet result = query.executeQuery()) {
            result.next();
            if (!result.getString(1).equals("UTF8")) {
                throw AiException.usage(
                        server + ": the database keeps text as " + result.getString(1) + " and not as UTF8",
                        "make another: CREATE DATABASE ai ENCODING 'UTF8' TEMPLATE template0");
            }
        }
    }

    private void extension(Connection connection) throws SQLException {
        try {
            PgSpace.run(connection, "CREATE EXTENSION IF NOT EXISTS vector");
        } catch (SQLException e) {
            if (PgFailure.state(e).startsWith("08")) {
                throw e;
            }
            throw PgFailure.noVector(server.toString(), PgFailure.why(e)).causedBy(e);
        }
    }

    /// Whether pgvector builds HNSW graphs, as it does from 0.5 on.
    boolean hasGraphs(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT FROM pg_am WHERE amname = 'hnsw'");
                ResultSet row = query.executeQuery()) {
            return row.next();
        }
    }

    private PgSpace insert(Connection connection, String collection, Space space) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO %s.spaces (collection, model, revision, sha256, "precision", variant)
                VALUES (?, ?, ?, ?, ?, ?) RETURNING %s""".formatted(name, PgSpace.COLUMNS))) {
            set(insert, collection, space);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return PgSpace.of(name, row);
            }
        }
    }

    Optional<PgSpace> find(Connection connection, String collection, Space space) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT %s FROM %s.spaces WHERE collection = ? AND model = ? AND revision = ? AND sha256 = ?
                AND "precision" = ? AND variant = ?""".formatted(PgSpace.COLUMNS, name))) {
            set(query, collection, space);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(PgSpace.of(name, row)) : Optional.empty();
            }
        }
    }

    private static void set(PreparedStatement statement, String collection, Space space) throws SQLException {
        String[] values = {collection, space.model(), space.revision(), space.sha256(), space.precision(),
            space.variant()};
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, PgText.encoded(values[i]));
        }
    }

    Optional<PgSpace> find(Connection connection, int id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT " + PgSpace.COLUMNS + " FROM " + name + ".spaces WHERE id = ?")) {
            query.setInt(1, id);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(PgSpace.of(name, row)) : Optional.empty();
            }
        }
    }

    /// The spaces of a collection, the oldest first.
    List<PgSpace> spaces(Connection connection, String collection) throws SQLException {
        List<PgSpace> spaces = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT " + PgSpace.COLUMNS + " FROM " + name + ".spaces WHERE collection = ? ORDER BY id")) {
            query.setString(1, collection);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    spaces.add(PgSpace.of(name, row));
                }
            }
        }
        return spaces;
    }

    List<String> collections(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement query = connection
                .prepareStatement("SELECT DISTINCT collection FROM " + name + ".spaces");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        }
        names.sort(null);
        return names;
    }

    /// Forgets a space; [#sweep] drops its tables.
    void remove(Connection connection, PgSpace space) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM " + name + ".spaces WHERE id = ?")) {
            delete.setInt(1, space.id());
            delete.executeUpdate();
        }
    }

    /// Drops tables that no space has any more, but for those that somebody still reads; a later call drops them.
    ///
    /// @param connection one that commits by itself
    void sweep(Connection connection) throws SQLException {
        List<String> left = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT t.tablename, (SELECT array_agg(s.id || '_' || s.generation) FROM %s.spaces s)::text[]
                FROM pg_tables t WHERE t.schemaname = ? ORDER BY 1""".formatted(name))) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    List<String> used = row.getArray(2) == null
                            ? List.of()
                            : List.of((String[]) row.getArray(2).getArray());
                    Matcher table = TABLE.matcher(row.getString(1));
                    if (table.matches() && !used.contains(table.group(1) + "_" + table.group(2))) {
                        left.add(name + "." + row.getString(1));
                    }
                }
            }
        }
        // Sorted: passages, which refer to sources, go before them.
        for (String table : left) {
            drop(connection, table);
        }
    }

    private static void drop(Connection connection, String table) throws SQLException {
        try {
            PgSpace.run(connection, "SET lock_timeout = '" + SWEEP_WAIT + "'");
            PgSpace.run(connection, "DROP TABLE IF EXISTS " + table);
        } catch (SQLException e) {
            if (!KEPT.contains(PgFailure.state(e))) {
                throw e;
            }
        } finally {
            PgSpace.run(connection, "SET lock_timeout = 0");
        }
    }
}
