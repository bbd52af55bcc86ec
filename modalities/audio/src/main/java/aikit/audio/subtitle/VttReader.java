package aikit.audio.subtitle;

import java.util.StringJoiner;
import java.util.regex.Matcher;

/// Reads WebVTT: cues with their text, `b`, `i`, `u` and timestamps in it. Identifiers, settings, notes, styles and
/// regions are passed over, as are blocks without times. A comma in a time and a missing head are forgiven.
final class VttReader {

    private VttReader() {}

    /// Returns whether the file says that it is WebVTT.
    static boolean read(SubtitleLines lines) {
        int line = 0;
        while (line < lines.size()) {
            if (lines.blank(line)) {
                line++;
                continue;
            }
            int end = line;
            while (end < lines.size() && !lines.blank(end)) {
                end++;
            }
            block(lines, line, end);
            line = end;
        }
        return lines.size() > 0 && lines.get(0).startsWith("WEBVTT");
    }

    private static void block(SubtitleLines lines, int from, int end) {
        String first = lines.get(from);
        if (first.startsWith("WEBVTT") && from == 0 || first.matches("(NOTE|STYLE|REGION)(\\s.*)?")) {
            return;
        }
        int line = from;
        while (line < end && !lines.get(line).contains("-->")) {
            line++;
        }
        while (line < end) {
            int next = line + 1;
            while (next < end && !lines.get(next).contains("-->")) {
                next++;
            }
            cue(lines, line, next);
            line = next;
        }
    }

    private static void cue(SubtitleLines lines, int line, int end) {
        Matcher times = SrtReader.TIMES.matcher(lines.get(line));
        if (!times.matches()) {
            throw lines.refused(line, "is not of the form 00:00:00.000 --> 00:00:00.000");
        }
        long start = Timecode.parsed(times, 1);
        long until = Timecode.parsed(times, 5);
        if (start < 0 || until < 0) {
            throw lines.refused(line, "minutes and seconds go up to 59");
        }
        StringJoiner payload = new StringJoiner("\n");
        for (int i = line + 1; i < end; i++) {
            payload.add(lines.get(i));
        }
        VttText text = VttText.of(payload.toString(), start, Math.max(start + 1, until));
        lines.add(line, start, until, text.text(), text.words());
    }
}
