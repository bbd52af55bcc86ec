package aikit.generate;

import java.util.List;

/// A text that a search found.
///
/// @param tokens without the prompt; the end token is the last one unless the text ran out of room
/// @param logprobs natural logarithm of the probability of each token, after the rules on what may come next
/// @param score by which texts of one search are compared
/// @param attention for each token but the last, where the heads that were asked for looked when it was read:
///     [heads][frames]
public record Hypothesis(int[] tokens, float[] logprobs, double score, List<float[][]> attention) {

    /// Mean of the logarithms; 0 without tokens.
    public double meanLogprob() {
        double sum = 0;
        for (float logprob : logprobs) {
            sum += logprob;
        }
        return logprobs.length == 0 ? 0 : sum / logprobs.length;
    }
}
