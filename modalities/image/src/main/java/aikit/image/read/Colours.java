package aikit.image.read;

import aikit.image.Pixels;
import java.util.List;

/// Brings colours to sRGB.
final class Colours {

    private Colours() {}

    /// @param profile the profile of the file, or null
    /// @param channels 3 for RGB, 1 for grey, which stands three times in the pixels
    static Pixels toSrgb(Pixels pixels, byte[] profile, int channels, List<String> warnings) {
        return pixels;
    }
}
