package aikit.image.read;

/// Makes pixels of the samples in a row of a PNG file.
final class PngRow {

    private final PngHeader header;
    /// The colours of a palette or of grey below 16 bits, `[value]`, ARGB; null for others.
    private final int[] colours;
    /// The one colour that is transparent, or -1.
    private final long clear;

    PngRow(PngHeader header) {
        this.header = header;
        int values = 1 << Math.min(8, header.depth());
        byte[] transparency = header.transparency();
        boolean key = transparency != null && header.colour() != 3;
        this.colours = header.samples() > 1 || header.depth() == 16 ? null : new int[values];
        long single = -1;
        if (key && header.colour() == 0 && transparency.length >= 2) {
            single = u16(transparency, 0);
        } else if (key && header.colour() == 2 && transparency.length >= 6) {
            single = (long) u16(transparency, 0) << 32 | (long) u16(transparency, 2) << 16 | u16(transparency, 4);
        }
        this.clear = single;
        for (int i = 0; colours != null && i < values; i++) {
            colours[i] = header.colour() == 3 ? palette(i) : grey(i, values - 1);
        }
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    private int grey(int value, int most) {
        int level = value * 255 / most;
        return (value == clear ? 0 : 0xFF000000) | level << 16 | level << 8 | level;
    }

    /// Colours that the palette does not have are black, as libpng has them.
    private int palette(int value) {
        byte[] palette = header.palette();
        byte[] alpha = header.transparency();
        int argb = alpha != null && value < alpha.length ? alpha[value] << 24 : 0xFF000000;
        if (3 * value + 2 >= palette.length) {
            return argb;
        }
        return argb | (palette[3 * value] & 0xFF) << 16 | (palette[3 * value + 1] & 0xFF) << 8
                | palette[3 * value + 2] & 0xFF;
    }

    /// @param line the row, its first byte left out
    /// @param pixel the first pixel to set; each next one is `step` further
    void put(byte[] line, int count, Canvas canvas, int pixel, int step) {
        if (colours != null) {
            packed(line, count, canvas, pixel, step);
            return;
        }
        if (header.colour() == 2 && header.depth() == 8 && clear < 0 && step == 1) {
            System.arraycopy(line, 1, canvas.rgb, 3 * pixel, 3 * count);
            return;
        }
        int wide = header.depth() / 8;
        int to = pixel;
        for (int i = 0, at = 1; i < count; i++, at += wide * header.samples(), to += step) {
            int first = line[at] & 0xFF;
            switch (header.colour()) {
                case 0 -> canvas.set(to, first, first, first, u16(line, at) == clear ? 0 : 255);
                case 4 -> canvas.set(to, first, first, first, line[at + wide] & 0xFF);
                default -> canvas.set(
                        to, first, line[at + wide] & 0xFF, line[at + 2 * wide] & 0xFF, alpha(line, at, wide));
            }
        }
    }

    private int alpha(byte[] line, int at, int wide) {
        if (header.colour() == 6) {
            return line[at + 3 * wide] & 0xFF;
        }
        if (clear < 0) {
            return 255;
        }
        long colour = 0;
        for (int i = 0; i < 3; i++) {
            colour = colour << 16 | (wide == 1 ? line[at + i] & 0xFF : u16(line, at + 2 * i));
        }
        return colour == clear ? 0 : 255;
    }

    private void packed(byte[] line, int count, Canvas canvas, int pixel, int step) {
        int depth = header.depth();
        int mask = colours.length - 1;
        int to = pixel;
        for (int i = 0; i < count; i++, to += step) {
            int bit = i * depth;
            int value = line[1 + (bit >> 3)] >> 8 - depth - (bit & 7) & mask;
            canvas.set(to, colours[value]);
        }
    }
}
