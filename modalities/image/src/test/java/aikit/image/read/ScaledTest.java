package aikit.image.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.Input;
import aikit.Result.Size;
import aikit.image.ImageReader;
import aikit.image.Picture;
import aikit.image.Pixels;
import aikit.image.process.PillowResize;
import aikit.image.process.Resampling;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Photos that are decoded smaller look the same to a model.
class ScaledTest {

    /// Clouds, edges and the noise of a sensor; written as cameras do, with half the samples of colour (4:2:0).
    private static byte[] photo(int width, int height, int type, boolean progressive) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(5);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double light = 110 + 60 * Math.sin(x / 91.0) * Math.cos(y / 57.0) + 40 * Math.sin((x + 2 * y) / 11.0);
                double edge = (x / 160 + y / 120) % 2 == 0 ? 25 : -25;
                int red = clamp(light + edge + 6 * random.nextGaussian());
                int green = clamp(light - edge + 6 * random.nextGaussian());
                int blue = clamp(255 - light + 6 * random.nextGaussian());
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(0.9f);
        parameters.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static int clamp(double value) {
        return (int) Math.clamp(value, 0, 255);
    }

    @ParameterizedTest
    @CsvSource({"1200, 896, 144, 2, false, RGB", "2400, 1792, 144, 4, false, RGB", "1920, 1280, 52, 8, false, RGB",
        "1200, 896, 144, 2, true, RGB", "2400, 1792, 144, 4, true, RGB", "1200, 896, 144, 2, false, GREY",
        "1920, 1280, 52, 8, false, GREY", "1800, 1201, 96, 1, false, RGB", "900, 701, 224, 1, false, RGB"})
    void aModelSeesTheSame(int width, int height, int edge, int shrink, boolean progressive, String colours)
            throws IOException {
        int type = colours.equals("GREY") ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
        byte[] bytes = photo(width, height, type, progressive);
        Input input = new Input.OfBytes(bytes, "photo.jpg");
        Picture scaled = ImageReader.read(input, edge);
        Picture whole = ImageReader.read(input);
        assertEquals(width / shrink, scaled.pixels().width());
        assertEquals(new Size(width, height), scaled.size());
        assertEquals(new Size(width, height), whole.size());
        Size small = new Size(width * edge / height, edge);
        Pixels one = PillowResize.resize(scaled.pixels(), small, Resampling.BICUBIC);
        Pixels other = PillowResize.resize(whole.pixels(), small, Resampling.BICUBIC);
        Samples.Difference difference = Samples.Difference.of(one, other);
        assertTrue(difference.mean() < 0.8 && difference.most() <= 6, difference.toString());
    }

    /// Each pixel is the mean of those that it stands for.
    @ParameterizedTest
    @CsvSource({"2", "4", "8"})
    void pixelsAreMeans(int shrink) throws IOException {
        byte[] bytes = photo(640, 480, BufferedImage.TYPE_BYTE_GRAY, false);
        Input input = new Input.OfBytes(bytes, "photo.jpg");
        Pixels scaled = ImageReader.read(input, 480 / shrink / 3).pixels();
        Pixels whole = ImageReader.read(input).pixels();
        assertEquals(640 / shrink, scaled.width());
        byte[] means = new byte[3 * scaled.width() * scaled.height()];
        for (int i = 0; i < means.length; i++) {
            int x = i / 3 % scaled.width() * shrink;
            int y = i / 3 / scaled.width() * shrink;
            int sum = shrink * shrink / 2;
            for (int j = 0; j < shrink * shrink; j++) {
                sum += whole.rgb()[3 * ((y + j / shrink) * 640 + x + j % shrink)] & 0xFF;
            }
            means[i] = (byte) (sum / (shrink * shrink));
        }
        Samples.Difference difference = Samples.Difference.of(
                scaled, new Pixels(scaled.width(), scaled.height(), means));
        assertTrue(difference.most() <= 2 && difference.mean() < 0.2, difference.toString());
    }
}
