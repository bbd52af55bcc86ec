package aikit.audio.subtitle;

/// Where sentences end, as far as punctuation tells.
final class Sentences {

    private static final String ENDS = ".!?\u2026\u3002\uFF01\uFF1F\uFF61\uFF0E\u061F\u06D4\u0964\u0965\u1362\u17D4\u104B";

    private Sentences() {}

    /// Whether a sentence ends with this text.
    static boolean end(String text) {
        int i = text.length();
        while (i > 0 && isClosing(text.charAt(i - 1))) {
            i--;
        }
        return i > 0 && ENDS.indexOf(text.charAt(i - 1)) >= 0;
    }

    private static boolean isClosing(char c) {
        return switch (Character.getType(c)) {
            case Character.END_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION -> true;
            default -> c == '"' || c == '\'';
        };
    }
}
