package aikit.image.read;

/// Luminance and differences of colour to red, green and blue, as JFIF 1.02 defines them (ITU-R BT.601, full range), with
/// the rounding of libjpeg: products of 16 bits, those of green rounded together.
final class YCbCr {

    private static final int[] RED = new int[256];
    private static final int[] BLUE = new int[256];
    private static final int[] GREEN_CB = new int[256];
    private static final int[] GREEN_CR = new int[256];

    /// Values from -256 to 511 to a byte.
    private static final byte[] CLAMP = new byte[768];

    static {
        for (int i = 0; i < 256; i++) {
            int x = i - 128;
            RED[i] = fixed(1.40200) * x + (1 << 15) >> 16;
            BLUE[i] = fixed(1.77200) * x + (1 << 15) >> 16;
            GREEN_CB[i] = -fixed(0.34414) * x + (1 << 15);
            GREEN_CR[i] = -fixed(0.71414) * x;
        }
        for (int i = 0; i < CLAMP.length; i++) {
            CLAMP[i] = (byte) Math.clamp(i - 256, 0, 255);
        }
    }

    private YCbCr() {}

    private static int fixed(double value) {
        return (int) (value * (1 << 16) + 0.5);
    }

    static void put(int y, int cb, int cr, byte[] rgb, int at) {
        rgb[at] = CLAMP[256 + y + RED[cr]];
        rgb[at + 1] = CLAMP[256 + y + (GREEN_CB[cb] + GREEN_CR[cr] >> 16)];
        rgb[at + 2] = CLAMP[256 + y + BLUE[cb]];
    }

    /// In place, `[pixel][3]`.
    static void toRgb(byte[] samples) {
        for (int at = 0; at + 2 < samples.length; at += 3) {
            put(samples[at] & 0xFF, samples[at + 1] & 0xFF, samples[at + 2] & 0xFF, samples, at);
        }
    }
}
