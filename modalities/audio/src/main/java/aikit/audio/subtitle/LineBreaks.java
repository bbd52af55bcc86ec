package aikit.audio.subtitle;

import java.lang.Character.UnicodeScript;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Where a line may be broken.
///
/// Text of scripts with spaces breaks at them alone. Chinese and Japanese break between any two characters, but no line
/// begins with a closing bracket, a full stop, a small kana and the like, or ends with an opening bracket (the rules of
/// JIS X 4051 as in the W3C's Requirements for Japanese Text Layout, 3.1.7 and 3.1.8, with its strict set). Thai breaks
/// between the words of the JDK's dictionary.
final class LineBreaks {

    /// Characters that begin no line although their general category does not say so.
    private static final String NO_START = ",.:;!?%\u2019\u2026\u2025\u2030\u2103\u3001\u3002\uFF0C\uFF0E\u30FB\uFF1A\uFF1B"
            + "\uFF01\uFF1F\u30FD\u30FE\u309D\u309E\u3005\u303B\u30FC\u301C\uFF5E\uFF05\uFF61\uFF64\uFF65\uFF70"
            + "\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308E\u3095\u3096"
            + "\u30A1\u30A3\u30A5\u30A7\u30A9\u30C3\u30E3\u30E5\u30E7\u30EE\u30F5\u30F6"
            + "\uFF67\uFF68\uFF69\uFF6A\uFF6B\uFF6C\uFF6D\uFF6E\uFF6F";

    /// The same for the ends of lines: signs that stand before a number.
    private static final String NO_END = "$\u00A3\u00A5\u20AC\uFF04\uFFE1\uFFE5#\uFF03";

    private final String text;
    private final int[] columns;
    private final int limit;
    private final List<Range> ranges = new ArrayList<>();

    /// A piece that no line break divides.
    ///
    /// @param spaced whether a space stands before it
    record Range(int from, int to, boolean spaced) {}

    private LineBreaks(String text, int[] columns, int limit) {
        this.text = text;
        this.columns = columns;
        this.limit = limit;
    }

    /// Divides text in one line with single spaces.
    ///
    /// @param columns of [TextWidth#upTo]
    /// @param limit columns of a line: what can be divided takes no more
    static List<Range> of(String text, int[] columns, int limit) {
        LineBreaks breaks = new LineBreaks(text, columns, limit);
        for (Range token : breaks.tokens()) {
            breaks.divide(token);
        }
        return breaks.ranges;
    }

    /// What stands between spaces; a sign that stands alone goes with its neighbour.
    private List<Range> tokens() {
        List<Range> tokens = new ArrayList<>();
        boolean binds = false;
        boolean lastPlain = false;
        for (int from = 0; from < text.length();) {
            int space = text.indexOf(' ', from);
            int to = space < 0 ? text.length() : space;
            boolean plain = text.substring(from, to).codePoints().noneMatch(LineBreaks::isUnspaced);
            boolean sign = plain && isSign(from, to);
            boolean opens = sign && opens(from, to);
            Range last = tokens.isEmpty() ? null : tokens.getLast();
            boolean joins = last != null && plain && (binds || sign && !opens && lastPlain)
                    && columns[to] - columns[last.from] <= limit;
            if (joins) {
                tokens.set(tokens.size() - 1, new Range(last.from, to, last.spaced));
            } else {
                tokens.add(new Range(from, to, from > 0));
            }
            binds = opens || tokens.size() == 1 && sign;
            lastPlain = plain;
            from = to + 1;
        }
        return tokens;
    }

    private boolean isSign(int from, int to) {
        return text.substring(from, to).codePoints().noneMatch(
                c -> Character.isLetterOrDigit(c) || Character.isEmojiPresentation(c));
    }

    /// Whether a sign belongs to what follows: a dash, an opening bracket or quote.
    private boolean opens(int from, int to) {
        return switch (Character.getType(text.codePointBefore(to))) {
            case Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION ->
                true;
            default -> to - from == 1 && (NO_END.indexOf(text.charAt(from)) >= 0 || text.charAt(from) == '\u00BF');
        };
    }

    private void divide(Range token) {
        String word = text.substring(token.from, token.to);
        if (word.codePoints().noneMatch(LineBreaks::isUnspaced)) {
            ranges.add(token);
            return;
        }
        BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
        clusters.setText(word);
        Set<Integer> thai = thai(word);
        int start = 0;
        int soft = 0;
        int last = 0;
        int width = 0;
        for (int at = 0, next = clusters.next(); next != BreakIterator.DONE; at = next, next = clusters.next()) {
            int wide = width(token, at, next);
            if (at > 0 && (isUnspaced(word.codePointAt(last)) || isUnspaced(word.codePointAt(at)))) {
                soft = at;
            }
            boolean full = width + wide > limit && soft > start;
            if (at > start && mayBreak(word, last, at, thai) || full) {
                // What is too wide is divided against the rules.
                int end = full && !mayBreak(word, last, at, thai) ? soft : at;
                add(token, start, end);
                start = end;
                width = width(token, end, at);
            }
            width += wide;
            last = at;
        }
        add(token, start, word.length());
    }

    private int width(Range token, int from, int to) {
        return columns[token.from + to] - columns[token.from + from];
    }

    private void add(Range token, int from, int to) {
        ranges.add(new Range(token.from + from, token.from + to, from == 0 && token.spaced));
    }

    /// Whether a line may end before the cluster at `at`, which follows the one at `last`.
    private static boolean mayBreak(String word, int last, int at, Set<Integer> thai) {
        int left = word.codePointAt(last);
        int right = word.codePointAt(at);
        if (isThai(left) && isThai(right)) {
            return thai.contains(at);
        }
        return (isBreakable(left) || isBreakable(right)) && !isNoEnd(left) && !isNoStart(right);
    }

    private static boolean isNoStart(int c) {
        return NO_START.indexOf(c) >= 0 || c >= 0x31F0 && c <= 0x31FF || switch (Character.getType(c)) {
            case Character.END_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static boolean isNoEnd(int c) {
        return NO_END.indexOf(c) >= 0 || switch (Character.getType(c)) {
            case Character.START_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static Set<Integer> thai(String word) {
        Set<Integer> boundaries = new HashSet<>();
        if (word.codePoints().anyMatch(LineBreaks::isThai)) {
            BreakIterator words = BreakIterator.getWordInstance(Locale.of("th"));
            words.setText(word);
            for (int at = words.next(); at != BreakIterator.DONE; at = words.next()) {
                boundaries.add(at);
            }
        }
        return boundaries;
    }

    private static boolean isThai(int c) {
        return c >= 0xE00 && c <= 0xE7F;
    }

    private static boolean isBreakable(int c) {
        return isUnspaced(c) && (c >= 0x2E80 || Character.isEmojiPresentation(c) || isThai(c));
    }

    /// Whether lines are parted by a space when they become one.
    static boolean isSpaced(CharSequence left, String right) {
        return !isUnspaced(Character.codePointBefore(left, left.length())) || !isUnspaced(right.codePointAt(0));
    }

    /// Whether a character is of a script that is written without spaces between words, or a sign of one, or an emoji.
    static boolean isUnspaced(int c) {
        if (c < 0xE00) {
            return false;
        }
        return switch (UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, YI, THAI, LAO, KHMER, MYANMAR, TAI_THAM, TAI_LE, NEW_TAI_LUE ->
                true;
            case HANGUL -> false;
            default -> TextWidth.isWide(c);
        };
    }
}
