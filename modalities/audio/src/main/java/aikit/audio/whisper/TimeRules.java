package aikit.audio.whisper;

import aikit.generate.LogitsFilter;
import aikit.vector.Softmax;

/// Where time tokens may and must stand: in pairs, never going back, one at the start, and wherever all of them together
/// are more probable than any word. The rules of `ApplyTimestampRules` in openai-whisper, as transformers applies them.
///
/// @param latest largest number of time steps with which a text may begin; negative for any
record TimeRules(WhisperConfig.Special special, int latest) implements LogitsFilter {

    @Override
    public void apply(float[] logits, int[] tokens, int count) {
        int first = special.firstTime();
        logits[special.noTimes()] = Float.NEGATIVE_INFINITY;
        boolean lastIsTime = count >= 1 && tokens[count - 1] >= first;
        boolean beforeIsTime = count < 2 || tokens[count - 2] >= first;
        if (lastIsTime) {
            if (beforeIsTime) {
                LogitsFilter.forbid(logits, first, logits.length);
            } else {
                LogitsFilter.forbid(logits, 0, special.end());
            }
        }
        int latestTime = latestTime(tokens, count);
        if (latestTime >= 0) {
            LogitsFilter.forbid(logits, first, lastIsTime && !beforeIsTime ? latestTime : latestTime + 1);
        }
        if (count == 0) {
            LogitsFilter.forbid(logits, 0, first);
            if (latest >= 0) {
                LogitsFilter.forbid(logits, first + latest + 1, logits.length);
            }
        }
        double times = Softmax.logSumExp(logits, first, logits.length);
        if (times > Softmax.max(logits, 0, first)) {
            LogitsFilter.forbid(logits, 0, first);
        }
    }

    /// The last time token; negative when there is none.
    private int latestTime(int[] tokens, int count) {
        for (int i = count - 1; i >= 0; i--) {
            if (tokens[i] >= special.firstTime()) {
                return tokens[i];
            }
        }
        return -1;
    }
}
