package aikit.pgvector;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Texts as the server takes them: it knows no U+0000, and has its own idea of what a word is.
final class PgText {

    /// Begins two characters that stand for one: U+001A ("substitute") and `0` for U+0000, and it and `1` for itself.
    private static final char SUBSTITUTE = '\u001a';

    private static final char NUL = '\u0000';

    /// Words beyond are not found. A `tsvector` holds a megabyte at most; passages are far shorter.
    private static final int MOST_SEARCHED = 200_000;

    private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private PgText() {}

    /// A text that comes back from [#decoded] as it was, but for halves of characters, which become U+FFFD.
    static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == NUL || c == SUBSTITUTE) {
                encoded.append(SUBSTITUTE).append(c == NUL ? '0' : '1');
            } else if (!Character.isSurrogate(c)) {
                encoded.append(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                encoded.append(c).append(text.charAt(++i));
            } else {
                encoded.append('\ufffd');
            }
        }
        return encoded.toString();
    }

    static String decoded(String text) {
        if (text.indexOf(SUBSTITUTE) < 0) {
            return text;
        }
        StringBuilder decoded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == SUBSTITUTE && i + 1 < text.length()) {
                decoded.append(text.charAt(++i) == '0' ? NUL : SUBSTITUTE);
            } else {
                decoded.append(c);
            }
        }
        return decoded.toString();
    }

    /// The words of a text with a space between them, in lower case and without accents. Left to itself the server would
    /// take `either/or` for one word, a file, and `www.example.org/a` for three.
    static String words(String text) {
        String some = text.length() <= MOST_SEARCHED ? text : text.substring(0, MOST_SEARCHED);
        String plain = ACCENTS.matcher(Normalizer.normalize(some, Normalizer.Form.NFD)).replaceAll("");
        String lower = Normalizer.normalize(plain, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return BETWEEN_WORDS.matcher(lower).replaceAll(" ").strip();
    }
}
