package aikit.audio.whisper;

import java.util.List;

/// What the decoder wrote for a window.
///
/// @param tokens without the end token
/// @param logprobs of the tokens, and of the end token when there is one
/// @param avgLogprob mean of them
/// @param attention for each token, where the alignment heads looked when it was read; empty unless asked for. The last
///     token has none when it was not read any more
record Decoded(
        int[] tokens,
        float[] logprobs,
        double avgLogprob,
        double temperature,
        double compressionRatio,
        double noSpeechProb,
        List<float[][]> attention) {}
