package aikit.image.process;

/// Which pixels of a row (or column) make each pixel of the resized one, and with what weights; as `precompute_coeffs`
/// and `normalize_coeffs_8bpc` of Pillow's `Resample.c` have them.
///
/// @param starts the first source pixel of each
/// @param counts how many source pixels it is made from
/// @param stride from the weights of one to those of the next
/// @param weights in units of 2^-22; their sum is 1, but for the rounding
record Taps(int[] starts, int[] counts, int stride, long[] weights) {

    /// Bits behind the point: 32 less 8 of a pixel, less 2 because weights may be negative or their sum above 1.
    static final int PRECISION = 32 - 8 - 2;

    /// @param from source pixels
    /// @param to pixels of the whole resized row
    /// @param first of those that are wanted
    /// @param number how many are wanted
    static Taps of(Resampling resampling, int from, int to, int first, int number) {
        double scale = (double) from / to;
        double stretch = Math.max(scale, 1);
        double support = resampling.support() * stretch;
        double inverse = 1 / stretch;
        int stride = Math.min((int) Math.ceil(support) * 2 + 1, from);
        Taps taps = new Taps(new int[number], new int[number], stride, new long[Math.multiplyExact(number, stride)]);
        double[] row = new double[stride];
        for (int i = 0; i < number; i++) {
            double centre = (first + i + 0.5) * scale;
            int start = Math.max((int) (centre - support + 0.5), 0);
            int count = Math.min((int) (centre + support + 0.5), from) - start;
            double sum = 0;
            for (int tap = 0; tap < count; tap++) {
                row[tap] = resampling.weight((tap + start - centre + 0.5) * inverse);
                sum += row[tap];
            }
            for (int tap = 0; tap < count; tap++) {
                double weight = sum == 0 ? row[tap] : row[tap] / sum;
                taps.weights[i * stride + tap] = fixed(weight);
            }
            taps.starts[i] = start;
            taps.counts[i] = count;
        }
        return taps;
    }

    /// Half away from zero.
    private static int fixed(double weight) {
        double scaled = weight * (1 << PRECISION);
        return (int) (weight < 0 ? scaled - 0.5 : scaled + 0.5);
    }

    /// The first source pixel that is needed.
    int first() {
        return starts[0];
    }

    /// The one behind the last source pixel that is needed.
    int end() {
        int end = 0;
        for (int i = 0; i < starts.length; i++) {
            end = Math.max(end, starts[i] + counts[i]);
        }
        return end;
    }
}
