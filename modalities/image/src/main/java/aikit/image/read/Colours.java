package aikit.image.read;

import aikit.image.Pixels;
import java.awt.color.CMMException;
import java.awt.color.ICC_Profile;
import java.awt.color.ProfileDataException;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Brings the colours of a picture to sRGB by the ICC profile in its file (ICC.1:2022).
///
/// Profiles of three primaries and curves, which cameras and telephones write, are computed here; those with tables by
/// the JDK. A profile that makes no sense is a warning, and the colours are taken for sRGB.
final class Colours {

    private static final String BROKEN = "its colour profile makes no sense: its colours are taken for sRGB";

    private Colours() {}

    /// @param profile the profile of the file, or null
    /// @param channels 3 for RGB, 1 for grey, which stands three times in the pixels
    /// @return the same pixels, whose bytes may have been changed
    static Pixels toSrgb(Pixels pixels, byte[] profile, int channels, List<String> warnings) {
        if (profile == null) {
            return pixels;
        }
        Bytes bytes = new Bytes("profile", profile);
        if (profile.length < 132 || !space(bytes).equals(channels == 1 ? "GRAY" : "RGB ")) {
            warnings.add(BROKEN);
            return pixels;
        }
        MatrixProfile matrix = MatrixProfile.of(bytes);
        if (matrix != null) {
            if (!matrix.isSrgb()) {
                matrix.apply(pixels.rgb());
            }
            return pixels;
        }
        byte[] converted = channels == 1 ? null : convert(profile, pixels.rgb(), 3, pixels.width(), pixels.height());
        if (converted == null) {
            warnings.add(BROKEN);
            return pixels;
        }
        return new Pixels(pixels.width(), pixels.height(), converted);
    }

    /// Four inks to RGB by a profile.
    ///
    /// @param inks `[pixel][4]`, 255 for all that the paper takes
    /// @return null when the profile cannot be used
    static byte[] ofInks(byte[] profile, byte[] inks, int width, int height) {
        boolean fits = profile != null && profile.length >= 132 && space(new Bytes("profile", profile)).equals("CMYK");
        return fits ? convert(profile, inks, 4, width, height) : null;
    }

    private static String space(Bytes profile) {
        return profile.text(16, 4, StandardCharsets.ISO_8859_1);
    }

    private static byte[] convert(byte[] profile, byte[] samples, int channels, int width, int height) {
        try {
            ICC_Profile from = ICC_Profile.getInstance(profile);
            ICC_Profile to = ICC_Profile.getInstance(java.awt.color.ColorSpace.CS_sRGB);
            ColorConvertOp conversion = new ColorConvertOp(new ICC_Profile[]{from, to}, null);
            WritableRaster target = Raster.createInterleavedRaster(
                    java.awt.image.DataBuffer.TYPE_BYTE, width, height, 3, null);
            conversion.filter(raster(samples, channels, width, height), target);
            return ((DataBufferByte) target.getDataBuffer()).getData();
        } catch (IllegalArgumentException | CMMException | ProfileDataException e) {
            return null;
        }
    }

    private static Raster raster(byte[] samples, int channels, int width, int height) {
        int[] order = new int[channels];
        for (int i = 0; i < channels; i++) {
            order[i] = i;
        }
        return Raster.createInterleavedRaster(
                new DataBufferByte(samples, samples.length), width, height, channels * width, channels, order, null);
    }
}
