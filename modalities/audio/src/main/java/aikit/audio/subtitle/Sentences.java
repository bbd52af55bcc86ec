package aikit.audio.subtitle;

import java.util.Locale;
import java.util.Set;

/// Where sentences end, as far as punctuation tells.
final class Sentences {

    private static final String ENDS = "!?.\u2026\u3002\uFF01\uFF1F\uFF61\uFF0E\u061F\u06D4\u0964\u0965\u1362\u17D4\u104B";

    /// Short forms that often stand before a name or a number, in lower case.
    private static final Set<String> SHORT = Set.of(
            "mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "vs.", "no.", "nr.", "fig.", "e.g.", "i.e.", "cf.", "approx.",
            "jr.", "sr.", "gen.", "col.", "capt.", "lt.", "sgt.", "rev.", "hon.", "z.b.", "bzw.", "ca.", "m.", "mme.",
            "sra.", "srta.", "ud.", "uds.", "sig.", "dott.", "p.ej.");

    private Sentences() {}

    /// Whether a sentence ends with this text.
    static boolean end(String text) {
        String bare = withoutClosing(text);
        return !bare.isEmpty() && ENDS.indexOf(bare.charAt(bare.length() - 1)) >= 0;
    }

    /// Whether a sentence ends between two pieces of text: not after a short form or an initial, and not before a small
    /// letter unless the mark is strong.
    static boolean end(String left, String right) {
        if (!end(left)) {
            return false;
        }
        String bare = withoutClosing(left);
        char mark = bare.charAt(bare.length() - 1);
        if (mark != '.' && mark != '\u2026') {
            return true;
        }
        boolean initial = bare.length() == 2 && Character.isUpperCase(bare.charAt(0));
        boolean continues = right.codePoints().filter(Character::isLetterOrDigit).limit(1)
                .anyMatch(Character::isLowerCase);
        return !initial && !continues && !SHORT.contains(bare.toLowerCase(Locale.ROOT));
    }

    /// Without the closing brackets and quotes at its end.
    static String withoutClosing(String text) {
        int i = text.length();
        while (i > 1 && isClosing(text.charAt(i - 1))) {
            i--;
        }
        return text.substring(0, i);
    }

    private static boolean isClosing(char c) {
        return switch (Character.getType(c)) {
            case Character.END_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION -> true;
            default -> c == '"' || c == '\'';
        };
    }
}
