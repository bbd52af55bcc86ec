package aikit.image.process;

import aikit.image.Pixels;

/// The pass of a resize that changes the width. Two sums of 32 bits share one multiplication of 64: red and green of a
/// row, and the blue of two rows.
final class RowPass {

    private static final int HALF = 1 << Taps.PRECISION - 1;

    /// Two sums that begin at one half, for rounding.
    private static final long HALVES = (long) HALF << 32 | HALF;

    private final Pixels from;
    private final Window part;
    private final Taps taps;
    private final long[] upper;
    private final long[] lower;
    private final long[] blue;

    /// @param part what is needed of the picture, the first column that the taps name at its left
    RowPass(Pixels from, Window part, Taps taps) {
        this.from = from;
        this.part = part;
        this.taps = taps;
        this.upper = new long[part.width()];
        this.lower = new long[part.width()];
        this.blue = new long[part.width()];
    }

    Pixels run() {
        int width = taps.starts().length;
        byte[] out = new byte[3 * width * part.height()];
        for (int y = 0; y < part.height(); y += 2) {
            int next = Math.min(y + 1, part.height() - 1);
            pack(part.top() + y, part.top() + next);
            sum(out, 3 * width * y, 3 * width * next);
        }
        return new Pixels(width, part.height(), out);
    }

    private void pack(int upperRow, int lowerRow) {
        byte[] rgb = from.rgb();
        int up = 3 * (upperRow * from.width() + part.left());
        int low = 3 * (lowerRow * from.width() + part.left());
        for (int x = 0; x < upper.length; x++) {
            upper[x] = (long) (rgb[up + 1] & 0xff) << 32 | rgb[up] & 0xff;
            lower[x] = (long) (rgb[low + 1] & 0xff) << 32 | rgb[low] & 0xff;
            blue[x] = (long) (rgb[low + 2] & 0xff) << 32 | rgb[up + 2] & 0xff;
            up += 3;
            low += 3;
        }
    }

    private void sum(byte[] out, int upperAt, int lowerAt) {
        int first = taps.first();
        for (int x = 0; x < taps.starts().length; x++) {
            int start = taps.starts()[x] - first;
            int weight = x * taps.stride();
            long up = HALVES;
            long low = HALVES;
            long blues = HALVES;
            for (int tap = 0; tap < taps.counts()[x]; tap++) {
                long factor = taps.weights()[weight + tap];
                up += upper[start + tap] * factor;
                low += lower[start + tap] * factor;
                blues += blue[start + tap] * factor;
            }
            out[upperAt + 3 * x] = lowHalf(up);
            out[upperAt + 3 * x + 1] = highHalf(up);
            out[upperAt + 3 * x + 2] = lowHalf(blues);
            out[lowerAt + 3 * x] = lowHalf(low);
            out[lowerAt + 3 * x + 1] = highHalf(low);
            out[lowerAt + 3 * x + 2] = highHalf(blues);
        }
    }

    private static byte lowHalf(long sums) {
        return clip((int) sums);
    }

    /// What the lower sum borrowed goes back.
    private static byte highHalf(long sums) {
        return clip((int) (sums - (int) sums >> 32));
    }

    private static byte clip(int sum) {
        return (byte) Math.min(Math.max(sum >> Taps.PRECISION, 0), 255);
    }
}
