package aikit.pgvector;

import aikit.store.Hit;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The nearest passages of a query: through the graph when there is one, else by comparing every passage. pgvector's
/// operator gives the negative product, which the graph is sorted by; for unit vectors that is the cosine.
final class PgNearest {

    /// A filter that lets fewer through is not worth the way through the graph.
    private static final int FEW = 20_000;

    /// Passages that the graph keeps in view while it is searched (`hnsw.ef_search`): so many for each that is wanted, and
    /// between these; 1,000 is pgvector's own limit.
    private static final int VIEW = 2;
    private static final int LEAST_VIEW = 200;
    private static final int MOST_VIEW = 1_000;

    /// Passages that are looked at for those that a filter lets through (`hnsw.max_scan_tuples`).
    private static final int MOST_LOOKED_AT = 200_000;

    private final Connection connection;
    private final PgSpace space;
    private final float[] query;
    private final PgFilter filter;
    private final int k;

    PgNearest(Connection connection, PgSpace space, float[] query, PgFilter filter, int k) {
        this.connection = connection;
        this.space = space;
        this.query = query;
        this.filter = filter;
        this.k = k;
    }

    List<Hit> hits() throws SQLException {
        long allowed = space.graphed() ? allowed() : 0;
        if (allowed <= FEW || k > MOST_VIEW / VIEW) {
            return hits(false);
        }
        set("hnsw.ef_search", Integer.toString(Math.clamp((long) VIEW * k, LEAST_VIEW, MOST_VIEW)));
        set("hnsw.max_scan_tuples", Integer.toString(MOST_LOOKED_AT));
        // Goes on where a filter left too few; before 0.8 pgvector gives what it has.
        set("hnsw.iterative_scan", "relaxed_order");
        List<Hit> hits = hits(true);
        return hits.size() < Math.min(k, allowed) ? hits(false) : hits;
    }

    /// Sets what this pgvector knows to be set. Reading a vector loads it, before which the server knows of nothing.
    private void set(String name, String value) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement(
                "SELECT set_config(name, ?, true) FROM pg_settings WHERE name = ? AND '[1]'::vector IS NOT NULL")) {
            set.setString(1, value);
            set.setString(2, name);
            set.executeQuery().close();
        }
    }

    /// How many passages the filter lets through; counted up to where it does not matter any more.
    private long allowed() throws SQLException {
        String sql = "SELECT count(*) FROM (SELECT FROM " + space.passages() + " p WHERE " + lets() + " LIMIT "
                + (FEW + 1) + ") AS few";
        try (PreparedStatement count = connection.prepareStatement(sql)) {
            filter.set(count, 1);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private String lets() {
        return filter.isEmpty()
                ? "true"
                : "p.source IN (SELECT s.id FROM " + space.sources() + " s WHERE " + filter.sql() + ")";
    }

    private List<Hit> hits(boolean graph) throws SQLException {
        // Adding 0 hides the operator from the graph, and changes nothing else.
        String distance = "(p.vector <#> ?::real[]::vector)" + (graph ? "" : " + 0");
        String sql = """
                SELECT s.path, p.index, p.start, p.stop, p.unit, p.number, p.text, near.distance
                FROM (SELECT p.source, p.index, %s AS distance FROM %s p WHERE %s ORDER BY distance LIMIT ?) AS near
                JOIN %s p ON p.source = near.source AND p.index = near.index JOIN %s s ON s.id = near.source
                ORDER BY near.distance, near.source, near.index"""
                .formatted(distance, space.passages(), lets(), space.passages(), space.sources());
        List<Hit> hits = new ArrayList<>();
        try (PreparedStatement search = connection.prepareStatement(sql)) {
            search.setObject(1, query);
            search.setInt(filter.set(search, 2), k);
            try (ResultSet row = search.executeQuery()) {
                while (row.next()) {
                    hits.add(PgVectorStore.hit(row, -row.getDouble(8)));
                }
            }
        }
        return hits;
    }
}
