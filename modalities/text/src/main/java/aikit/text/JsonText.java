package aikit.text;

import java.util.ArrayDeque;
import java.util.StringJoiner;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// The text in JSON: all string values, or the values of one member, wherever it stands.
///
/// A member of a member is named with a dot. Arrays have no name of their own: `notes.text` is the text of every
/// note in a list of notes. Numbers and truth values count only when they are the member that was asked for. The
/// JSON is read as a stream and never made into a tree.
final class JsonText {

    private static final int MAX_DEPTH = 500;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength((int) DocumentReader.MAX_BYTES)
                    .build())
            .build();

    private final Source source;
    private final String field;

    JsonText(Source source, String field) {
        this.source = source;
        this.field = field;
    }

    /// Whether a text is one JSON object or array.
    static boolean isDocument(String text) {
        return (text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[")) && parses(text);
    }

    /// Whether a text is a JSON object on its first line, with more lines after it.
    static boolean isLines(String text) {
        int end = text.indexOf('\n');
        return text.startsWith("{") && end > 0 && parses(text.substring(0, end));
    }

    private static boolean parses(String text) {
        try {
            new Reading("").read(text);
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    /// A file that is one JSON value: prose of one part.
    Document document(DecodedText decoded) {
        Reading reading = new Reading(field);
        try {
            reading.read(decoded.text());
        } catch (JacksonException e) {
            String hint = "JSON lines have names that end in .jsonl or .ndjson";
            throw source.refused("is not valid JSON: " + reason(e), hint).causedBy(e);
        }
        DocumentText document = new DocumentText(source, decoded.warnings());
        document.add(0, reading.strings.toString());
        return document.prose("", reading.found ? "has no text" : missing(), "");
    }

    /// A file with one JSON value on each line: an entry for each.
    Document lines(DecodedText decoded) {
        DocumentText document = new DocumentText(source, decoded.warnings());
        String text = decoded.text();
        int valid = 0;
        int number = 1;
        for (int start = 0; start < text.length(); number++) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            String line = text.substring(start, end);
            start = end + 1;
            if (!line.isBlank()) {
                valid += add(document, number, line) ? 1 : 0;
            }
        }
        return document.entries(
                "row", valid == 0 ? "is not JSON lines: no line is valid JSON" : "has no text", fieldHint());
    }

    private boolean add(DocumentText document, int number, String line) {
        Reading reading = new Reading(field);
        try {
            reading.read(line);
        } catch (JacksonException e) {
            document.warn("line " + number + " is not valid JSON: " + reason(e));
            return false;
        }
        if (!reading.found) {
            document.warn("line " + number + " " + missing());
        }
        document.add(number, reading.strings.toString());
        return true;
    }

    private String missing() {
        return "has no member '" + field + "'";
    }

    private String fieldHint() {
        return field.isEmpty() ? "" : "the member '" + field + "' was asked for";
    }

    private static String reason(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return "nested deeper than " + MAX_DEPTH + ", or with a name or number that is too long";
        }
        return "line " + e.getLocation().getLineNr() + ", column "
                + e.getLocation().getColumnNr();
    }

    /// One reading of one JSON value.
    private static final class Reading {

        private final String field;
        private final StringJoiner strings = new StringJoiner("\n");
        /// Names of the members around the current value, with dots.
        private final StringBuilder path = new StringBuilder();
        /// Length of the path around each open object and array.
        private final ArrayDeque<Integer> open = new ArrayDeque<>();
        private boolean found;

        Reading(String field) {
            this.field = field;
            this.found = field.isEmpty();
        }

        void read(String json) {
            try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
                int values = 0;
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    if (open.isEmpty() && ++values > 1) {
                        throw new StreamReadException(parser, "more than one value");
                    }
                    take(parser, token);
                }
                if (values == 0) {
                    throw new StreamReadException(parser, "no value");
                }
            }
        }

        private void take(JsonParser parser, JsonToken token) {
            switch (token) {
                case START_OBJECT, START_ARRAY -> {
                    found |= isWanted();
                    open.push(path.length());
                }
                case END_OBJECT, END_ARRAY -> path.setLength(open.pop());
                case PROPERTY_NAME -> enter(parser.currentName());
                case VALUE_STRING -> add(parser);
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> {
                    if (!field.isEmpty()) {
                        add(parser);
                    }
                }
                case VALUE_NULL -> found |= isWanted();
                case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("not a token of JSON text: " + token);
            }
        }

        private void enter(String name) {
            path.setLength(open.element());
            if (!path.isEmpty()) {
                path.append('.');
            }
            path.append(name);
        }

        private void add(JsonParser parser) {
            if (isWanted()) {
                found = true;
                strings.add(parser.getString());
            }
        }

        /// Whether the current value is the asked-for member or inside it.
        private boolean isWanted() {
            int length = field.length();
            return length == 0
                    || path.length() >= length
                            && path.substring(0, length).equals(field)
                            && (path.length() == length || path.charAt(length) == '.');
        }
    }
}
