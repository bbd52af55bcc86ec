package aikit.pgvector;

import aikit.Result.Passage;
import aikit.Result.Place;
import aikit.store.Source;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/// Files and passages that are sent together, each path once. Close it.
final class PgBatch implements AutoCloseable {

    private final Connection connection;
    private final PgSpace space;
    private final PreparedStatement deletes;
    private final PreparedStatement sources;
    private PreparedStatement passages;
    private long numbers;

    PgBatch(Connection connection, PgSpace space) throws SQLException {
        this.connection = connection;
        this.space = space;
        this.deletes = connection.prepareStatement("DELETE FROM " + space.sources() + " WHERE path = ?");
        this.sources = connection.prepareStatement("""
                INSERT INTO %s (id, path, name, type, size, modified, changed, content, fingerprint, status, message,
                    meta, under)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)""".formatted(space.sources()));
    }

    /// Numbers of the vectors in it, and of its texts.
    long numbers() {
        return numbers;
    }

    void put(long id, Source source, List<Passage> parts) throws SQLException {
        deletes.setString(1, PgText.encoded(source.path()));
        deletes.addBatch();
        int at = 1;
        sources.setLong(at++, id);
        for (String text : List.of(source.path(), source.name(), source.type())) {
            sources.setString(at++, PgText.encoded(text));
        }
        sources.setLong(at++, source.size());
        sources.setString(at++, source.modified().toString());
        sources.setLong(at++, source.changed());
        for (String text : List.of(source.content(), source.fingerprint(), source.status().name(), source.message())) {
            sources.setString(at++, PgText.encoded(text));
        }
        sources.setString(at++, PgFilter.json(source.meta()));
        sources.setArray(at, connection.createArrayOf("uuid", PgFilter.under(source.path())));
        sources.addBatch();
        String name = PgText.words(source.name());
        for (Passage passage : parts) {
            put(id, name, passage);
        }
        numbers += source.path().length();
    }

    private void put(long id, String name, Passage passage) throws SQLException {
        if (passages == null) {
            passages = connection.prepareStatement("""
                    INSERT INTO %s (source, index, start, stop, unit, number, tokens, truncated, text, words, vector)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?,
                        setweight(to_tsvector('english', ?), 'A') || setweight(to_tsvector('english', ?), 'D'),
                        ?::real[]::vector)""".formatted(space.passages()));
        }
        Place place = passage.place();
        passages.setLong(1, id);
        passages.setInt(2, passage.index());
        passages.setInt(3, place.start());
        passages.setInt(4, place.end());
        passages.setString(5, PgText.encoded(place.unit()));
        passages.setInt(6, place.number());
        passages.setInt(7, passage.tokens());
        passages.setBoolean(8, passage.truncated());
        passages.setString(9, PgText.encoded(passage.text()));
        passages.setString(10, PgText.words(passage.text()));
        passages.setString(11, name);
        passages.setObject(12, passage.vector());
        passages.addBatch();
        numbers += passage.vector().length + passage.text().length();
    }

    void send() throws SQLException {
        deletes.executeBatch();
        sources.executeBatch();
        if (passages != null) {
            passages.executeBatch();
        }
    }

    @Override
    public void close() throws SQLException {
        deletes.close();
        sources.close();
        if (passages != null) {
            passages.close();
        }
    }
}
