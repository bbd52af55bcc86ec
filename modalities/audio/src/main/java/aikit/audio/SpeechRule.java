package aikit.audio;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// Turns the probability of speech in each of many short windows into stretches of speech: the rule of
/// `get_speech_timestamps` in faster-whisper, which is that of Silero's own, but for the cutting of long stretches.
///
/// Speech begins with a window at the threshold or above. It ends where the probability falls below the threshold less
/// [#HYSTERESIS], if it does not come back to the threshold within the pause; and at the end of the recording. Stretches
/// that are too short are dropped. The others are padded at both ends, where two are closer than that each up to half of
/// what lies between them.
final class SpeechRule {

    private static final double HYSTERESIS = 0.15;

    /// So that speech ends even when the threshold is lower than the hysteresis.
    private static final double LEAST_THRESHOLD = 0.01;

    private static final long NONE = -1;

    private final int sampleRate;
    private final int window;
    private final double threshold;
    private final double lower;
    private final double shortest;
    private final double pause;
    private final double padding;

    /// The first sample of the window that comes next.
    private long at;

    /// Where the speech began that has not ended yet, and where it may turn out to have ended.
    private long start = NONE;
    private long silence = NONE;

    /// The stretch before, padded at its start, which may get a part of what follows.
    private long lastStart = NONE;
    private long lastEnd;

    /// Where the last stretch that was given out ends.
    private long given;

    private final List<SpeechRange> over = new ArrayList<>();

    /// @param window samples that each probability is for
    SpeechRule(VoiceActivity.Options options, int sampleRate, int window) {
        this.sampleRate = sampleRate;
        this.window = window;
        this.threshold = options.threshold();
        this.lower = Math.max(threshold - HYSTERESIS, LEAST_THRESHOLD);
        this.shortest = samples(options.shortest());
        this.pause = samples(options.pause());
        this.padding = samples(options.padding());
    }

    /// Whole microseconds, so that decimal fractions of a second are what they look like.
    private double samples(double seconds) {
        return Math.rint(seconds * 1e6) * sampleRate / 1e6;
    }

    /// The probability of the next window.
    void accept(double probability) {
        if (probability >= threshold) {
            silence = NONE;
            if (start == NONE) {
                start = at;
            }
        } else if (probability < lower && start != NONE) {
            if (silence == NONE) {
                silence = at;
            }
            if (at - silence >= pause) {
                end(silence);
            }
        }
        at += window;
        // What begins from now on is too far away to take anything from the padding of the last.
        if (start == NONE && lastStart != NONE && at - lastEnd >= 2 * padding) {
            giveOut((long) (lastEnd + padding));
        }
    }

    /// The speech that began at `start` is over.
    private void end(long end) {
        if (end - start > shortest) {
            if (lastStart == NONE) {
                lastStart = (long) Math.max(given, start - padding);
            } else {
                long between = start - lastEnd;
                boolean close = between < 2 * padding;
                long next = close ? start - between / 2 : (long) (start - padding);
                giveOut(close ? lastEnd + between / 2 : (long) (lastEnd + padding));
                lastStart = next;
            }
            lastEnd = end;
        }
        start = NONE;
        silence = NONE;
    }

    private void giveOut(long end) {
        over.add(new SpeechRange((double) lastStart / sampleRate, (double) end / sampleRate));
        given = end;
        lastStart = NONE;
    }

    /// The stretches that are over and were not taken yet.
    List<SpeechRange> take() {
        List<SpeechRange> taken = List.copyOf(over);
        over.clear();
        return taken;
    }

    /// Seconds at which the speech began that goes on.
    OptionalDouble speaking() {
        return start == NONE ? OptionalDouble.empty() : OptionalDouble.of((double) start / sampleRate);
    }

    /// The recording ends.
    ///
    /// @param length its samples; the last window may reach beyond them
    List<SpeechRange> finish(long length) {
        if (start != NONE) {
            end(length);
        }
        if (lastStart != NONE) {
            giveOut((long) (lastEnd + padding));
        }
        double end = (double) length / sampleRate;
        over.replaceAll(range -> new SpeechRange(range.start(), Math.min(range.end(), end)));
        return take();
    }
}
