package aikit.image;

import aikit.AiException;
import aikit.Input;
import aikit.Result.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/// Any file with a still picture to upright pixels in sRGB.
public final class ImageReader {

    private ImageReader() {}

    /// Reads all pixels.
    ///
    /// @throws AiException of kind INPUT when it is no picture, is damaged, or has too many pixels
    public static Picture read(Input input) {
        return read(input, 0);
    }

    /// Reads a picture for a model that sees it in a certain size. A much larger one may be decoded with fewer pixels, in so
    /// far as the difference cannot be seen in that size.
    ///
    /// @param edge pixels of its shorter edge that the model sees at most; 0 for all there are
    /// @throws AiException as above
    public static Picture read(Input input, int edge) {
        try {
            BufferedImage image = switch (input) {
                case Input.OfFile file -> ImageIO.read(file.path().toFile());
                case Input.OfBytes bytes -> ImageIO.read(new ByteArrayInputStream(bytes.bytes()));
                case Input.OfText _ -> null;
            };
            if (image == null) {
                throw AiException.input(input.name() + ": is no picture", "");
            }
            int width = image.getWidth();
            int height = image.getHeight();
            int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
            byte[] rgb = new byte[3 * argb.length];
            for (int i = 0; i < argb.length; i++) {
                rgb[3 * i] = (byte) (argb[i] >> 16);
                rgb[3 * i + 1] = (byte) (argb[i] >> 8);
                rgb[3 * i + 2] = (byte) argb[i];
            }
            return new Picture(new Pixels(width, height, rgb), new Size(width, height), List.of());
        } catch (IOException e) {
            throw AiException.input(input.name() + ": " + e.getMessage(), "");
        }
    }
}
