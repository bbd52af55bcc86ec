package aikit.image.classify;

import aikit.Input;
import aikit.Result.Size;
import aikit.image.ImageProcessor;
import aikit.image.ImageProcessor.PixelValues;
import aikit.image.ImageReader;
import aikit.image.Picture;
import java.util.List;

/// A picture, ready for a model.
///
/// @param size of the whole picture
public record ReadPicture(PixelValues pixels, Size size, List<String> warnings) {

    /// Numbers of a picture that weigh 1: a picture of 224 x 224 pixels weighs 588, as one that is embedded does.
    private static final long NUMBERS = 256;

    static ReadPicture of(Input input, ImageProcessor processor) {
        Picture picture = ImageReader.read(input, processor.edge());
        return new ReadPicture(processor.process(picture.pixels()), picture.size(), picture.warnings());
    }

    long weight() {
        return 1 + pixels.values().length / NUMBERS;
    }
}
