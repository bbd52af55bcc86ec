package aikit.image.read;

import aikit.image.Pixels;

/// Pixels that are being filled. What is transparent is laid on white.
///
/// The reference (`convert("RGB")` of Pillow, as transformers does it) drops transparency instead, and shows the colours
/// below it, which no one has seen and no one has chosen: black writing on a transparent ground would be black on black.
/// White is what a viewer shows, and what RapidOCR takes. Opaque pixels are the same either way.
final class Canvas {

    final int width;
    final int height;
    final byte[] rgb;

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        this.rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))];
    }

    void set(int pixel, int red, int green, int blue) {
        int at = 3 * pixel;
        rgb[at] = (byte) red;
        rgb[at + 1] = (byte) green;
        rgb[at + 2] = (byte) blue;
    }

    /// @param alpha from 0, nothing to be seen, to 255
    void set(int pixel, int red, int green, int blue, int alpha) {
        if (alpha == 255) {
            set(pixel, red, green, blue);
        } else {
            set(pixel, onWhite(red, alpha), onWhite(green, alpha), onWhite(blue, alpha));
        }
    }

    /// @param argb as the JDK packs them
    void set(int pixel, int argb) {
        set(pixel, argb >> 16 & 0xFF, argb >> 8 & 0xFF, argb & 0xFF, argb >>> 24);
    }

    static int onWhite(int value, int alpha) {
        return (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }

    Pixels pixels() {
        return new Pixels(width, height, rgb);
    }
}
