package aikit.generate;

import aikit.vector.Softmax;
import java.util.random.RandomGenerator;

/// Picks the next token.
@FunctionalInterface
public interface Sampler {

    /// @param logits of one row, after the rules; to be left as they are
    int pick(float[] logits);

    /// The most probable token; the first of several.
    static Sampler greedy() {
        return Softmax::argmax;
    }

    /// A token at random, by the probabilities of the logits divided by a temperature.
    ///
    /// @param temperature more than 0
    static Sampler random(double temperature, RandomGenerator random) {
        return logits -> {
            float max = logits[Softmax.argmax(logits)];
            double[] upTo = new double[logits.length];
            double sum = 0;
            for (int i = 0; i < logits.length; i++) {
                sum += Math.exp((logits[i] - max) / temperature);
                upTo[i] = sum;
            }
            double drawn = random.nextDouble() * sum;
            for (int i = 0; i < upTo.length; i++) {
                if (drawn < upTo[i]) {
                    return i;
                }
            }
            return Softmax.argmax(logits);
        };
    }
}
