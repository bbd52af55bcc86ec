package aikit.audio.subtitle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads tables of `start`, `end` and `text`. Times with a decimal point are seconds, whole numbers are milliseconds, as
/// openai-whisper and whisper.cpp write them.
final class TableReader {

    private final SubtitleLines lines;
    private final char separator;
    private int line;

    private TableReader(SubtitleLines lines, char separator) {
        this.lines = lines;
        this.separator = separator;
    }

    /// Returns whether the table has a head.
    static boolean read(SubtitleLines lines, char separator) {
        return new TableReader(lines, separator).read();
    }

    private boolean read() {
        boolean headed = false;
        int start = 0;
        int end = 1;
        int text = 2;
        while (line < lines.size()) {
            int at = line;
            List<String> row = separator == ',' ? quoted() : List.of(lines.get(line++).split("\t", -1));
            if (row.size() == 1 && row.getFirst().isBlank()) {
                continue;
            }
            List<String> head = at == 0
                    ? row.stream().map(s -> s.strip().toLowerCase(Locale.ROOT)).toList()
                    : List.of();
            if (head.contains("start") && head.contains("end") && head.contains("text")) {
                start = head.indexOf("start");
                end = head.indexOf("end");
                text = head.indexOf("text");
                headed = true;
            } else if (row.size() <= Math.max(text, Math.max(start, end))) {
                throw lines.refused(at, "has no start, end and text");
            } else {
                lines.add(at, time(at, row.get(start)), time(at, row.get(end)), row.get(text).strip(), List.of());
            }
        }
        return headed;
    }

    private long time(int at, String field) {
        String bare = field.strip();
        if (!bare.matches("\\d{1,12}(\\.\\d{1,9})?")) {
            throw lines.refused(at, "a time is not a number");
        }
        return bare.indexOf('.') < 0
                ? Math.min(Timecode.MOST, Long.parseLong(bare))
                : Timecode.millis(Double.parseDouble(bare));
    }

    /// One record of RFC 4180, which may take several lines.
    private List<String> quoted() {
        int first = line;
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean inside = false;
        while (line < lines.size()) {
            String text = lines.get(line++);
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean twice = inside && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (twice) {
                    field.append('"');
                    i++;
                } else if (c == '"') {
                    inside = !inside;
                } else if (c == separator && !inside) {
                    row.add(field.toString());
                    field.setLength(0);
                } else {
                    field.append(c);
                }
            }
            if (!inside) {
                row.add(field.toString());
                return row;
            }
            field.append('\n');
        }
        throw lines.refused(first, "a quote is not closed");
    }
}
