package aikit.image.ocr;

import java.nio.FloatBuffer;

/// Where a line has ink: its columns that are blank from top to bottom.
///
/// What is ink and what is paper is told by Otsu's threshold (N. Otsu, 1979) between dark and bright, of which the rarer is
/// ink. The uppermost and lowermost rows are left out, as lines above and below may reach into them.
final class Ink {

    /// Rows of a line of 48.
    private static final int MARGIN = 4;

    private static final int LEVELS = 256;

    private final boolean[] blank;

    private Ink(boolean[] blank) {
        this.blank = blank;
    }

    /// @param line `[3, height, stride]`, as [Scaling] makes it
    /// @param width of the line in it
    static Ink of(FloatBuffer line, int width, int height, int stride) {
        int[][] levels = new int[height - 2 * MARGIN][width];
        int[] counts = new int[LEVELS];
        for (int y = 0; y < levels.length; y++) {
            for (int x = 0; x < width; x++) {
                float green = line.get((height + y + MARGIN) * stride + x);
                levels[y][x] = Math.clamp(Math.round((green + 1) * 127.5f), 0, LEVELS - 1);
                counts[levels[y][x]]++;
            }
        }
        int threshold = threshold(counts, width * levels.length);
        long dark = 0;
        for (int level = 0; level <= threshold; level++) {
            dark += counts[level];
        }
        boolean inkIsDark = 2 * dark <= (long) width * levels.length;
        boolean[] blank = new boolean[width];
        for (int x = 0; x < width; x++) {
            blank[x] = true;
            for (int y = 0; y < levels.length && blank[x]; y++) {
                blank[x] = levels[y][x] <= threshold != inkIsDark;
            }
        }
        return new Ink(blank);
    }

    /// The level that parts dark from bright best: where the variance between the two is greatest.
    private static int threshold(int[] counts, long total) {
        double sum = 0;
        for (int level = 0; level < counts.length; level++) {
            sum += (double) level * counts[level];
        }
        double below = 0;
        long number = 0;
        double greatest = -1;
        int best = 0;
        for (int level = 0; level < counts.length - 1; level++) {
            number += counts[level];
            below += (double) level * counts[level];
            if (number == 0 || number == total) {
                continue;
            }
            double apart = below / number - (sum - below) / (total - number);
            double variance = (double) number * (total - number) * apart * apart;
            if (variance > greatest) {
                greatest = variance;
                best = level;
            }
        }
        return best;
    }

    /// Columns of the widest gap between two places.
    ///
    /// @param from column, inclusive
    /// @param to column, inclusive
    int gap(int from, int to) {
        int widest = 0;
        int run = 0;
        for (int x = from; x <= Math.min(to, blank.length - 1); x++) {
            run = blank[x] ? run + 1 : 0;
            widest = Math.max(widest, run);
        }
        return widest;
    }
}
