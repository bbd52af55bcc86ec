package aikit.pgvector;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// How much there is of a space.
///
/// @param files with passages
/// @param failed files without
/// @param bytes on the server's disk, indexes included
/// @param vectorBytes of these, those of vectors and their graph
record PgCounts(long files, long failed, long passages, long bytes, long vectorBytes) {

    /// Of a vector, beside its numbers.
    private static final int HEAD = 8;

    static PgCounts of(Connection connection, PgSpace space) throws SQLException {
        boolean some = space.dimensions() > 0;
        String sql = """
                SELECT count(*) FILTER (WHERE status <> 'FAILED'), count(*) FILTER (WHERE status = 'FAILED'),
                (SELECT %s), pg_total_relation_size('%s') + %s, %s FROM %s""".formatted(
                some ? "count(*) FROM " + space.passages() : "0",
                space.sources(),
                some ? "pg_total_relation_size('" + space.passages() + "')" : "0",
                space.graphed() ? "coalesce(pg_relation_size(to_regclass('" + space.graph() + "')), 0)" : "0",
                space.sources());
        try (PreparedStatement query = connection.prepareStatement(sql); ResultSet row = query.executeQuery()) {
            row.next();
            long passages = row.getLong(3);
            long vectors = passages * (HEAD + (long) space.dimensions() * Float.BYTES);
            return new PgCounts(row.getLong(1), row.getLong(2), passages, row.getLong(4), vectors + row.getLong(5));
        }
    }

    /// Passages of a space.
    static long passages(Connection connection, PgSpace space) throws SQLException {
        if (space.dimensions() == 0) {
            return 0;
        }
        try (PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM " + space.passages());
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
