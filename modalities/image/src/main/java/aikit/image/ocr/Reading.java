package aikit.image.ocr;

import aikit.image.ocr.Spaces.Place;
import java.util.ArrayList;
import java.util.List;

/// What stands in a line.
///
/// @param confidence the mean of those of the characters, from 0 to 1; 0 when there are none
record Reading(List<Sign> signs, double confidence) {

    /// A character of a line.
    ///
    /// @param probability from 0 to 1
    /// @param place of its middle, from 0 at the start of the line to 1 at its end
    record Sign(String text, double probability, double place) {}

    /// Takes the best class of each step, leaves out what repeats the one before, and then what is nothing; and puts spaces
    /// where [Spaces] sees them.
    ///
    /// @param scores `[steps, classes]`
    /// @param width of the picture that was read, in pixels
    /// @param length pixels of it that the line takes
    static Reading of(float[] scores, int steps, Alphabet alphabet, int width, int length, Ink ink) {
        int classes = scores.length / steps;
        List<Place> places = new ArrayList<>();
        List<Double> probabilities = new ArrayList<>();
        float[] spaces = new float[steps];
        int before = 0;
        for (int step = 0; step < steps; step++) {
            int best = best(scores, step * classes, classes);
            if (best != before && best != 0) {
                int column = (int) ((step + 0.5) * width / steps);
                places.add(new Place(alphabet.characters().get(best), step, column));
                probabilities.add((double) scores[step * classes + best]);
            }
            before = best;
            spaces[step] = alphabet.space() < 0 ? 0 : scores[step * classes + alphabet.space()];
        }
        boolean[] missing = Spaces.missing(places, spaces, ink);
        List<Sign> signs = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            double place = (double) places.get(i).column() / length;
            if (missing[i]) {
                signs.add(new Sign(" ", 1, (signs.getLast().place + place) / 2));
            }
            signs.add(new Sign(places.get(i).text(), probabilities.get(i), place));
        }
        return new Reading(
                List.copyOf(signs), probabilities.stream().mapToDouble(Double::doubleValue).average().orElse(0));
    }

    private static int best(float[] scores, int from, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (scores[from + i] > scores[from + best]) {
                best = i;
            }
        }
        return best;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (Sign sign : signs) {
            text.append(sign.text);
        }
        return text.toString();
    }
}
