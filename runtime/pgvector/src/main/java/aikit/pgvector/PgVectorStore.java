package aikit.pgvector;

import aikit.Result.Passage;
import aikit.Result.Place;
import aikit.store.Filter;
import aikit.store.Hit;
import aikit.store.Source;
import aikit.store.Space;
import aikit.store.VectorStore;
import aikit.store.Words;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/// A store in PostgreSQL. It holds one transaction open, whose snapshot is what it shows; threads take turns.
final class PgVectorStore implements VectorStore {

    /// Rows that are fetched at a time.
    private static final int FETCH = 1_000;

    private static final String SOURCE = """
            SELECT s.path, s.name, s.type, s.size, s.modified, s.content, s.fingerprint, s.status, s.message, s.meta::text
            FROM %s s WHERE\s""";

    private final PgAddress server;
    private final PgSchema schema;
    private final Connection connection;
    private final PgSpace space;
    private final long mostExact;

    /// @param connection in a transaction that holds the tables; closed with the store
    PgVectorStore(PgAddress server, PgSchema schema, Connection connection, PgSpace space, long mostExact) {
        this.server = server;
        this.schema = schema;
        this.connection = connection;
        this.space = space;
        this.mostExact = mostExact;
    }

    private interface Rows<T> {
        T of(ResultSet row) throws SQLException;
    }

    private interface Values {
        void set(PreparedStatement statement) throws SQLException;
    }

    private interface Read<T> {
        T run() throws SQLException;
    }

    private synchronized <T> T reading(Read<T> read) {
        try {
            return read.run();
        } catch (SQLException e) {
            throw PgFailure.of(server, e);
        }
    }

    private <T> void each(String sql, Values values, Rows<T> rows, Consumer<T> sink) {
        reading(() -> {
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setFetchSize(FETCH);
                values.set(query);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        sink.accept(rows.of(row));
                    }
                }
            }
            return null;
        });
    }

    private <T> List<T> all(String sql, Values values, Rows<T> rows) {
        List<T> all = new ArrayList<>();
        each(sql, values, rows, all::add);
        return all;
    }

    @Override
    public Space space() {
        return space.space();
    }

    @Override
    public int dimensions() {
        return space.dimensions();
    }

    @Override
    public void heads(Consumer<Source.Head> each) {
        each("SELECT path, fingerprint, status FROM " + space.sources(), _ -> {}, row -> new Source.Head(
                PgText.decoded(row.getString(1)), PgText.decoded(row.getString(2)),
                Source.Status.valueOf(row.getString(3))), each);
    }

    @Override
    public Optional<Source> source(String path) {
        return source("s.path = ?", path);
    }

    @Override
    public Optional<Source> twin(String content) {
        return source("s.content = ? AND s.status <> 'FAILED' LIMIT 1", content);
    }

    private Optional<Source> source(String condition, String value) {
        return all(SOURCE.formatted(space.sources()) + condition, query -> query.setString(1, PgText.encoded(value)),
                PgVectorStore::source).stream().findFirst();
    }

    private static Source source(ResultSet row) throws SQLException {
        Map<String, String> meta = new HashMap<>();
        JsonMapper.shared().readTree(row.getString(10)).properties().forEach(
                entry -> meta.put(PgText.decoded(entry.getKey()), PgText.decoded(entry.getValue().asString())));
        return new Source(
                PgText.decoded(row.getString(1)), PgText.decoded(row.getString(2)), PgText.decoded(row.getString(3)),
                row.getLong(4), Instant.parse(row.getString(5)), PgText.decoded(row.getString(6)),
                PgText.decoded(row.getString(7)), Source.Status.valueOf(row.getString(8)),
                PgText.decoded(row.getString(9)), meta);
    }

    @Override
    public List<String> paths(Filter filter) {
        return reading(() -> {
            PgFilter lets = new PgFilter(filter, connection);
            List<String> paths = all(
                    "SELECT s.path FROM " + space.sources() + " s WHERE " + lets.sql(), query -> lets.set(query, 1),
                    row -> PgText.decoded(row.getString(1)));
            paths.sort(null);
            return paths;
        });
    }

    @Override
    public List<Passage> passages(String path) {
        if (space.dimensions() == 0) {
            return List.of();
        }
        String sql = """
                SELECT p.index, p.start, p.stop, p.unit, p.number, p.text, p.tokens, p.truncated, vector_send(p.vector)
                FROM %s p JOIN %s s ON s.id = p.source WHERE s.path = ? ORDER BY p.index"""
                .formatted(space.passages(), space.sources());
        return all(sql, query -> query.setString(1, PgText.encoded(path)), row -> new Passage(
                row.getInt(1), place(row, 2), PgText.decoded(row.getString(6)), row.getInt(7), row.getBoolean(8),
                vector(row.getBytes(9))));
    }

    private static Place place(ResultSet row, int at) throws SQLException {
        return new Place(
                row.getInt(at), row.getInt(at + 1), PgText.decoded(row.getString(at + 2)), row.getInt(at + 3));
    }

    /// pgvector's own form: dimensions and nothing, 16 bits each, then the numbers, big-endian.
    private static float[] vector(byte[] sent) {
        ByteBuffer bytes = ByteBuffer.wrap(sent);
        float[] vector = new float[bytes.getShort()];
        bytes.getShort();
        bytes.asFloatBuffer().get(vector);
        return vector;
    }

    @Override
    public List<Hit> nearest(float[] query, Filter filter, int k) {
        return space.dimensions() == 0 || k == 0
                ? List.of()
                : reading(() -> new PgNearest(connection, space, query, new PgFilter(filter, connection), k).hits());
    }

    @Override
    public List<Hit> matching(Words words, Filter filter, int k) {
        if (space.dimensions() == 0 || k == 0) {
            return List.of();
        }
        return reading(() -> {
            PgWords wanted = new PgWords(words, connection);
            PgFilter lets = new PgFilter(filter, connection);
            if (wanted.isEmpty()) {
                return List.of();
            }
            String sql = "SELECT s.path, p.index, p.start, p.stop, p.unit, p.number, p.text, " + wanted.score()
                    + " AS score FROM " + space.passages() + " p JOIN " + space.sources()
                    + " s ON s.id = p.source WHERE " + wanted.condition() + " AND " + lets.sql()
                    + " ORDER BY score DESC, p.source, p.index LIMIT ?";
            return all(sql, query -> query.setInt(
                    lets.set(query, wanted.setCondition(query, wanted.setScore(query, 1))), k),
                    row -> hit(row, row.getDouble(8)));
        });
    }

    /// @param row of path, index, place and text
    static Hit hit(ResultSet row, double score) throws SQLException {
        return new Hit(
                PgText.decoded(row.getString(1)), row.getInt(2), place(row, 3), PgText.decoded(row.getString(7)),
                score);
    }

    @Override
    public Stats stats() {
        return reading(() -> {
            PgCounts counts = PgCounts.of(connection, space);
            long graphed = space.graphed() ? counts.passages() : 0;
            return new Stats(
                    counts.files(), counts.failed(), counts.passages(), space.dimensions(), counts.bytes(),
                    counts.vectorBytes(), counts.passages() - graphed, graphed, search(counts.passages()));
        });
    }

    private String search(long passages) {
        if (space.graphed()) {
            return "HNSW of pgvector";
        }
        return passages > mostExact && space.dimensions() > PgWriter.MOST_GRAPHED
                ? "exact, as pgvector has no graph for more than " + PgWriter.MOST_GRAPHED + " numbers"
                : "exact";
    }

    @Override
    public Writer writer(Waiting waiting) {
        return PgWriter.open(server, schema, space.id(), mostExact, waiting);
    }

    @Override
    public synchronized void close() {
        PgStores.quietly(connection);
    }
}
