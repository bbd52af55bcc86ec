package aikit.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What `ai transcribe -f json` has put beside a recording.
final class SavedTranscript {

    private static final JsonFactory JSON = new JsonFactory();

    private SavedTranscript() {}

    /// Whether a file is a transcript of a recording that stands beside it. Only its start is read.
    static boolean isBesideItsRecording(Path file) {
        if (!file.toString().endsWith(".json")) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT || !text(parser, "schema").equals("ai.transcribe/1")) {
                return false;
            }
            Path recording = Path.of(text(parser, "input")).getFileName();
            return recording != null && !recording.toString().isEmpty()
                    && Files.isRegularFile(file.resolveSibling(recording));
        } catch (IOException | JacksonException | InvalidPathException e) {
            return false; // whoever opens it will say what is wrong with it
        }
    }

    /// The text of the next field; empty when it is another one.
    private static String text(JsonParser parser, String field) {
        boolean there = parser.nextToken() == JsonToken.PROPERTY_NAME && parser.currentName().equals(field)
                && parser.nextToken() == JsonToken.VALUE_STRING;
        return there ? parser.getString() : "";
    }
}
