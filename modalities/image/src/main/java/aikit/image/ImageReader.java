package aikit.image;

import aikit.AiException;
import aikit.Input;
import aikit.image.read.Limits;
import aikit.image.read.PictureFile;

/// Any file with a still picture to upright pixels in sRGB: JPEG, PNG, GIF, WebP, TIFF, BMP, AVIF, HEIC, known by their
/// bytes and not by their names.
///
/// The orientation that Exif, or HEIC itself, states is applied. Colours are brought to sRGB by the profile in the file. Samples of 16 bits
/// lose the lower eight. What is transparent is laid on white, where the
/// reference implementations drop the transparency and show the colours below it, which nobody has chosen: black writing
/// on a transparent ground would be black on black. Of a moving picture the first frame is read.
public final class ImageReader {

    private ImageReader() {}

    /// Reads all pixels.
    ///
    /// @throws AiException of kind INPUT when it is no picture, is damaged, or has too many pixels
    public static Picture read(Input input) {
        return read(input, 0);
    }

    /// Reads a picture for a model that sees it in a certain size. A much larger one may be decoded with fewer pixels, in so
    /// far as the difference cannot be seen in that size: JPEG files, by 2, 4 or 8, so that at least three pixels that
    /// are decoded stand for one that the model sees. What it sees then differs from what it would see of all pixels by 0.35
    /// of 255 in the mean and by 4 at most, in photos; see CONTRIBUTING.md.
    ///
    /// @param edge pixels of its shorter edge that the model sees at most; 0 for all there are
    /// @throws AiException as above
    public static Picture read(Input input, int edge) {
        return read(input, edge, Limits.USUAL);
    }

    /// The same within other limits.
    ///
    /// @param limits those of the user are `Limits.of(runtime.settings())`
    public static Picture read(Input input, int edge, Limits limits) {
        return open(input, limits).read(0, edge);
    }

    /// Looks at a file whose pages are to be read one by one.
    ///
    /// @throws AiException of kind INPUT when it is no picture, or its header is damaged
    public static PictureFile open(Input input, Limits limits) {
        return PictureFile.open(input, limits);
    }
}
