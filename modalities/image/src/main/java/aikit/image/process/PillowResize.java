package aikit.image.process;

import aikit.Result.Size;
import aikit.image.Pixels;

/// Resizing as `Image.resize` of Pillow 13 does it, bit for bit (`src/libImaging/Resample.c` and, for NEAREST,
/// `ImagingScaleAffine` in `Geometry.c`): rows first, rounded to 8 bits, then columns; a pass that would change nothing
/// is left out. Where a picture loses more than twice as many rows as columns, columns come first, as in Pillow since
/// version 13; the two ways differ by one level here and there.
///
/// Only what a window shows is made, so that a picture that is very long and narrow costs no more than others. Every
/// product and sum is one of whole numbers, so that their order does not matter.
public final class PillowResize {

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
        Taps across = from.width() == to.width()
                ? null
                : Taps.of(resampling, from.width(), to.width(), inside.left(), inside.width());
        Taps down = from.height() == to.height()
                ? null
                : Taps.of(resampling, from.height(), to.height(), inside.top(), inside.height());
        int left = across == null ? inside.left() : across.first();
        int top = down == null ? inside.top() : down.first();
        int width = across == null ? inside.width() : across.end() - left;
        int height = down == null ? inside.height() : down.end() - top;
        Window part = new Window(left, top, width, height);
        int fewerRows = from.height() - to.height();
        if (fewerRows > 0 && fewerRows > 2 * (from.width() - to.width())) {
            Pixels between = ColumnPass.run(from, part, down);
            return across == null ? between.rgb() : new RowPass(between, Window.of(between), across).run().rgb();
        }
        if (across == null) {
            return ColumnPass.run(from, part, down).rgb();
        }
        Pixels between = new RowPass(from, part, across).run();
        return down == null ? between.rgb() : ColumnPass.run(between, Window.of(between), down).rgb();
    }
}
