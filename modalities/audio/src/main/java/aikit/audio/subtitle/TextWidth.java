package aikit.audio.subtitle;

import java.text.BreakIterator;
import java.util.Arrays;
import java.util.Locale;

/// How much room text takes, in columns. A wide or fullwidth character of Unicode Standard Annex #11 (East Asian Width)
/// takes two, everything else one; what a reader sees as one character (a grapheme cluster of Annex #29) counts once.
final class TextWidth {

    /// First and last of the ranges with East Asian Width W or F (Unicode 16) that are no emoji: those are asked of
    /// [Character#isEmojiPresentation], which is the rest of them and the letters that make flags in pairs.
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x2329, 0x232A, 0x2E80, 0x303E, 0x3041, 0x3247, 0x3250, 0xA4CF, 0xA960, 0xA97C, 0xAC00, 0xD7A3,
        0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6B, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18DFF, 0x1AFF0,
        0x1B2FF, 0x1D300, 0x1D376, 0x1F200, 0x1F265, 0x20000, 0x3FFFD
    };

    private static final int EMOJI_STYLE = 0xFE0F;

    private TextWidth() {}

    static int of(String text) {
        int plain = 0;
        while (plain < text.length() && text.charAt(plain) < 0x300) {
            plain++;
        }
        if (plain == text.length()) {
            return plain;
        }
        BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
        clusters.setText(text);
        int width = 0;
        for (int from = 0, to = clusters.next(); to != BreakIterator.DONE; from = to, to = clusters.next()) {
            width += cluster(text, from, to);
        }
        return width;
    }

    /// Columns before each character and, last, of all; inside a grapheme cluster those before it.
    static int[] upTo(String text) {
        int[] columns = new int[text.length() + 1];
        BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
        clusters.setText(text);
        for (int from = 0, to = clusters.next(); to != BreakIterator.DONE; from = to, to = clusters.next()) {
            Arrays.fill(columns, from, to, columns[from]);
            columns[to] = columns[from] + cluster(text, from, to);
        }
        return columns;
    }

    /// Columns of one grapheme cluster.
    static int cluster(String text, int from, int to) {
        int width = 0;
        for (int i = from; i < to;) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            width = Math.max(width, c == EMOJI_STYLE && width > 0 ? 2 : of(c));
        }
        return width;
    }

    private static int of(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> 0;
            default -> isWide(c) ? 2 : 1;
        };
    }

    static boolean isWide(int c) {
        if (c < WIDE[0]) {
            return false;
        }
        for (int i = 0; i < WIDE.length; i += 2) {
            if (c >= WIDE[i] && c <= WIDE[i + 1]) {
                return true;
            }
        }
        return Character.isEmojiPresentation(c);
    }
}
