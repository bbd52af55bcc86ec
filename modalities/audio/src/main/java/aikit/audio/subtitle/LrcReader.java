package aikit.audio.subtitle;

import aikit.Result.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads lyrics: one or more times before each line, `<mm:ss.xx>` before words, and the tag `offset`. A line lasts until
/// the next one begins.
final class LrcReader {

    private static final Pattern TIME = Pattern.compile("\\s*\\[" + Timecode.PATTERN + "\\]");
    private static final Pattern WORD = Pattern.compile("<" + Timecode.PATTERN + ">");
    private static final Pattern OFFSET = Pattern.compile("\\s*\\[offset:\\s*([+-]?\\d{1,9})\\s*\\]\\s*");

    private final SubtitleLines lines;
    private final List<Entry> entries = new ArrayList<>();
    private long offset;

    /// Characters of all entries: a line with many times counts as often.
    private long characters;

    private record Entry(int line, long start, String text) {}

    private LrcReader(SubtitleLines lines) {
        this.lines = lines;
    }

    static void read(SubtitleLines lines) {
        LrcReader reader = new LrcReader(lines);
        for (int line = 0; line < lines.size(); line++) {
            reader.take(line);
        }
        reader.give();
    }

    private void take(int line) {
        String text = lines.get(line);
        Matcher shift = OFFSET.matcher(text);
        if (shift.matches()) {
            offset = Long.parseLong(shift.group(1));
            return;
        }
        Matcher time = TIME.matcher(text);
        List<Long> starts = new ArrayList<>();
        int from = 0;
        while (time.region(from, text.length()).lookingAt()) {
            long start = Timecode.parsed(time, 1);
            if (start < 0) {
                throw lines.refused(line, "seconds go up to 59");
            }
            starts.add(start);
            from = time.end();
        }
        String rest = text.substring(from);
        characters += (long) starts.size() * rest.length();
        if (characters > TranscriptReader.MAX_BYTES) {
            throw lines.refused(line, "has too many times: all lines together become too long");
        }
        for (long start : starts) {
            // A positive offset shows lines earlier.
            entries.add(new Entry(line, Math.max(0, start - offset), rest));
        }
    }

    private void give() {
        entries.sort(Comparator.comparingLong(Entry::start));
        long[] ends = new long[entries.size()];
        for (int i = ends.length - 1; i >= 0; i--) {
            long start = entries.get(i).start;
            boolean last = i + 1 == ends.length;
            ends[i] = last
                    ? start + SubtitleLines.UNTOLD
                    : entries.get(i + 1).start > start ? entries.get(i + 1).start : ends[i + 1];
        }
        for (int i = 0; i < ends.length; i++) {
            add(entries.get(i), ends[i]);
        }
    }

    private void add(Entry entry, long end) {
        Matcher stamp = WORD.matcher(entry.text);
        StringBuilder text = new StringBuilder();
        List<Word> words = new ArrayList<>();
        long at = entry.start;
        int from = 0;
        while (stamp.find()) {
            long next = Math.clamp(Timecode.parsed(stamp, 1) - offset, at, end);
            word(entry.text.substring(from, stamp.start()), at, next, text, words);
            at = next;
            from = stamp.end();
        }
        String rest = entry.text.substring(from);
        long until = from > 0 && rest.isBlank() ? Math.max(at, entry.start + 1) : end;
        word(rest, at, until, text, words);
        lines.add(entry.line, entry.start, until, text.toString().strip(), from > 0 ? words : List.of());
    }

    private static void word(String piece, long start, long end, StringBuilder text, List<Word> words) {
        String plain = piece.replace("[\u200B", "[").replace("<\u200B", "<");
        boolean space = !text.isEmpty() && Character.isWhitespace(text.charAt(text.length() - 1));
        if (!plain.isBlank()) {
            words.add(new Word(start / 1000.0, end / 1000.0, (space ? " " : "") + plain.stripTrailing(), 1));
        }
        text.append(plain);
    }
}
