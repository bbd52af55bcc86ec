package aikit.image.draw;

import aikit.image.Pixels;

/// Pixels that can be drawn on: lines with smooth edges and filled rectangles. What lies outside is left out.
final class Canvas {

    private static final int CHANNELS = 3;

    private final int width;
    private final int height;
    private final byte[] rgb;

    /// @param pixels are drawn on
    Canvas(Pixels pixels) {
        this.width = pixels.width();
        this.height = pixels.height();
        this.rgb = pixels.rgb();
    }

    /// From the middle of one dot to that of another.
    record Line(double x0, double y0, double x1, double y1) {

        /// How far a place is from the line.
        double distance(double x, double y) {
            double dx = x1 - x0;
            double dy = y1 - y0;
            double square = dx * dx + dy * dy;
            double part = square == 0 ? 0 : Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / square));
            return Math.hypot(x - x0 - part * dx, y - y0 - part * dy);
        }
    }

    /// A line with round ends.
    ///
    /// @param colour `0xRRGGBB`
    void line(Line line, double thick, int colour) {
        double reach = thick / 2 + 1;
        int top = from(Math.min(line.y0, line.y1) - reach);
        int bottom = to(Math.max(line.y0, line.y1) + reach, height);
        double slope = line.y0 == line.y1 ? 0 : (line.x1 - line.x0) / (line.y1 - line.y0);
        for (int y = top; y < bottom; y++) {
            // Only near where the line crosses this row; all of it for one that is nearly level.
            double left = Math.min(line.x0, line.x1);
            double right = Math.max(line.x0, line.x1);
            if (Math.abs(slope) > 0 && Math.abs(slope) < 1) {
                double x = line.x0 + slope * (y - line.y0);
                left = Math.max(left, x - 2 * reach);
                right = Math.min(right, x + 2 * reach);
            }
            for (int x = from(left - reach); x < to(right + reach, width); x++) {
                blend(x, y, colour, thick / 2 + 0.5 - line.distance(x, y));
            }
        }
    }

    /// A filled rectangle, to the nearest dot.
    ///
    /// @param cover from 0 for nothing to 1 for all
    void fill(double left, double top, double right, double bottom, int colour, double cover) {
        for (int y = from(Math.rint(top)); y < to(Math.rint(bottom), height); y++) {
            for (int x = from(Math.rint(left)); x < to(Math.rint(right), width); x++) {
                blend(x, y, colour, cover);
            }
        }
    }

    private static int from(double start) {
        return (int) Math.max(0, Math.floor(start));
    }

    private static int to(double end, int size) {
        return (int) Math.min(size, Math.ceil(end));
    }

    private void blend(int x, int y, int colour, double cover) {
        double part = Math.max(0, Math.min(1, cover));
        int at = CHANNELS * (y * width + x);
        for (int channel = 0; channel < CHANNELS; channel++) {
            int there = rgb[at + channel] & 0xff;
            int wanted = colour >> 8 * (CHANNELS - 1 - channel) & 0xff;
            rgb[at + channel] = (byte) Math.round(there + part * (wanted - there));
        }
    }
}
