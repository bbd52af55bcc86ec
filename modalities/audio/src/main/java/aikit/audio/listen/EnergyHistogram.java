package aikit.audio.listen;

/// How often each loudness was there, in bins of 0.01 LU from -70 to 30 LUFS, each with the energy that fell into it: as
/// exact as a list of all blocks, and no longer for ten hours than for ten seconds.
final class EnergyHistogram {

    /// The absolute gate of ITU-R BS.1770-5: what is not louder counts as silence.
    static final double GATE = -70;

    private static final double LOUDEST = 30;
    private static final int BINS_IN_A_UNIT = 100;

    private final long[] counts = new long[(int) ((LOUDEST - GATE) * BINS_IN_A_UNIT) + 1];
    private final double[] energies = new double[counts.length];

    /// Loudness of a weighted mean square in LUFS; the constant is the standard's.
    static double loudness(double energy) {
        return energy <= 0 ? Double.NEGATIVE_INFINITY : -0.691 + 10 * Math.log10(energy);
    }

    /// Counts a block; one at the gate or below does not count.
    void add(double energy) {
        double loudness = loudness(energy);
        if (loudness > GATE) {
            int bin = bin(loudness);
            counts[bin]++;
            energies[bin] += energy;
        }
    }

    private int bin(double loudness) {
        return Math.clamp((long) Math.floor((loudness - GATE) * BINS_IN_A_UNIT), 0, counts.length - 1);
    }

    /// Mean energy of the blocks that are louder than a threshold in LUFS; 0 when none is.
    double mean(double threshold) {
        long count = 0;
        double sum = 0;
        for (int i = first(threshold); i < counts.length; i++) {
            count += counts[i];
            sum += energies[i];
        }
        return count == 0 ? 0 : sum / count;
    }

    private int first(double threshold) {
        return threshold <= GATE ? 0 : bin(threshold);
    }

    /// Loudness of the block at a place, 0 for the quietest to 1 for the loudest, among those louder than a threshold.
    ///
    /// @return LUFS; NaN when there is no such block
    double quantile(double threshold, double place) {
        long count = 0;
        for (int i = first(threshold); i < counts.length; i++) {
            count += counts[i];
        }
        if (count == 0) {
            return Double.NaN;
        }
        long wanted = Math.round((count - 1) * place);
        int bin = first(threshold);
        for (long passed = counts[bin]; passed <= wanted; passed += counts[bin]) {
            bin++;
        }
        return loudness(energies[bin] / counts[bin]);
    }
}
