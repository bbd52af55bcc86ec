package aikit.audio.subtitle;

import aikit.Result.Word;
import java.util.List;
import java.util.StringJoiner;

/// A text that is shown for a while.
///
/// @param start milliseconds from the start of the recording, never negative
/// @param end milliseconds, greater than `start`
/// @param lines at least one, none of them blank
public record Cue(long start, long end, List<Line> lines) {

    /// A line of a cue.
    ///
    /// @param text without line breaks and control characters; may hold the tags `b`, `i` and `u`
    /// @param words of the text, one after the other, when their times are known; else empty
    public record Line(String text, List<Word> words) {}

    /// The lines with `\n` between them.
    public String text() {
        StringJoiner text = new StringJoiner("\n");
        lines.forEach(line -> text.add(line.text()));
        return text.toString();
    }

    /// The lines as one, with a space between them unless their script has none.
    public String inOneLine() {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            text.append(!text.isEmpty() && LineBreaks.isSpaced(text, line.text()) ? " " : "").append(line.text());
        }
        return text.toString();
    }
}
