package aikit.audio;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/// Tells speech from silence by loudness alone, where there is no model that knows better: what is clearly louder than the
/// quietest moments around it counts as speech. So do music, applause and traffic; a hum that never changes does not, unless
/// it is loud. In doubt it says speech: what it leaves out is never transcribed, and a model that is given noise finds out
/// by itself.
///
/// Levels are those of 32 ms, in dB of full scale, without what lies below 100 Hz. The background is the lowest level from
/// 8 seconds before to 2 seconds after. Half a probability stands for 9 dB above it, and each 24 dB more for a whole one,
/// so that thresholds and their hysteresis mean the like of what they mean to [SileroVad]. All numbers here were
/// chosen by ear and by comparison with it; there is no reference implementation.
public final class EnergyVad implements VoiceActivity {

    private static final int SAMPLE_RATE = 16_000;
    private static final int WINDOW = 512;

    /// Windows that the background is looked for in.
    private static final int BEFORE = 8 * SAMPLE_RATE / WINDOW;
    private static final int AFTER = 2 * SAMPLE_RATE / WINDOW;

    /// dB above the background where speech is as probable as not, and for a whole probability.
    private static final double MARGIN = 9;
    private static final double RANGE = 24;

    /// Levels below this are silence even where nothing is quieter: digital silence, the noise of a good microphone.
    private static final double QUIETEST_SPEECH = -60;

    /// A background above this is taken for sound: else nothing would be left of speech over loud music.
    private static final double LOUDEST_BACKGROUND = -40;

    private static final double DIGITAL_SILENCE = -100;

    /// Of the filter that keeps rumble and direct current out.
    private static final double CUT_OFF_HERTZ = 100;
    private static final double DECAY = Math.exp(-2 * Math.PI * CUT_OFF_HERTZ / SAMPLE_RATE);

    @Override
    public String method() {
        return "energy";
    }

    @Override
    public int sampleRate() {
        return SAMPLE_RATE;
    }

    @Override
    public Run start(Options options) {
        return new Hearing(new SpeechRule(options, SAMPLE_RATE, WINDOW));
    }

    @Override
    public void close() {
        // There is nothing to give back.
    }

    /// One recording. A window is judged when those after it have been heard.
    private static final class Hearing implements Run {

        private final SpeechRule rule;

        /// The levels that count for the window that is judged next, in a ring.
        private final double[] levels = new double[BEFORE + 1 + AFTER];
        private long heard;
        private long judged;

        private double last;
        private double filtered;
        private double energy;
        private int filled;
        private long samples;

        private Hearing(SpeechRule rule) {
            this.rule = rule;
            Arrays.fill(levels, Double.POSITIVE_INFINITY);
        }

        @Override
        public void accept(float[] sound, int offset, int length) {
            if (samples == 0 && length > 0) {
                last = sound[offset]; // a steady offset does not begin with a click
            }
            samples += length;
            for (int i = offset; i < offset + length; i++) {
                filtered = sound[i] - last + DECAY * filtered;
                last = sound[i];
                energy += filtered * filtered;
                if (++filled == WINDOW) {
                    window();
                }
            }
        }

        private void window() {
            double level = Math.max(DIGITAL_SILENCE, 10 * Math.log10(energy / filled));
            levels[(int) (heard % levels.length)] = level;
            heard++;
            energy = 0;
            filled = 0;
            if (heard > AFTER) {
                judge();
            }
        }

        private void judge() {
            double background = Double.POSITIVE_INFINITY;
            for (double level : levels) {
                background = Math.min(background, level);
            }
            double middle = Math.max(QUIETEST_SPEECH, Math.min(background, LOUDEST_BACKGROUND) + MARGIN);
            double level = levels[(int) (judged % levels.length)];
            rule.accept(Math.clamp(0.5 + (level - middle) / RANGE, 0, 1));
            judged++;
        }

        @Override
        public List<SpeechRange> take() {
            return rule.take();
        }

        @Override
        public OptionalDouble speaking() {
            return rule.speaking();
        }

        @Override
        public List<SpeechRange> finish() {
            if (filled > 0) {
                window();
            }
            while (judged < heard) {
                judge();
            }
            return rule.finish(samples);
        }

        @Override
        public void close() {
            // There is nothing to give back.
        }
    }
}
