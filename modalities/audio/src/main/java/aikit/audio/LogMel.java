package aikit.audio;

import java.util.Arrays;

/// Sound as Whisper hears it: the logarithm (base 10) of the power in each mel bin, for frames around every `hop`-th
/// sample. The steps are those of `WhisperFeatureExtractor` in transformers: a periodic Hann window, frames centred with
/// the sound mirrored at both ends, the last frame left out, filters from 0 to 8000 Hz, at least 1e-10.
///
/// What is equal for all recordings; immutable. A recording is heard by [MelFrames], from [#start] or [#measure]; the
/// values become those that the encoder reads when they are copied out of it.
public final class LogMel {

    /// What silence is: the logarithm of [#LEAST_POWER].
    static final float SILENCE = -10;

    /// `torch.clamp(mel_spec, min=1e-10)`
    private static final float LEAST_POWER = 1e-10f;

    /// Where the highest filter ends, whatever the sample rate.
    private static final double HIGHEST_HERTZ = 8000;

    private static final double LOG10_E = 1 / Math.log(10);

    private final FeatureConfig config;
    private final FrameFft fft;
    private final MelFilters filters;

    public LogMel(FeatureConfig config) {
        this.config = config;
        this.fft = new FrameFft(HannWindow.floats(config.fftSize()), config.hop());
        this.filters = MelFilters.of(config.melBins(), config.sampleRate(), config.fftSize(), 0, HIGHEST_HERTZ);
    }

    public FeatureConfig config() {
        return config;
    }

    /// Begins with a recording whose frames are wanted.
    public MelFrames start() {
        return new MelFrames(this, true);
    }

    /// Begins with a recording of which only the number of frames and the peak are wanted: what the reference
    /// implementation needs to know of a long recording before its first window. Keeps no frames, and takes no logarithms.
    public MelFrames measure() {
        return new MelFrames(this, false);
    }

    /// The frames of a recording that fits into one chunk, with silence behind it up to a chunk: what the reference
    /// implementation makes of such ones.
    public MelFrames chunk(float[] samples, int offset, int length) {
        MelFrames frames = start();
        frames.accept(samples, offset, length);
        frames.finish(config.chunkSamples());
        return frames;
    }

    FrameFft fft() {
        return fft;
    }

    /// The power in the mel bins of [FrameFft#LANES] frames.
    ///
    /// @param into [melBins * LANES], the frames of the first bin first
    void mel(FrameFft.Rows rows, float[] row, float[] into) {
        for (int bin = 0; bin < filters.bins(); bin++) {
            Arrays.fill(row, 0);
            float[] weights = filters.weights()[bin];
            for (int i = 0; i < weights.length; i++) {
                Butterflies.addScaled(rows.power[filters.first()[bin] + i], weights[i], row);
            }
            System.arraycopy(row, 0, into, bin * FrameFft.LANES, FrameFft.LANES);
        }
    }

    static float log(float power) {
        // The natural logarithm is an instruction of more machines than that to base 10.
        return (float) (Math.log(Math.max(power, LEAST_POWER)) * LOG10_E);
    }
}
