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

    /// The first token written is this one: `forced_bos_token_id`.
    static LogitsFilter forceFirst(int token) {
        return (logits, tokens, count) -> {
            if (count == 0) {
                force(logits, token);
            }
        };
    }

    /// A text that has no room for more than one token ends with this one: `forced_eos_token_id`.
    ///
    /// @param most tokens of a text at most
    static LogitsFilter forceLast(int token, int most) {
        return (logits, tokens, count) -> {
            if (count == most - 1) {
                force(logits, token);
            }
        };
    }

    /// No text has fewer tokens before its end: `min_length`, without the prompt.
    static LogitsFilter atLeast(int fewest, int endOfText) {
        return (logits, tokens, count) -> {
            if (count < fewest) {
                forbid(logits, new int[]{endOfText});
            }
        };
    }

    /// No tokens follow one another as they did before: `no_repeat_ngram_size`.
    ///
    /// @param size how many tokens together may not come twice
    /// @param prompt what was read before the text, which counts too
    static LogitsFilter noRepeat(int size, int... prompt) {
        return (logits, tokens, count) -> {
            int[] all = Arrays.copyOf(prompt, prompt.length + count);
            System.arraycopy(tokens, 0, all, prompt.length, count);
            int last = all.length - (size - 1);
            for (int start = 0; last >= 0 && start < last; start++) {
                if (Arrays.equals(all, start, start + size - 1, all, last, all.length)) {
                    forbid(logits, new int[]{all[start + size - 1]});
                }
            }
        };
    }

    private static void force(float[] logits, int token) {
        Arrays.fill(logits, Float.NEGATIVE_INFINITY);
        logits[token] = 0;
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
