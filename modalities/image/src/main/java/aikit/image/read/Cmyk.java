package aikit.image.read;

/// Four inks to red, green and blue.
final class Cmyk {

    private Cmyk() {}

    /// Sets a pixel by the formula that takes the inks for perfect, as Pillow does.
    ///
    /// @param transformed whether the first three are luminance and differences of colour (YCCK)
    /// @param inverted whether 255 is no ink, as Adobe writes it
    static void put(byte[] samples, int at, boolean transformed, boolean inverted, Canvas canvas, int pixel) {
        byte[] inks = {samples[at], samples[at + 1], samples[at + 2]};
        if (transformed) {
            YCbCr.put(inks[0] & 0xFF, inks[1] & 0xFF, inks[2] & 0xFF, inks, 0);
        }
        int black = inverted ? samples[at + 3] & 0xFF : 255 - (samples[at + 3] & 0xFF);
        canvas.set(pixel, mix(inks[0], black, inverted), mix(inks[1], black, inverted), mix(inks[2], black, inverted));
    }

    private static int mix(byte ink, int paper, boolean inverted) {
        int light = inverted ? ink & 0xFF : 255 - (ink & 0xFF);
        return (light * paper + 127) / 255;
    }
}
