package aikit.pgvector;

import aikit.store.Space;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// A space of a collection, as the server has it: a row that names its tables. A rewrite makes new tables, of the next
/// generation, so that whoever reads the old ones need not be waited for.
///
/// @param schema that everything is in
/// @param generation of the tables
/// @param dimensions numbers of a vector; 0 while there is none, and no table of passages either
/// @param graphed whether there is an HNSW graph
record PgSpace(String schema, int id, int generation, int dimensions, boolean graphed, Space space) {

    /// Vectors of more numbers would not fit into a page of 8 kB with the rest of their row; they are kept out of line.
    private static final int MOST_INLINE = 1_900;

    /// Columns to be read by [#of].
    static final String COLUMNS = """
            id, generation, dimensions, graphed, model, revision, sha256, "precision", variant""";

    static PgSpace of(String schema, ResultSet row) throws SQLException {
        return new PgSpace(
                schema, row.getInt(1), row.getInt(2), row.getInt(3), row.getBoolean(4),
                new Space(
                        PgText.decoded(row.getString(5)), PgText.decoded(row.getString(6)),
                        PgText.decoded(row.getString(7)), PgText.decoded(row.getString(8)),
                        PgText.decoded(row.getString(9))));
    }

    /// A row for each file.
    String sources() {
        return schema + ".sources_" + id + "_" + generation;
    }

    /// A row for each passage.
    String passages() {
        return schema + ".passages_" + id + "_" + generation;
    }

    /// The index that is the graph.
    String graph() {
        return schema + ".graph_" + id + "_" + generation;
    }

    PgSpace next() {
        return new PgSpace(schema, id, generation + 1, dimensions, false, space);
    }

    PgSpace of(int numbers) {
        return new PgSpace(schema, id, generation, numbers, graphed, space);
    }

    PgSpace graphed(boolean now) {
        return new PgSpace(schema, id, generation, dimensions, now, space);
    }

    /// Writes down what changes of a space.
    void save(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE " + schema + ".spaces SET generation = ?, dimensions = ?, graphed = ? WHERE id = ?")) {
            update.setInt(1, generation);
            update.setInt(2, dimensions);
            update.setBoolean(3, graphed);
            update.setInt(4, id);
            update.executeUpdate();
        }
    }

    /// Paths and digests may be longer than what a b-tree takes, so they are found through hashes.
    void createSources(Connection connection) throws SQLException {
        run(connection, """
                CREATE TABLE %s (
                    id bigint PRIMARY KEY, path text COLLATE "C" NOT NULL, name text NOT NULL, type text NOT NULL,
                    size bigint NOT NULL, modified text NOT NULL, changed bigint NOT NULL,
                    content text COLLATE "C" NOT NULL, fingerprint text NOT NULL, status text NOT NULL,
                    message text NOT NULL, meta jsonb NOT NULL, under uuid[] NOT NULL)""".formatted(sources()));
    }

    void createPassages(Connection connection) throws SQLException {
        run(connection, """
                CREATE TABLE %s (
                    source bigint NOT NULL, index int NOT NULL, start int NOT NULL, stop int NOT NULL,
                    unit text NOT NULL, number int NOT NULL, tokens int NOT NULL, truncated boolean NOT NULL,
                    text text NOT NULL, words tsvector NOT NULL, vector vector(%d) NOT NULL)"""
                .formatted(passages(), dimensions));
        if (dimensions <= MOST_INLINE) {
            run(connection, "ALTER TABLE " + passages() + " ALTER vector SET STORAGE PLAIN");
        }
    }

    void indexSources(Connection connection) throws SQLException {
        run(connection, "ALTER TABLE " + sources() + " ADD EXCLUDE USING hash (path WITH =)");
        run(connection, "CREATE INDEX ON " + sources() + " USING hash (content)");
        run(connection, "CREATE INDEX ON " + sources() + " USING gin (under)");
        run(connection, "CREATE INDEX ON " + sources() + " USING gin (meta jsonb_path_ops)");
    }

    void indexPassages(Connection connection) throws SQLException {
        run(connection, "ALTER TABLE " + passages() + " ADD PRIMARY KEY (source, index)");
        run(connection, "ALTER TABLE " + passages() + " ADD FOREIGN KEY (source) REFERENCES " + sources()
                + " ON DELETE CASCADE");
        run(connection, "CREATE INDEX ON " + passages() + " USING gin (words)");
    }

    /// Builds a graph with pgvector's own `m` and `ef_construction`, 16 and 64, for inner products.
    void createGraph(Connection connection) throws SQLException {
        run(connection, "CREATE INDEX " + graph().substring(schema.length() + 1) + " ON " + passages()
                + " USING hnsw (vector vector_ip_ops)");
    }

    /// Fills the tables of this generation from those of another.
    void copy(PgSpace from, Connection connection) throws SQLException {
        createSources(connection);
        run(connection, "INSERT INTO " + sources() + " SELECT * FROM " + from.sources() + " ORDER BY id");
        indexSources(connection);
        if (dimensions > 0) {
            createPassages(connection);
            run(connection, "INSERT INTO " + passages() + " SELECT * FROM " + from.passages()
                    + " ORDER BY source, index");
            indexPassages(connection);
        }
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }
}
