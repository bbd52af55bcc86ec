package aikit.pgvector;

import aikit.store.Filter;
import aikit.store.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A [Filter] as a condition on rows `s` of sources, and the values that it wants.
final class PgFilter {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    PgFilter(Filter filter, Connection connection) throws SQLException {
        if (!filter.under().isEmpty()) {
            UUID[] keys = filter.under().stream().map(PgFilter::key).toArray(UUID[]::new);
            add("s.under && ?", connection.createArrayOf("uuid", keys));
        }
        if (!filter.types().isEmpty()) {
            Object[] types = filter.types().stream().map(PgText::encoded).toArray();
            add("s.type = ANY (?)", connection.createArrayOf("text", types));
        }
        filter.since().ifPresent(since -> add("s.changed >= ?", Source.millis(since)));
        filter.until().ifPresent(until -> add("s.changed < ?", Source.millis(until)));
        if (!filter.where().isEmpty()) {
            add("s.meta @> ?::jsonb", json(filter.where()));
        }
    }

    private void add(String condition, Object value) {
        conditions.add(condition);
        values.add(value);
    }

    /// Whether it lets everything through.
    boolean isEmpty() {
        return conditions.isEmpty();
    }

    /// The condition; `true` when there is none.
    String sql() {
        return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
    }

    /// Sets the values of the condition.
    ///
    /// @param at number of the first
    /// @return number of the next
    int set(PreparedStatement statement, int at) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(at + i, values.get(i));
        }
        return at + values.size();
    }

    /// The file and the folders above it, as keys.
    static UUID[] under(String path) {
        List<UUID> keys = new ArrayList<>();
        for (Path each = Source.file(path); each != null; each = each.getParent()) {
            keys.add(key(Source.path(each)));
        }
        return keys.toArray(UUID[]::new);
    }

    /// Stands for a path in an index, which takes no long ones: 122 bits of a digest.
    private static UUID key(String path) {
        return UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8));
    }

    /// What the user said of a file as a JSON object of texts.
    static String json(Map<String, String> meta) {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        meta.forEach((name, value) -> json.put(PgText.encoded(name), PgText.encoded(value)));
        return json.toString();
    }
}
