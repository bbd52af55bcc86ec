package aikit.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Result.Point;
import aikit.Result.Size;
import aikit.image.ImageProcessor.PixelValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageProcessorTest {

    private static final float SCALE = (float) (200 * (1 / 255.0));

    @TempDir
    Path folder;

    @Test
    void whatIsLeftOutIsAsInTheClass() throws IOException {
        PixelValues values = read("{\"image_processor_type\": \"CLIPImageProcessor\", \"size\": null}")
                .process(gray(400, 300));
        assertEquals(224, values.width());
        assertEquals(224, values.height());
        assertEquals((SCALE - 0.48145466f) / 0.26862954f, values.values()[0]);
        assertEquals((SCALE - 0.40821073f) / 0.27577711f, values.values()[3 * 224 * 224 - 1]);
    }

    @Test
    void readsTheFileOfTransformers5() throws IOException {
        Files.writeString(folder.resolve("processor_config.json"),
                """
                        {"image_processor": {"image_processor_type": "SiglipImageProcessor", "size": {"height": 16, "width": 24}},
                         "processor_class": "SiglipProcessor"}""");
        PixelValues values = ImageProcessor.read(ProcessorFolder.of(folder)).process(gray(9, 9));
        assertEquals(24, values.width());
        assertEquals(16, values.height());
        assertEquals((SCALE - 0.5f) / 0.5f, values.values()[0]);
    }

    /// Of transformers.js: `crop_pct` as timm means it.
    @Test
    void aClassThatTransformersDoesNotHaveDoesWhatItSays() throws IOException {
        PixelValues values = read("""
                {"image_processor_type": "MobileNetV4ImageProcessor", "crop_pct": 0.875, "do_normalize": true,
                 "do_rescale": true, "do_resize": true, "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5],
                 "resample": 3, "rescale_factor": 0.00392156862745098, "size": {"shortest_edge": 224}}""")
                .process(gray(512, 256));
        assertEquals(224, values.width());
        assertEquals(224, values.height());
        assertEquals(new Size(512, 256), values.placement().resized());
        assertEquals(-144, values.placement().left());
        assertEquals(-16, values.placement().top());
    }

    @Test
    void withoutATypeItDoesWhatItSaysToo() throws IOException {
        PixelValues values = read("{\"do_resize\": true, \"size\": {\"longest_edge\": 20}}").process(gray(30, 15));
        assertEquals(20, values.width());
        assertEquals(10, values.height());
        assertEquals(SCALE, values.values()[0]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "{\"image_processor_type\": \"Idefics3ImageProcessor\", \"do_image_splitting\": true}; "
                + "Idefics3ImageProcessor asks for do_image_splitting, which is not supported",
        "{\"image_processor_type\": \"Siglip2ImageProcessor\", \"max_num_patches\": 256}; "
                + "Siglip2ImageProcessor asks for max_num_patches, which is not supported",
        "{\"min_pixels\": 7}; an image processor without a name asks for min_pixels, which is not supported",
        "{\"image_processor_type\": \"CLIPImageProcessor\", \"size\": {\"shortest_edge\": 0}}; "
                + "size.shortest_edge is not a whole number of pixels from 1 to 8192",
        "{\"image_processor_type\": \"CLIPImageProcessor\", \"size\": 1e9}; "
                + "size is not a whole number of pixels from 1 to 8192",
        "{\"image_processor_type\": \"ViTImageProcessor\", \"size\": {\"height\": 3}}; "
                + "size.width is not a whole number of pixels from 1 to 8192",
        "{\"image_processor_type\": \"ViTImageProcessor\", \"size\": \"big\"}; "
                + "size.width is not a whole number of pixels from 1 to 8192",
        "{\"image_processor_type\": \"ViTImageProcessor\", \"do_center_crop\": true}; "
                + "crop_size.width is not a whole number of pixels from 1 to 8192",
        "{\"image_processor_type\": \"ViTImageProcessor\", \"resample\": 6}; resample is 6, which is no filter of Pillow",
        "{\"image_processor_type\": \"ViTImageProcessor\", \"image_mean\": [0.5]}; "
                + "image_mean is not a number for each of three channels",
        "{\"image_processor_type\": \"ViTImageProcessor\", \"image_std\": [1, 1, 1, 1]}; "
                + "image_std is not a number for each of three channels",
        "{\"image_processor_type\": \"ViTImageProcessor\", \"image_std\": 0}; "
                + "image_std has a zero, by which nothing can be divided",
        "{\"image_processor_type\": \"ViTImageProcessor\", \"rescale_factor\": \"x\"}; rescale_factor is no number",
        "{\"image_processor_type\": \"ConvNextImageProcessor\", \"size\": 224, \"crop_pct\": 0}; "
                + "crop_pct is 0.0, which makes no sense",
        "{\"image_processor_type\": \"ConvNextImageProcessor\", \"size\": {\"height\": 20, \"width\": 30}}; "
                + "size has no shortest_edge"})
    void whatMakesNoSenseIsRefused(String json, String why) {
        AiException refused = assertThrows(AiException.class, () -> read(json));
        assertEquals(AiException.Kind.MODEL, refused.kind());
        assertTrue(refused.getMessage().endsWith("preprocessor_config.json: " + why), refused.getMessage());
    }

    @Test
    void aModelThatSaysNothingOfPicturesIsRefused() {
        AiException refused = assertThrows(
                AiException.class, () -> ImageProcessor.read(ProcessorFolder.of(folder)));
        assertEquals(AiException.Kind.MODEL, refused.kind());
        assertTrue(refused.getMessage().endsWith("has no preprocessor_config.json"), refused.getMessage());
    }

    @Test
    void aSmallPictureStandsInTheMiddleOfBlack() throws IOException {
        PixelValues values = read("""
                {"image_processor_type": "CLIPImageProcessor", "do_resize": false, "do_normalize": false,
                 "crop_size": {"height": 4, "width": 5}}""").process(gray(2, 9));
        float[] row = {0, 0, SCALE, SCALE, 0};
        for (int y = 0; y < 12; y++) {
            assertArrayEquals(row, Arrays.copyOfRange(values.values(), 5 * y, 5 * y + 5));
        }
        assertEquals(2, values.placement().left());
        assertEquals(-2, values.placement().top());
        assertEquals(new Point(0, 3), values.placement().toPicture(2, 1, new Size(2, 9)));
    }

    @Test
    void paddingIsZeroAndNotMasked() throws IOException {
        ImageProcessor processor = read("""
                {"image_processor_type": "DetrImageProcessor", "size": {"shortest_edge": 4, "longest_edge": 6},
                 "pad_size": {"height": 5, "width": 7}}""");
        PixelValues values = processor.process(gray(60, 30));
        assertTrue(processor.masked());
        assertEquals(5, values.height());
        assertEquals(7, values.width());
        float[] row = new float[7];
        Arrays.fill(row, 0, 6, (SCALE - 0.485f) / 0.229f);
        assertArrayEquals(row, Arrays.copyOf(values.values(), 7));
        assertArrayEquals(new float[14], Arrays.copyOfRange(values.values(), 21, 35));
        long[] mask = new long[35];
        for (int y = 0; y < 3; y++) {
            Arrays.fill(mask, 7 * y, 7 * y + 6, 1);
        }
        assertArrayEquals(mask, values.placement().mask(5, 7));
        // Decoded at half its size: a place in the file.
        assertEquals(new Point(120, 60), values.placement().toPicture(6, 3, new Size(120, 60)));
    }

    @Test
    void tellsHowManyPixelsAreLookedAt() throws IOException {
        assertEquals(224, read("{\"image_processor_type\": \"CLIPImageProcessor\"}").edge());
        assertEquals(256, read("{\"image_processor_type\": \"ConvNextImageProcessor\", \"size\": 224}").edge());
        assertEquals(640, read("{\"image_processor_type\": \"RTDetrImageProcessor\"}").edge());
        assertEquals(800, read("{\"image_processor_type\": \"DetrImageProcessor\"}").edge());
        assertEquals(0, read("{\"image_processor_type\": \"ViTImageProcessor\", \"resample\": 0}").edge());
        assertEquals(0, read("{\"image_processor_type\": \"ViTImageProcessor\", \"do_resize\": false}").edge());
        assertFalse(read("{\"image_processor_type\": \"RTDetrImageProcessor\"}").masked());
    }

    @Test
    void aPictureWithoutEndIsRefused() throws IOException {
        ImageProcessor processor = read(
                "{\"image_processor_type\": \"CLIPImageProcessor\", \"do_center_crop\": false}");
        AiException refused = assertThrows(AiException.class, () -> processor.process(gray(1, 100_000)));
        assertEquals(AiException.Kind.INPUT, refused.kind());
        assertEquals("a picture of 1 x 100000 pixels: the model would see 224 x 22400000 of them",
                refused.getMessage());
    }

    @Test
    void aPictureThatIsLongBesideItsPaddingIsRefused() throws IOException {
        ImageProcessor processor = read("""
                {"image_processor_type": "DetrImageProcessor", "do_resize": false,
                 "pad_size": {"height": 8, "width": 8192}}""");
        AiException refused = assertThrows(AiException.class, () -> processor.process(gray(1, 100_000)));
        assertEquals(AiException.Kind.INPUT, refused.kind());
        assertEquals("a picture of 1 x 100000 pixels: the model would see 8192 x 100000 of them",
                refused.getMessage());
    }

    /// The reference makes an edge of none of it, and fails.
    @Test
    void anEdgeHasOnePixelAtLeast() throws IOException {
        PixelValues values = read("{\"image_processor_type\": \"DetrImageProcessor\"}").process(gray(1, 5000));
        assertEquals(1, values.width());
        assertEquals(1333, values.height());
        PixelValues yolos = read("{\"image_processor_type\": \"YolosImageProcessor\"}").process(gray(1, 5000));
        assertEquals(16, yolos.width());
        assertEquals(1328, yolos.height());
    }

    private ImageProcessor read(String json) throws IOException {
        Files.writeString(folder.resolve("preprocessor_config.json"), json);
        return ImageProcessor.read(ProcessorFolder.of(folder));
    }

    private static Pixels gray(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) 200);
        return new Pixels(width, height, rgb);
    }
}
