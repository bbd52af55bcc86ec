package aikit.audio.listen;

import aikit.audio.HannWindow;
import be.tarsos.dsp.util.fft.FloatFFT;

/// Short-time spectra of the mean of all channels: frames under a Hann window of some 40 ms, four to a window. Makes the
/// centre of gravity of the magnitudes, and hands powers on to a picture.
final class Spectrum {

    /// Windows in a second, at least.
    private static final int WINDOWS = 25;

    private static final int LONGEST = 4096;

    /// Frames whose mean square is lower are silence, which has no centre: -60 dB.
    private static final double AUDIBLE = 1e-6;

    private final int sampleRate;
    private final int channels;
    private final int size;
    private final int hop;
    private final FloatFFT fft;
    private final float[] window;
    private final float[] held;
    private final float[] frame;
    private final float[] powers;
    private final SpectrogramColumns columns;
    private int filled;
    private double centroids;
    private long audible;

    /// @param picture whether a spectrogram is wanted
    Spectrum(int sampleRate, int channels, boolean picture) {
        this.sampleRate = sampleRate;
        this.channels = channels;
        this.size = Math.min(LONGEST, Integer.highestOneBit(Math.max(2, 2 * sampleRate / WINDOWS - 1)));
        this.hop = size / 4;
        this.fft = new FloatFFT(size);
        this.window = HannWindow.floats(size);
        this.held = new float[size];
        this.frame = new float[size];
        this.powers = new float[size / 2 + 1];
        this.columns = picture ? new SpectrogramColumns(sampleRate, size, hop) : null;
        this.filled = size / 2; // the first frame is centred on the first sample
    }

    /// @param samples frame after frame
    void accept(float[] samples, int count) {
        for (int i = 0; i < count; i++) {
            float sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += samples[i * channels + channel];
            }
            held[filled++] = sum / channels;
            if (filled == size) {
                transform();
            }
        }
    }

    private void transform() {
        double squares = 0;
        for (int i = 0; i < size; i++) {
            squares += held[i] * held[i];
            frame[i] = held[i] * window[i];
        }
        fft.realForward(frame); // re[0], re[size / 2], then re and im in turn
        powers[0] = frame[0] * frame[0];
        powers[size / 2] = frame[1] * frame[1];
        for (int k = 1; k < size / 2; k++) {
            powers[k] = frame[2 * k] * frame[2 * k] + frame[2 * k + 1] * frame[2 * k + 1];
        }
        if (squares / size > AUDIBLE) {
            centroids += centroid();
            audible++;
        }
        if (columns != null) {
            columns.add(powers);
        }
        System.arraycopy(held, hop, held, 0, size - hop);
        filled = size - hop;
    }

    private double centroid() {
        double weighted = 0;
        double sum = 0;
        for (int k = 0; k < powers.length; k++) {
            double magnitude = Math.sqrt(powers[k]);
            weighted += magnitude * k;
            sum += magnitude;
        }
        return weighted / sum * sampleRate / size;
    }

    /// Ends the sound: after it there is silence.
    void finish() {
        accept(new float[size / 2 * channels], size / 2);
    }

    /// Mean of the centres of all frames that can be heard, in hertz; NaN when there is none.
    double meanCentroid() {
        return audible == 0 ? Double.NaN : centroids / audible;
    }

    /// The picture; null when none was wanted.
    SpectrogramColumns columns() {
        return columns;
    }
}
