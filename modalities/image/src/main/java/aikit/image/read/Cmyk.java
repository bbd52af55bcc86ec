package aikit.image.read;

import aikit.image.Pixels;
import java.util.List;

/// Pictures of four inks.
final class Cmyk {

    private Cmyk() {}

    /// To sRGB by their profile; without one by the formula that takes the inks for perfect, as Pillow does.
    ///
    /// @param inks `[pixel][4]`, 255 for all that the paper takes; may be changed
    static Pixels pixels(byte[] inks, int width, int height, byte[] profile, List<String> warnings) {
        byte[] converted = Colours.ofInks(profile, inks, width, height);
        if (converted != null) {
            return new Pixels(width, height, converted);
        }
        if (profile != null) {
            warnings.add("its colour profile makes no sense: its inks are taken for perfect");
        }
        Canvas canvas = new Canvas(width, height);
        for (int i = 0, at = 0; i < width * height; i++, at += 4) {
            int paper = 255 - (inks[at + 3] & 0xFF);
            canvas.set(i, mix(inks[at], paper), mix(inks[at + 1], paper), mix(inks[at + 2], paper));
        }
        return canvas.pixels();
    }

    private static int mix(byte ink, int paper) {
        return ((255 - (ink & 0xFF)) * paper + 127) / 255;
    }

    /// Makes inks of the samples of a JPEG file, in place.
    ///
    /// @param transformed whether the first three are luminance and differences of colour (YCCK)
    /// @param inverted whether 255 is no ink, as Adobe writes it
    static void ofJpeg(byte[] samples, boolean transformed, boolean inverted) {
        for (int at = 0; at + 3 < samples.length; at += 4) {
            if (transformed) {
                YCbCr.put(samples[at] & 0xFF, samples[at + 1] & 0xFF, samples[at + 2] & 0xFF, samples, at);
            }
            for (int i = 0; inverted && i < 4; i++) {
                samples[at + i] = (byte) ~samples[at + i];
            }
        }
    }
}
