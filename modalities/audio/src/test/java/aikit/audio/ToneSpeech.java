package aikit.audio;

import java.util.List;

/// Recordings in the language of tones that the small Whisper models of the tests understand: the same samples that
/// `scripts/fixtures/tone_speech.py` renders, which documents the formula.
///
/// @param samples how many samples there are, at 16 kHz
/// @param noise the loudest the noise gets, 0..1
public record ToneSpeech(long seed, int samples, double noise, List<Burst> bursts) {

    public static final int RATE = 16_000;

    private static final double[] LEVELS = {0.2, 0.15, 0.1, 0.1};
    private static final double[] SINE = new double[RATE];

    static {
        for (int k = 0; k < RATE; k++) {
            SINE[k] = Math.sin(2 * Math.PI * k / RATE);
        }
    }

    /// A word, or a part of one.
    ///
    /// @param from the first sample
    /// @param to the sample after the last
    /// @param tones two to four frequencies in Hz
    public record Burst(int from, int to, int[] tones) {}

    /// The samples as 16-bit numbers.
    public short[] pcm() {
        double[] value = new double[samples];
        for (Burst burst : bursts) {
            for (int n = burst.from(); n < Math.min(burst.to(), samples); n++) {
                double edge = Math.min(1.0, Math.min((n - burst.from() + 1) / 160.0, (burst.to() - n) / 160.0));
                double tone = 0;
                for (int i = 0; i < burst.tones().length; i++) {
                    tone += LEVELS[i] * SINE[(int) ((long) burst.tones()[i] * n % RATE)];
                }
                value[n] += edge * tone;
            }
        }
        if (noise != 0) {
            long x = seed;
            for (int n = 0; n < samples; n++) {
                x = x * 6364136223846793005L + 1442695040888963407L;
                value[n] += noise * ((x >>> 32) / 2147483648.0 - 1.0);
            }
        }
        short[] pcm = new short[samples];
        for (int n = 0; n < samples; n++) {
            pcm[n] = (short) Math.clamp(Math.floor(value[n] * 32767.0 + 0.5), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return pcm;
    }

    /// The samples from -1 to 1, as a decoder of 16-bit sound gives them.
    public Sound sound(String name) {
        short[] pcm = pcm();
        float[] values = new float[pcm.length];
        for (int n = 0; n < pcm.length; n++) {
            values[n] = pcm[n] / 32768f;
        }
        return Sound.of(name, RATE, values);
    }
}
