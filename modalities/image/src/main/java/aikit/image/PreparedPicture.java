package aikit.image;

import aikit.Input;
import aikit.Result.Size;
import aikit.image.ImageProcessor.PixelValues;
import aikit.image.read.Limits;
import java.util.List;

/// A picture, ready for a model.
///
/// @param size of the whole picture, upright
/// @param warnings what was wrong with its file
public record PreparedPicture(PixelValues pixels, Size size, List<String> warnings) {

    /// Numbers of a picture that weigh 1: a picture of 224 x 224 pixels weighs 588.
    private static final long NUMBERS = 256;

    /// Reads a picture as a model sees it.
    ///
    /// @throws aikit.AiException of kind INPUT when it is no picture, is damaged, or has too many pixels
    public static PreparedPicture read(Input input, ImageProcessor processor, Limits limits) {
        Picture picture = ImageReader.read(input, processor.edge(), limits);
        return new PreparedPicture(processor.process(picture.pixels()), picture.size(), picture.warnings());
    }

    /// How much work it is for a model.
    public long weight() {
        return 1 + pixels.values().length / NUMBERS;
    }
}
