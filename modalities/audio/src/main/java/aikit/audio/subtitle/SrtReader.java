package aikit.audio.subtitle;

import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads SubRip as it is found in the world: numbers may be missing or wrong, the times may have dots, empty lines may
/// stand in a cue or be missing between two. What is between two lines of times is the text of the first.
final class SrtReader {

    static final Pattern TIMES = Pattern.compile(
            "\\s*" + Timecode.PATTERN + "\\s*-{1,2}>\\s*" + Timecode.PATTERN + "(?:\\s.*)?");

    private static final Pattern NUMBER = Pattern.compile("\\s*\\d+\\s*");

    /// What begins like times.
    private static final Pattern BROKEN = Pattern.compile("\\s*-?\\d+:\\d.*-->.*");

    private SrtReader() {}

    static void read(SubtitleLines lines) {
        int line = next(lines, 0);
        while (line < lines.size()) {
            Matcher times = TIMES.matcher(lines.get(line));
            if (!times.matches()) {
                throw lines.refused(line, "is not of the form 00:00:00,000 --> 00:00:00,000");
            }
            long start = Timecode.parsed(times, 1);
            long end = Timecode.parsed(times, 5);
            if (start < 0 || end < 0) {
                throw lines.refused(line, "minutes and seconds go up to 59");
            }
            int next = next(lines, line + 1);
            lines.add(line, start, end, text(lines, line + 1, next), List.of());
            line = next;
        }
    }

    /// The next line of times, or of what shall be.
    private static int next(SubtitleLines lines, int from) {
        for (int line = from; line < lines.size(); line++) {
            String text = lines.get(line);
            if (text.contains("->") && (TIMES.matcher(text).matches() || BROKEN.matcher(text).matches())) {
                return line;
            }
        }
        return lines.size();
    }

    /// The text up to the next times, without the number before them.
    private static String text(SubtitleLines lines, int from, int next) {
        boolean numbered = next < lines.size() && next > from && NUMBER.matcher(lines.get(next - 1)).matches();
        StringJoiner text = new StringJoiner("\n");
        for (int line = from; line < (numbered ? next - 1 : next); line++) {
            if (!lines.blank(line)) {
                text.add(lines.get(line).strip());
            }
        }
        return text.toString();
    }
}
