package aikit.audio.listen;

import aikit.Result.Pitch;
import java.util.Arrays;

/// Collects the pitch of each step of a recording: as a contour of at most 2,048 values, which become coarser as the
/// recording goes on, and as counts of each fiftieth of a semitone, for the median and the range.
final class PitchContour {

    private static final int MOST = 2048;

    private static final double LOWEST = 16;
    private static final int OCTAVES = 10;
    private static final int BINS_IN_AN_OCTAVE = 600;

    private final double finest;
    private final float[] sums = new float[MOST];
    private final int[] voiced = new int[MOST];
    private final long[] bins = new long[OCTAVES * BINS_IN_AN_OCTAVE];
    private long steps;
    private long stepsInAValue = 1;
    private long allVoiced;

    /// @param step seconds from one pitch to the next
    PitchContour(double step) {
        this.finest = step;
    }

    /// @param hertz of the next step; NaN or not positive where there is no pitch
    void add(double hertz) {
        if (steps == MOST * stepsInAValue) {
            halve();
        }
        if (hertz > 0) {
            int value = (int) (steps / stepsInAValue);
            sums[value] += (float) hertz;
            voiced[value]++;
            bins[bin(hertz)]++;
            allVoiced++;
        }
        steps++;
    }

    private void halve() {
        for (int i = 0; i < MOST / 2; i++) {
            sums[i] = sums[2 * i] + sums[2 * i + 1];
            voiced[i] = voiced[2 * i] + voiced[2 * i + 1];
        }
        Arrays.fill(sums, MOST / 2, MOST, 0);
        Arrays.fill(voiced, MOST / 2, MOST, 0);
        stepsInAValue *= 2;
    }

    private int bin(double hertz) {
        return Math.clamp((long) (Math.log(hertz / LOWEST) / Math.log(2) * BINS_IN_AN_OCTAVE), 0, bins.length - 1);
    }

    /// @param place 0 for the lowest pitch to 1 for the highest
    private double quantile(double place) {
        if (allVoiced == 0) {
            return Double.NaN;
        }
        long wanted = Math.round((allVoiced - 1) * place);
        int bin = 0;
        for (long passed = bins[0]; passed <= wanted; passed += bins[bin]) {
            bin++;
        }
        return LOWEST * Math.pow(2, (bin + 0.5) / BINS_IN_AN_OCTAVE);
    }

    Pitch finish() {
        float[] contour = new float[(int) ((steps + stepsInAValue - 1) / stepsInAValue)];
        for (int i = 0; i < contour.length; i++) {
            contour[i] = voiced[i] == 0 ? Float.NaN : sums[i] / voiced[i];
        }
        return new Pitch(
                quantile(0.5), quantile(0.05), quantile(0.95), allVoiced * finest, stepsInAValue * finest, contour);
    }
}
