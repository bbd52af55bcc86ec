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
    private final double binHertz;
    private final float fullScale;
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
        binHertz = (double) sampleRate / size;
        // A sine of full scale has the magnitude size / 2, and half of it under a Hann window.
        fullScale = (float) (size / 4.0 * (size / 4.0));
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

    /// The highest power between the edges of a row; between two bins where the row is narrower than they are apart.
    private float power(float[] powers, int row) {
        double from = edge(row) / binHertz;
        double to = edge(row + 1) / binHertz;
        int first = (int) Math.ceil(from);
        int last = Math.min(powers.length - 1, (int) Math.floor(to));
        if (first > last) {
            int below = Math.min(powers.length - 2, (int) Math.floor(from));
            float part = (float) ((from + to) / 2 - below);
            return powers[below] + part * (powers[below + 1] - powers[below]);
        }
        float most = powers[first];
        for (int k = first + 1; k <= last; k++) {
            most = Math.max(most, powers[k]);
        }
        return most;
    }

    /// The frequency at which a row begins, in hertz.
    private double edge(int row) {
        return lowest * Math.pow(highest / lowest, (double) row / ROWS);
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
