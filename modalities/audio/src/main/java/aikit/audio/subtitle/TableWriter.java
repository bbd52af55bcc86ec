package aikit.audio.subtitle;

import java.io.IOException;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/// A table of `start`, `end` and `text` with a head.
final class TableWriter implements CueWriter {

    private final char separator;
    private final LongFunction<String> time;
    private final UnaryOperator<String> text;

    private TableWriter(char separator, LongFunction<String> time, UnaryOperator<String> text) {
        this.separator = separator;
        this.time = time;
        this.text = text;
    }

    /// Whole milliseconds and tabs, as openai-whisper writes them: nothing is quoted, so lines are joined.
    static CueWriter tabs() {
        return new TableWriter('\t', Long::toString, text -> text.replace('\n', ' '));
    }

    /// Seconds and commas (RFC 4180).
    static CueWriter commas() {
        return new TableWriter(',', Timecode::seconds, TableWriter::quoted);
    }

    @Override
    public void write(List<Cue> cues, Appendable out) throws IOException {
        out.append("start").append(separator).append("end").append(separator).append("text\n");
        for (Cue cue : cues) {
            out.append(time.apply(cue.start())).append(separator).append(time.apply(cue.end())).append(separator)
                    .append(text.apply(Markup.stripped(cue.text()))).append('\n');
        }
    }

    private static String quoted(String text) {
        boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0 && text.indexOf('\n') < 0;
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
