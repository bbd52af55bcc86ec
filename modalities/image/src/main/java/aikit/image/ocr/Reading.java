package aikit.image.ocr;

import java.util.ArrayList;
import java.util.List;

/// What stands in a line.
///
/// @param confidence the mean of those of the characters, from 0 to 1; 0 when there are none
record Reading(List<Sign> signs, double confidence) {

    static final Reading NOTHING = new Reading(List.of(), 0);

    /// A character of a line.
    ///
    /// @param probability from 0 to 1
    /// @param place of its middle, from 0 at the start of the line to 1 at its end
    record Sign(String text, double probability, double place) {}

    /// Takes the best class of each step, leaves out what repeats the one before, and then what is nothing; and puts spaces
    /// where [Spaces] sees them.
    ///
    /// @param scores `[steps, classes]`
    /// @param stretch by how much the steps reach beyond the line
    static Reading of(float[] scores, int steps, Alphabet alphabet, double stretch) {
        int classes = scores.length / steps;
        Spaces spaces = new Spaces(scores, classes, alphabet.space());
        List<Sign> signs = new ArrayList<>();
        double sum = 0;
        int count = 0;
        int before = 0;
        int last = 0;
        for (int step = 0; step < steps; step++) {
            int best = best(scores, step * classes, classes);
            if (best != before && best != 0) {
                String text = alphabet.characters().get(best);
                double probability = scores[step * classes + best];
                if (!signs.isEmpty() && spaces.between(signs.getLast().text, last, text, step)) {
                    signs.add(new Sign(" ", spaces.most(last, step), (last + step + 1) / 2.0 / steps * stretch));
                }
                signs.add(new Sign(text, probability, (step + 0.5) / steps * stretch));
                sum += probability;
                count++;
                last = step;
            }
            before = best;
        }
        return signs.isEmpty() ? NOTHING : new Reading(List.copyOf(signs), sum / count);
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
