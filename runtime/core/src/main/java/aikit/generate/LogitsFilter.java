package aikit.generate;

import java.util.Arrays;

/// A rule on what may come next.
@FunctionalInterface
public interface LogitsFilter {

    /// Nothing is forbidden.
    LogitsFilter NONE = (logits, tokens, count) -> {};

    /// Changes the numbers of a row; negative infinity forbids a token.
    ///
    /// @param logits as long as the vocabulary
    /// @param tokens what was written so far, without the prompt
    /// @param count how many of `tokens` are there
    void apply(float[] logits, int[] tokens, int count);

    /// This rule and then another.
    default LogitsFilter then(LogitsFilter next) {
        return (logits, tokens, count) -> {
            apply(logits, tokens, count);
            next.apply(logits, tokens, count);
        };
    }

    /// These tokens are never written.
    static LogitsFilter suppress(int... forbidden) {
        return (logits, tokens, count) -> forbid(logits, forbidden);
    }

    /// These tokens are not the first ones written.
    static LogitsFilter suppressAtBegin(int... forbidden) {
        return (logits, tokens, count) -> {
            if (count == 0) {
                forbid(logits, forbidden);
            }
        };
    }

    private static void forbid(float[] logits, int[] forbidden) {
        for (int token : forbidden) {
            if (token >= 0 && token < logits.length) {
                logits[token] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /// Forbids the tokens from `start` inclusive to `end` exclusive.
    static void forbid(float[] logits, int start, int end) {
        if (start < end) {
            Arrays.fill(logits, Math.max(0, start), Math.min(logits.length, end), Float.NEGATIVE_INFINITY);
        }
    }
}
