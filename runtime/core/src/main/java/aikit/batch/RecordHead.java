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
/// @param coverage the part of the speech of a recording that became text, from 0 to 1; NaN when it is no recording
record RecordHead(String schema, String key, String status, String fingerprint, double coverage) {

    private static final JsonFactory JSON = new JsonFactory();

    /// The ratio that follows, when this is a record of a transcript.
    private static double coverage(JsonParser parser) {
        boolean there = parser.nextToken() == JsonToken.PROPERTY_NAME
                && parser.currentName().equals("coverage")
                && parser.nextToken() == JsonToken.START_OBJECT
                && parser.nextToken() == JsonToken.PROPERTY_NAME
                && parser.currentName().equals("ratio")
                && parser.nextToken().isNumeric();
        return there ? parser.getDoubleValue() : Double.NaN;
    }

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
                                : Optional.of(new RecordHead(
                                        schema, uri.isEmpty() ? input : uri, status, value, coverage(parser)));
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
