package aikit.image.classify;

import aikit.Result.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// From the numbers that a model gives labels to what they are worth.
final class Scores {

    private Scores() {}

    /// Each by itself.
    static double[] sigmoid(double[] logits) {
        double[] scores = new double[logits.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = 1 / (1 + Math.exp(-logits[i]));
        }
        return scores;
    }

    /// Against each other: together they are 1.
    static double[] softmax(double[] logits) {
        double most = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            most = Math.max(most, logit);
        }
        double[] scores = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(logits[i] - most);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
        return scores;
    }

    /// The best labels that are good enough, the best first.
    static List<Label> best(List<String> names, double[] scores, ClassifyOptions options) {
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] >= options.minScore()) {
                labels.add(new Label(names.get(i), scores[i]));
            }
        }
        labels.sort(Comparator.comparingDouble(Label::score).reversed());
        return List.copyOf(labels.subList(0, Math.min(options.top(), labels.size())));
    }
}
