package aikit.audio.listen;

/// Finds the highest level of the sound between its samples, as ITU-R BS.1770-5, annex 2, does: the samples are
/// interpolated to four times their rate (twice from 96 kHz on, not at all from 192 kHz on), here with a sinc of 12 zero
/// crossings to each side under a Hann window, which is within 0.1 dB up to nine tenths of the band.
///
/// The interpolation is left out where it could not matter: what lies between samples is at most the highest sample
/// around it times the sum of the filter's absolute values.
final class TruePeak {

    private static final int HALF = 12;
    private static final int TAPS = 2 * HALF;
    private static final int BLOCK = 512;

    private final float[][] phases;
    private final double gain;
    private final float[][] history;
    private final int channels;
    private int filled;
    private float samplePeak;
    private float peak;

    TruePeak(int sampleRate, int channels) {
        int factor = sampleRate >= 192_000 ? 1 : sampleRate >= 96_000 ? 2 : 4;
        phases = new float[factor - 1][];
        double most = 1;
        for (int phase = 1; phase < factor; phase++) {
            phases[phase - 1] = filter((double) phase / factor);
            double sum = 0;
            for (float tap : phases[phase - 1]) {
                sum += Math.abs(tap);
            }
            most = Math.max(most, sum);
        }
        gain = most;
        this.channels = channels;
        history = new float[channels][TAPS - 1 + BLOCK];
        filled = TAPS - 1; // before the start there is silence
    }

    /// Weights of the samples around a place `between` (from 0 to 1) the two in the middle.
    private static float[] filter(double between) {
        double[] taps = new double[TAPS];
        double sum = 0;
        for (int i = 0; i < TAPS; i++) {
            double x = i - (HALF - 1) - between;
            double sinc = Math.sin(Math.PI * x) / (Math.PI * x);
            taps[i] = sinc * (0.5 + 0.5 * Math.cos(Math.PI * x / HALF));
            sum += taps[i];
        }
        float[] filter = new float[TAPS];
        for (int i = 0; i < TAPS; i++) {
            filter[i] = (float) (taps[i] / sum);
        }
        return filter;
    }

    /// @param samples frame after frame
    void accept(float[] samples, int count) {
        for (int frame = 0; frame < count; frame++) {
            for (int channel = 0; channel < channels; channel++) {
                history[channel][filled] = samples[frame * channels + channel];
            }
            filled++;
            if (filled == history[0].length) {
                interpolate();
            }
        }
    }

    private void interpolate() {
        for (float[] channel : history) {
            float highest = 0;
            for (int i = 0; i < filled; i++) {
                highest = Math.max(highest, Math.abs(channel[i]));
            }
            samplePeak = Math.max(samplePeak, highest);
            peak = Math.max(peak, highest);
            if (highest * gain > peak) {
                for (float[] phase : phases) {
                    peak = Math.max(peak, highest(channel, phase));
                }
            }
            System.arraycopy(channel, filled - (TAPS - 1), channel, 0, TAPS - 1);
        }
        filled = TAPS - 1;
    }

    private float highest(float[] channel, float[] phase) {
        float highest = 0;
        for (int at = 0; at + TAPS <= filled; at++) {
            float sum = 0;
            for (int i = 0; i < TAPS; i++) {
                sum += channel[at + i] * phase[i];
            }
            highest = Math.max(highest, Math.abs(sum));
        }
        return highest;
    }

    /// Ends the sound: after it there is silence.
    void finish() {
        float[] silence = new float[channels * HALF];
        accept(silence, HALF);
        interpolate();
    }

    /// The highest sample, where full scale is 1.
    float samplePeak() {
        return samplePeak;
    }

    /// The highest level, where full scale is 1.
    float peak() {
        return peak;
    }
}
