package aikit.cli.report;

import aikit.AiException;
import aikit.Input;
import aikit.Result.Size;
import aikit.image.ImageReader;
import aikit.image.Picture;
import aikit.image.Pixels;
import aikit.image.draw.MarkedPicture;
import aikit.image.process.PillowResize;
import aikit.image.process.Resampling;
import aikit.image.read.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;

/// A small copy of a picture that stands in the page itself.
///
/// @param shown its size
/// @param picture the size of the whole picture
/// @param address as a `data:` URI
record Thumbnail(Size shown, Size picture, String address) {

    /// Pixels of the longer edge.
    static final int EDGE = 320;

    private static final float QUALITY = 0.75f;

    /// Empty for what is no picture, or is not there any more.
    static Optional<Thumbnail> of(Input input) {
        try {
            Picture picture = ImageReader.read(input, EDGE, Limits.MOST);
            Pixels small = small(picture.pixels());
            ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
            MarkedPicture.jpeg(small, QUALITY, jpeg);
            return Optional.of(new Thumbnail(
                    new Size(small.width(), small.height()), picture.size(),
                    "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg.toByteArray())));
        } catch (AiException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pixels small(Pixels pixels) {
        double scale = (double) EDGE / Math.max(pixels.width(), pixels.height());
        return scale >= 1
                ? pixels
                : PillowResize.resize(
                        pixels,
                        new Size(
                                Math.max(1, (int) Math.round(pixels.width() * scale)),
                                Math.max(1, (int) Math.round(pixels.height() * scale))),
                        Resampling.BILINEAR);
    }
}
