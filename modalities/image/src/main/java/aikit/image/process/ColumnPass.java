package aikit.image.process;

import aikit.image.Pixels;
import java.util.Arrays;

/// The pass of a resize that changes the height. Whole rows are weighed and added, which the compiler makes vector
/// instructions of.
final class ColumnPass {

    private static final int HALF = 1 << Taps.PRECISION - 1;

    private ColumnPass() {}

    /// @param part what is needed of the picture, the first row that the taps name at its top
    static Pixels run(Pixels from, Window part, Taps taps) {
        int width = 3 * part.width();
        int height = taps.starts().length;
        byte[] out = new byte[width * height];
        int[] sums = new int[width];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, HALF);
            int row = taps.starts()[y] - taps.first() + part.top();
            for (int tap = 0; tap < taps.counts()[y]; tap++) {
                int start = 3 * ((row + tap) * from.width() + part.left());
                add(sums, from.rgb(), start, (int) taps.weights()[y * taps.stride() + tap]);
            }
            clip(sums, out, y * width);
        }
        return new Pixels(part.width(), height, out);
    }

    private static void add(int[] sums, byte[] rows, int start, int weight) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (rows[start + i] & 0xff) * weight;
        }
    }

    private static void clip(int[] sums, byte[] out, int start) {
        for (int i = 0; i < sums.length; i++) {
            out[start + i] = (byte) Math.min(Math.max(sums[i] >> Taps.PRECISION, 0), 255);
        }
    }
}
