package aikit.image.ocr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Spaces between words that a recogniser left out. Those of PP-OCR for Chinese leave out many of English text, as the
/// space is rarely the best class of a step. But its probability is higher where there is one, and the gap between the
/// letters is wider; both together tell.
///
/// The weights are those of a logistic regression on 56,050 places between characters of drawn pages: seven fonts, six
/// sizes, 150 and 200 dots to the inch, clean, tilted and noisy. Of 10,755 spaces the recogniser alone missed 4,391; with
/// these weights 7 were missed, and 10 seen that are not there. Without the pages of any one font they come out alike.
final class Spaces {

    private static final double PROBABILITY = 2.55;
    private static final double GAP = 1.98;
    private static final double USUAL_GAP = -3.13;
    private static final double BIAS = 0.72;

    private static final double LEAST_PROBABILITY = 1e-9;

    /// Between so many characters, at least, the gap that is usual in a line can be told; else this one is taken.
    private static final int ENOUGH = 5;
    private static final double TYPICAL_GAP = 3.75;

    /// What is written without a space before it.
    private static final String CLOSING = ".,;:!?)]}%'’";

    /// A character that was read.
    ///
    /// @param text of it
    /// @param step in which it was read
    /// @param column of the middle of that step in the picture of the line
    record Place(String text, int step, int column) {}

    private Spaces() {}

    /// Before which characters a space was left out.
    ///
    /// @param places in the order of the line, spaces that were read among them
    /// @param probabilities of the space at each step
    static boolean[] missing(List<Place> places, float[] probabilities, Ink ink) {
        boolean[] missing = new boolean[places.size()];
        int[] gaps = new int[places.size()];
        List<Integer> all = new ArrayList<>();
        for (int i = 1; i < places.size(); i++) {
            gaps[i] = ink.gap(places.get(i - 1).column, places.get(i).column);
            all.add(gaps[i]);
        }
        double usual = all.size() < ENOUGH ? TYPICAL_GAP : all.stream().sorted().toList().get(all.size() / 2);
        for (int i = 1; i < places.size(); i++) {
            Place before = places.get(i - 1);
            Place after = places.get(i);
            if (!spaced(before.text) || !spaced(after.text) || CLOSING.contains(after.text)) {
                continue;
            }
            double probability = LEAST_PROBABILITY;
            for (float each : Arrays.copyOfRange(probabilities, before.step, after.step + 1)) {
                probability = Math.max(probability, each);
            }
            missing[i] = PROBABILITY * Math.log(probability) + GAP * gaps[i] + USUAL_GAP * usual + BIAS > 0;
        }
        return missing;
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
