package aikit.cli.output;

import aikit.AiException;
import aikit.Result.Segment;
import aikit.audio.SpeechStream;
import aikit.cli.Clock;
import aikit.cli.Console;
import aikit.cli.Printable;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Segments on standard output while somebody still speaks: a line each.
public final class LiveText implements SpeechStream.Listener {

    private static final JsonFactory JSON = new JsonFactory();

    private final Console console;
    private final boolean records;
    private final boolean times;

    /// @param formats that the user asked for; empty for the usual
    /// @throws AiException of kind USAGE when one of them needs the end first
    public LiveText(Console console, List<Format> formats) {
        this.console = console;
        Format format = formats.isEmpty() ? Format.TXT : formats.getFirst();
        if (formats.size() > 1 || format != Format.TXT && format.kind() != Format.Kind.RECORDS) {
            throw AiException.usage(
                    "--live: gives out text or records, not " + Format.words(formats), "use -f txt or -f ndjson");
        }
        this.records = format.kind() == Format.Kind.RECORDS;
        this.times = formats.isEmpty() && console.terminals().out();
    }

    @Override
    public void heard(String input, Segment segment) {
        String text = segment.text().strip();
        if (records) {
            console.show(record(segment, text));
        } else if (!text.isEmpty()) {
            console.show((times ? "[" + Clock.of(segment.start()) + "] " : "") + Printable.line(text) + "\n");
        }
    }

    /// `ai.segment/1`
    private static String record(Segment segment, String text) {
        StringWriter line = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            out.writeStartObject();
            out.writeStringProperty("schema", "ai.segment/1");
            out.writeNumberProperty("start", segment.start());
            out.writeNumberProperty("end", segment.end());
            out.writeStringProperty("text", text);
            out.writeEndObject();
        }
        return line.append('\n').toString();
    }
}
