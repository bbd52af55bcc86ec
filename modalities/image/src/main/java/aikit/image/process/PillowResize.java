package aikit.image.process;

import aikit.Result.Size;
import aikit.image.Pixels;
import java.util.Arrays;

/// Resizing as Pillow's `Image.resize` does it, bit for bit (`src/libImaging/Resample.c` and, for NEAREST,
/// `ImagingScaleAffine` in `Geometry.c`): rows first, rounded to 8 bits, then columns; a pass that would change nothing
/// is left out.
///
/// Only what a window shows is made, so that a picture that is very long and narrow costs no more than others. Every
/// product and sum is one of whole numbers, so that their order does not matter: two 32-bit sums share one 64-bit
/// multiplication.
public final class PillowResize {

    private static final int HALF = 1 << Taps.PRECISION - 1;

    /// Two sums that begin at one half, for rounding.
    private static final long HALVES = (long) HALF << 32 | HALF;

    private PillowResize() {}

    /// Resizes all of a picture.
    public static Pixels resize(Pixels from, Size to, Resampling resampling) {
        return resize(from, to, resampling, Window.of(to));
    }

    /// Resizes a picture and shows a part of it.
    ///
    /// @param to the size of all of it
    public static Pixels resize(Pixels from, Size to, Resampling resampling, Window window) {
        Window inside = window.within(to);
        byte[] seen;
        if (inside.width() == 0 || inside.height() == 0) {
            return new Pixels(window.width(), window.height(), new byte[3 * window.width() * window.height()]);
        } else if (from.width() == to.width() && from.height() == to.height()) {
            if (inside.equals(Window.of(to)) && inside.equals(window)) {
                return from;
            }
            seen = cut(from, inside);
        } else if (resampling == Resampling.NEAREST) {
            seen = nearest(from, to, inside);
        } else {
            seen = filtered(from, to, resampling, inside);
        }
        return inside.equals(window)
                ? new Pixels(window.width(), window.height(), seen)
                : framed(seen, inside, window);
    }

    private static byte[] cut(Pixels from, Window inside) {
        byte[] seen = new byte[3 * inside.width() * inside.height()];
        for (int y = 0; y < inside.height(); y++) {
            int at = 3 * ((inside.top() + y) * from.width() + inside.left());
            System.arraycopy(from.rgb(), at, seen, 3 * y * inside.width(), 3 * inside.width());
        }
        return seen;
    }

    private static Pixels framed(byte[] seen, Window inside, Window window) {
        byte[] rgb = new byte[3 * window.width() * window.height()];
        int left = inside.left() - window.left();
        int top = inside.top() - window.top();
        for (int y = 0; y < inside.height(); y++) {
            System.arraycopy(seen, 3 * y * inside.width(), rgb, 3 * ((top + y) * window.width() + left),
                    3 * inside.width());
        }
        return new Pixels(window.width(), window.height(), rgb);
    }

    private static byte[] nearest(Pixels from, Size to, Window inside) {
        int[] columns = nearest(from.width(), to.width());
        int[] rows = nearest(from.height(), to.height());
        byte[] rgb = from.rgb();
        byte[] seen = new byte[3 * inside.width() * inside.height()];
        int at = 0;
        for (int y = 0; y < inside.height(); y++) {
            int row = rows[inside.top() + y] * from.width();
            for (int x = 0; x < inside.width(); x++) {
                int pixel = 3 * (row + columns[inside.left() + x]);
                seen[at++] = rgb[pixel];
                seen[at++] = rgb[pixel + 1];
                seen[at++] = rgb[pixel + 2];
            }
        }
        return seen;
    }

    /// The steps are summed up one by one, as there, since their rounding decides.
    private static int[] nearest(int from, int to) {
        int[] sources = new int[to];
        double step = (double) from / to;
        double at = step * 0.5;
        for (int i = 0; i < to; i++) {
            sources[i] = Math.min((int) at, from - 1);
            at += step;
        }
        return sources;
    }

    private static byte[] filtered(Pixels from, Size to, Resampling resampling, Window inside) {
        boolean sameHeight = from.height() == to.height();
        Taps vertical = sameHeight
                ? null
                : Taps.of(resampling, from.height(), to.height(), inside.top(), inside.height());
        int firstRow = sameHeight ? inside.top() : vertical.first();
        int rows = (sameHeight ? inside.top() + inside.height() : vertical.end()) - firstRow;
        byte[] between;
        if (from.width() == to.width()) {
            between = cut(from, new Window(inside.left(), firstRow, inside.width(), rows));
        } else {
            Taps horizontal = Taps.of(resampling, from.width(), to.width(), inside.left(), inside.width());
            between = new RowPass(from, horizontal).run(firstRow, rows);
        }
        return sameHeight ? between : columns(between, 3 * inside.width(), firstRow, vertical);
    }

    /// The second pass.
    ///
    /// @param rows of `width` bytes, the first of which is the `firstRow`th of the picture
    private static byte[] columns(byte[] rows, int width, int firstRow, Taps taps) {
        int height = taps.starts().length;
        byte[] seen = new byte[width * height];
        int[] sums = new int[width];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, HALF);
            int start = (taps.starts()[y] - firstRow) * width;
            for (int tap = 0; tap < taps.counts()[y]; tap++) {
                add(sums, rows, start + tap * width, (int) taps.weights()[y * taps.stride() + tap]);
            }
            clip(sums, seen, y * width);
        }
        return seen;
    }

    private static void add(int[] sums, byte[] rows, int start, int weight) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (rows[start + i] & 0xff) * weight;
        }
    }

    private static void clip(int[] sums, byte[] seen, int start) {
        for (int i = 0; i < sums.length; i++) {
            seen[start + i] = (byte) Math.min(Math.max(sums[i] >> Taps.PRECISION, 0), 255);
        }
    }

    /// The first pass, two rows at a time: red and green of a row share a number, and the blue of both.
    private static final class RowPass {

        private final Pixels from;
        private final Taps taps;
        private final int first;
        private final int columns;
        private final long[] upper;
        private final long[] lower;
        private final long[] blue;

        RowPass(Pixels from, Taps taps) {
            this.from = from;
            this.taps = taps;
            this.first = taps.first();
            this.columns = taps.end() - first;
            this.upper = new long[columns];
            this.lower = new long[columns];
            this.blue = new long[columns];
        }

        byte[] run(int firstRow, int rows) {
            int width = taps.starts().length;
            byte[] out = new byte[3 * width * rows];
            for (int y = 0; y < rows; y += 2) {
                int next = Math.min(y + 1, rows - 1);
                pack(firstRow + y, firstRow + next);
                sum(out, 3 * width * y, 3 * width * next);
            }
            return out;
        }

        private void pack(int upperRow, int lowerRow) {
            byte[] rgb = from.rgb();
            int up = 3 * (upperRow * from.width() + first);
            int low = 3 * (lowerRow * from.width() + first);
            for (int x = 0; x < columns; x++) {
                upper[x] = (long) (rgb[up + 1] & 0xff) << 32 | rgb[up] & 0xff;
                lower[x] = (long) (rgb[low + 1] & 0xff) << 32 | rgb[low] & 0xff;
                blue[x] = (long) (rgb[low + 2] & 0xff) << 32 | rgb[up + 2] & 0xff;
                up += 3;
                low += 3;
            }
        }

        private void sum(byte[] out, int upperAt, int lowerAt) {
            long[] weights = taps.weights();
            for (int x = 0; x < taps.starts().length; x++) {
                int start = taps.starts()[x] - first;
                int count = taps.counts()[x];
                int weight = x * taps.stride();
                long up = HALVES;
                long low = HALVES;
                long blues = HALVES;
                for (int tap = 0; tap < count; tap++) {
                    long factor = weights[weight + tap];
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
}
