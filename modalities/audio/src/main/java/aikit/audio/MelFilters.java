package aikit.audio;

/// Triangular filters that turn the power spectrum of a frame into mel bins: the scale and the area of Slaney's
/// Auditory Toolbox, as `librosa.filters.mel` and `mel_filter_bank(norm="slaney", mel_scale="slaney")` in transformers
/// make them. Each covers a few neighbouring frequencies, so only those are kept.
///
/// @param first the first frequency of each filter
/// @param weights those of each filter from there on; empty for one that lies between two frequencies
public record MelFilters(int[] first, float[][] weights) {

    /// Below this many Hz the scale is linear, above it logarithmic.
    private static final double LINEAR_HERTZ = 1000;

    /// Mels of [#LINEAR_HERTZ].
    private static final double LINEAR_MELS = 15;

    /// Natural logarithm of what lies between two mels above it.
    private static final double LOG_STEP = Math.log(6.4) / 27;

    /// @param bins number of filters
    /// @param fftSize the spectrum has `fftSize / 2 + 1` numbers, from 0 to half the sample rate
    /// @param lowest Hz where the first filter begins
    /// @param highest Hz where the last one ends
    public static MelFilters of(int bins, int sampleRate, int fftSize, double lowest, double highest) {
        int frequencies = fftSize / 2 + 1;
        double step = (double) (sampleRate / 2) / (frequencies - 1);
        double from = mels(lowest);
        double to = mels(highest);
        double[] corners = new double[bins + 2];
        for (int i = 0; i < corners.length; i++) {
            corners[i] = hertz(from + (to - from) * i / (bins + 1));
        }
        int[] first = new int[bins];
        float[][] weights = new float[bins][];
        for (int bin = 0; bin < bins; bin++) {
            double left = corners[bin];
            double top = corners[bin + 1];
            double right = corners[bin + 2];
            first[bin] = Math.min(frequencies, (int) Math.floor(left / step) + 1);
            int end = Math.max(first[bin], Math.min(frequencies, (int) Math.ceil(right / step)));
            weights[bin] = new float[end - first[bin]];
            for (int i = 0; i < weights[bin].length; i++) {
                double hertz = (first[bin] + i) * step;
                double height = Math.min((hertz - left) / (top - left), (right - hertz) / (right - top));
                weights[bin][i] = (float) (height * 2 / (right - left));
            }
        }
        return new MelFilters(first, weights);
    }

    public int bins() {
        return first.length;
    }

    static double mels(double hertz) {
        return hertz < LINEAR_HERTZ
                ? hertz * LINEAR_MELS / LINEAR_HERTZ
                : LINEAR_MELS + Math.log(hertz / LINEAR_HERTZ) / LOG_STEP;
    }

    static double hertz(double mels) {
        return mels < LINEAR_MELS
                ? mels * LINEAR_HERTZ / LINEAR_MELS
                : LINEAR_HERTZ * Math.exp((mels - LINEAR_MELS) * LOG_STEP);
    }
}
