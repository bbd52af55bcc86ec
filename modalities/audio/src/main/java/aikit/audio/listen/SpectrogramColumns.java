package aikit.audio.listen;

import aikit.Result.Spectrogram;
import java.util.Arrays;

/// Gathers spectra into the columns of a picture. There are never more than 1,600: when they are full, each two become
/// one, and from then on a column lasts twice as long.
final class SpectrogramColumns {

    static final int ROWS = 400;
    static final int MOST = 1600;

    /// Lowest frequency of the picture in hertz; below it there is little but hum.
    private static final double USUAL_LOWEST = 40;

    /// What is darker is shown as black anyway.
    private static final double FLOOR = 1e-14;

    private final double lowest;
    private final double highest;
    private final double hopSeconds;
    private final float fullScale;

    /// The bins within each row, the last one included; none, with `first` after `last`, where a row is narrower than they
    /// are apart. Then its middle lies so far above the bin `last`.
    private final int[] first = new int[ROWS];
    private final int[] last = new int[ROWS];
    private final float[] above = new float[ROWS];
    private final float[][] columns = new float[MOST][];
    private int count;
    private long spectraInAColumn = 1;
    private long inLast;

    /// @param size samples in a spectrum
    /// @param hop samples from one spectrum to the next
    SpectrogramColumns(int sampleRate, int size, int hop) {
        highest = sampleRate / 2.0;
        lowest = Math.min(USUAL_LOWEST, highest / 2);
        hopSeconds = (double) hop / sampleRate;
        // A sine of full scale has the magnitude size / 2, and half of it under a Hann window.
        fullScale = (float) (size / 4.0 * (size / 4.0));
        for (int row = 0; row < ROWS; row++) {
            double from = edge(row) * size / sampleRate;
            double to = edge(row + 1) * size / sampleRate;
            first[row] = (int) Math.ceil(from);
            last[row] = Math.min(size / 2, (int) Math.floor(to));
            above[row] = (float) ((from + to) / 2 - last[row]);
        }
    }

    /// The frequency at which a row begins, in hertz.
    private double edge(int row) {
        return lowest * Math.pow(highest / lowest, (double) row / ROWS);
    }

    /// @param powers squared magnitudes, one for each bin
    void add(float[] powers) {
        if (count == 0 || inLast == spectraInAColumn) {
            if (count == MOST) {
                halve();
            }
            columns[count++] = new float[ROWS];
            inLast = 0;
        }
        float[] column = columns[count - 1];
        for (int row = 0; row < ROWS; row++) {
            column[row] += power(powers, row);
        }
        inLast++;
    }

    private void halve() {
        for (int i = 0; i < MOST / 2; i++) {
            float[] sum = columns[2 * i];
            float[] other = columns[2 * i + 1];
            for (int row = 0; row < ROWS; row++) {
                sum[row] += other[row];
            }
            columns[i] = sum;
        }
        Arrays.fill(columns, MOST / 2, MOST, null);
        count = MOST / 2;
        spectraInAColumn *= 2;
    }

    /// The highest power in a row; between two bins where there is none in it.
    private float power(float[] powers, int row) {
        if (first[row] > last[row]) {
            float below = powers[last[row]];
            return below + above[row] * (powers[last[row] + 1] - below);
        }
        float most = powers[first[row]];
        for (int k = first[row] + 1; k <= last[row]; k++) {
            most = Math.max(most, powers[k]);
        }
        return most;
    }

    Spectrogram finish() {
        float[] decibels = new float[ROWS * count];
        for (int i = 0; i < count; i++) {
            long held = i == count - 1 ? inLast : spectraInAColumn;
            for (int row = 0; row < ROWS; row++) {
                double power = columns[i][row] / held / fullScale;
                decibels[row * count + i] = (float) (10 * Math.log10(Math.max(FLOOR, power)));
            }
        }
        return new Spectrogram(count, ROWS, decibels, spectraInAColumn * hopSeconds, lowest, highest);
    }
}
