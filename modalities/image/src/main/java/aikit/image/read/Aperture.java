package aikit.image.read;

import aikit.Result.Size;
import aikit.image.Pixels;

/// The part of a coded picture that is shown (`clap`, ISO/IEC 14496-12, 12.1.4): encoders that need even sizes write it.
record Aperture(int left, int top, Size size) {

    static Aperture all(Size whole) {
        return new Aperture(0, 0, whole);
    }

    /// @param at where four fractions stand: width, height, and how far its middle is from that of the whole
    static Aperture of(Bytes bytes, int at, Size whole) {
        double width = fraction(bytes, at);
        double height = fraction(bytes, at + 8);
        double left = fraction(bytes, at + 16) + (whole.width() - width) / 2;
        double top = fraction(bytes, at + 24) + (whole.height() - height) / 2;
        boolean inside = width >= 1 && height >= 1 && left > -1 && top > -1 && left + width < whole.width() + 1
                && top + height < whole.height() + 1;
        if (!inside) {
            throw bytes.damaged("its size makes no sense");
        }
        int x = (int) Math.max(0, Math.floor(left));
        int y = (int) Math.max(0, Math.floor(top));
        return new Aperture(
                x, y,
                new Size(
                        Math.min((int) Math.round(width), whole.width() - x),
                        Math.min((int) Math.round(height), whole.height() - y)));
    }

    private static double fraction(Bytes bytes, long at) {
        return bytes.u32(at) / (double) bytes.u32(at + 4);
    }

    Pixels of(Pixels pixels) {
        if (size.width() == pixels.width() && size.height() == pixels.height()) {
            return pixels;
        }
        byte[] rgb = new byte[3 * size.width() * size.height()];
        for (int y = 0; y < size.height(); y++) {
            System.arraycopy(
                    pixels.rgb(), 3 * ((top + y) * pixels.width() + left), rgb, 3 * y * size.width(),
                    3 * size.width());
        }
        return new Pixels(size.width(), size.height(), rgb);
    }
}
