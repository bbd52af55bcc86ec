package aikit.audio.listen;

import aikit.Result.Level;

/// Measures the samples of all channels: their mean level, and where they are cut off at full scale.
final class LevelMeter {

    /// The highest level that 16 bits can hold on both sides.
    private static final float FULL = 32767 / 32768f;

    /// A sound that only touches full scale is not cut off; one that stays there is.
    private static final int SHORTEST_CLIP = 3;

    private final int[] atFull;
    private double squares;
    private long samples;
    private long clips;
    private long clipped;

    LevelMeter(int channels) {
        atFull = new int[channels];
    }

    /// @param frames frame after frame
    void accept(float[] frames, int count) {
        int channels = atFull.length;
        for (int i = 0; i < count * channels; i++) {
            float sample = frames[i];
            squares += (double) sample * sample;
            if (Math.abs(sample) >= FULL) {
                full(i % channels);
            } else if (atFull[i % channels] > 0) {
                atFull[i % channels] = 0;
            }
        }
        samples += (long) count * channels;
    }

    private void full(int channel) {
        int run = ++atFull[channel];
        if (run == SHORTEST_CLIP) {
            clips++;
            clipped += SHORTEST_CLIP;
        } else if (run > SHORTEST_CLIP) {
            clipped++;
        }
    }

    /// @param peak the highest sample, where full scale is 1
    Level finish(float peak) {
        double rms = samples == 0 ? 0 : Math.sqrt(squares / samples);
        return new Level(decibels(rms), decibels(peak), clips, clipped);
    }

    /// Of an amplitude, where 1 is 0 dB.
    static double decibels(double amplitude) {
        return amplitude <= 0 ? Double.NEGATIVE_INFINITY : 20 * Math.log10(amplitude);
    }
}
