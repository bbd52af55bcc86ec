package aikit.batch;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The leading fields of a record, which are all that a later run needs of it.
///
/// @param key see [Name#key]
record RecordHead(String schema, String key, String status, String fingerprint) {

    private static final JsonFactory JSON = new JsonFactory();

    /// Reads the start of a line; empty when it is not the start of a record.
    static Optional<RecordHead> parse(byte[] line, int length) {
        String schema = "";
        String input = "";
        String uri = "";
        String status = "";
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String field = parser.currentName();
                if (parser.nextToken() != JsonToken.VALUE_STRING) {
                    return Optional.empty();
                }
                String value = parser.getString();
                switch (field) {
                    case "schema" -> schema = value;
                    case "input" -> input = value;
                    case "input_uri" -> uri = value;
                    case "status" -> status = value;
                    case "fingerprint" -> {
                        return schema.isEmpty() || status.isEmpty()
                                ? Optional.empty()
                                : Optional.of(new RecordHead(schema, uri.isEmpty() ? input : uri, status, value));
                    }
                    default -> {
                        return Optional.empty();
                    }
                }
            }
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
