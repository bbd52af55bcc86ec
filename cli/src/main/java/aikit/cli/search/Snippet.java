package aikit.cli.search;

import aikit.cli.Printable;
import java.util.List;

/// The stretch of a passage that shows best why it was found, on one line.
final class Snippet {

    private static final int LENGTH = 160;

    private Snippet() {}

    /// @param marked where the words of the query stand in the text: start and end in turn
    /// @param on put before each highlighted word
    /// @param off put after it
    static String of(String text, List<Integer> marked, String on, String off) {
        int from = start(text, marked);
        int to = Math.min(text.length(), from + LENGTH);
        to = to == text.length() ? to : border(text, to);
        StringBuilder line = new StringBuilder(from > 0 ? "… " : "");
        int at = from;
        for (int i = 0; i + 1 < marked.size(); i += 2) {
            int start = marked.get(i);
            int end = marked.get(i + 1);
            if (start >= at && end <= to) {
                line.append(plain(text, at, start)).append(on).append(plain(text, start, end)).append(off);
                at = end;
            }
        }
        return line.append(plain(text, at, to)).append(to < text.length() ? " …" : "").toString().strip();
    }

    /// Where the window with the most highlights begins, a little before its first.
    private static int start(String text, List<Integer> marked) {
        int best = 0;
        int most = 0;
        for (int i = 0; i < marked.size(); i += 2) {
            int count = 0;
            for (int j = i; j < marked.size() && marked.get(j + 1) <= marked.get(i) + LENGTH * 3 / 4; j += 2) {
                count++;
            }
            if (count > most) {
                most = count;
                best = marked.get(i);
            }
        }
        if (best < LENGTH / 2 && text.length() > 0) {
            return 0;
        }
        int from = Math.max(0, best - LENGTH / 4);
        int space = text.indexOf(' ', from);
        return space >= 0 && space < best ? space + 1 : from;
    }

    /// The last white space before a place, unless that is far.
    private static int border(String text, int to) {
        for (int i = to; i > to - LENGTH / 4; i--) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        return Character.isLowSurrogate(text.charAt(to)) ? to - 1 : to;
    }

    private static String plain(String text, int from, int to) {
        return Printable.line(text.substring(from, to).replaceAll("\\s+", " "));
    }
}
