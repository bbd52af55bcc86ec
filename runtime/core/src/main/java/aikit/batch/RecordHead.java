package aikit.batch;

import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The leading fields of a record, which are all that a later run needs of it.
///
/// @param key see [Name#key]
/// @param made see [Finished]
/// @param coverage the part of the speech of a recording that became text, from 0 to 1; NaN when it is no recording
record RecordHead(String schema, String key, String status, String fingerprint, OptionalLong made, double coverage) {

    private static final JsonFactory JSON = new JsonFactory();

    /// The head, whose last fields follow the fingerprint where the record has them.
    private static RecordHead of(String schema, String key, String status, String fingerprint, JsonParser parser) {
        boolean more = parser.nextToken() == JsonToken.PROPERTY_NAME;
        OptionalLong made = OptionalLong.empty();
        if (more && parser.currentName().equals("made") && parser.nextToken() == JsonToken.VALUE_STRING) {
            String hash = parser.getString();
            made = hash.matches("[0-9a-f]{16}")
                    ? OptionalLong.of(HexFormat.fromHexDigitsToLong(hash))
                    : OptionalLong.empty();
            more = parser.nextToken() == JsonToken.PROPERTY_NAME;
        }
        return new RecordHead(schema, key, status, fingerprint, made, more ? coverage(parser) : Double.NaN);
    }

    /// The ratio, when this is a record of a transcript.
    private static double coverage(JsonParser parser) {
        boolean there = parser.currentName().equals("coverage")
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
                                : Optional.of(of(schema, uri.isEmpty() ? input : uri, status, value, parser));
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
