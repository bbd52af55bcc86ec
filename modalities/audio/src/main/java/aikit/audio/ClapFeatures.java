package aikit.audio;

/// Sound as CLAP hears it: the power in each mel bin in decibels, for frames around every `hop`-th sample. The steps are
/// those of `ClapFeatureExtractor` in transformers with `rand_trunc`: a periodic Hann window, frames centred with the sound
/// mirrored at both ends, Slaney's filters, at least 1e-10. Immutable.
final class ClapFeatures {

    /// `mel_floor` and `min_value` of the reference: -100 dB.
    private static final double LEAST_POWER = 1e-10;

    private static final double DECIBELS = 10 / Math.log(10);

    private final ClapConfig config;
    private final double[] hann;
    private final MelFilters filters;

    ClapFeatures(ClapConfig config) {
        this.config = config;
        this.hann = HannWindow.of(config.fftSize());
        this.filters = MelFilters.of(
                config.melBins(), config.sampleRate(), config.fftSize(), config.lowest(), config.highest());
    }

    /// The features of one window: `[frames, melBins]`, row-major.
    ///
    /// @param samples mono, at the sample rate of the configuration, from 1 to a window
    float[] of(float[] samples) {
        float[] sound = mirrored(filled(samples));
        float[] features = new float[config.frames() * config.melBins()];
        PreciseFft fft = new PreciseFft(hann);
        for (int frame = 0; frame < config.frames(); frame += 2) {
            int other = Math.min(frame + 1, config.frames() - 1);
            fft.powers(sound, frame * config.hop(), other * config.hop());
            write(fft.first, features, frame);
            write(fft.second, features, other);
        }
        return features;
    }

    private void write(double[] powers, float[] features, int frame) {
        for (int bin = 0; bin < filters.bins(); bin++) {
            float[] weights = filters.weights()[bin];
            int first = filters.first()[bin];
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * powers[first + i];
            }
            features[frame * filters.bins() + bin] = (float) (DECIBELS * Math.log(Math.max(LEAST_POWER, sum)));
        }
    }

    /// A window of sound: one that is shorter is filled up.
    private float[] filled(float[] samples) {
        float[] window = new float[config.windowSamples()];
        int whole = window.length / samples.length * samples.length;
        int end = switch (config.padding()) {
            case "repeatpad" -> whole;
            case "repeat" -> window.length;
            default -> samples.length;
        };
        for (int at = 0; at < end; at += samples.length) {
            System.arraycopy(samples, 0, window, at, Math.min(samples.length, end - at));
        }
        return window;
    }

    /// Half a frame of the sound is put before and behind it backwards.
    private float[] mirrored(float[] window) {
        int half = config.fftSize() / 2;
        float[] sound = new float[window.length + 2 * half];
        System.arraycopy(window, 0, sound, half, window.length);
        for (int i = 1; i <= half; i++) {
            sound[half - i] = window[i];
            sound[half + window.length - 1 + i] = window[window.length - 1 - i];
        }
        return sound;
    }
}
