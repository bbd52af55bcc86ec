package aikit.image.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import aikit.Result.Size;
import aikit.image.Pixels;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PillowResizeTest {

    private static final int[] LEVELS = {0, 50, 100, 250, 255, 10, 128};

    /// The numbers are those of Pillow 13.
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "NEAREST; 50 250 10; 0 50 50 100 250 250 255 10 10 128",
        "LANCZOS; 30 204 107; 0 24 58 95 197 255 244 46 42 144",
        "BILINEAR; 43 190 105; 0 27 63 98 198 252 243 71 63 128",
        "BICUBIC; 35 201 104; 0 23 60 95 204 255 248 52 49 135",
        "BOX; 25 202 69; 0 50 50 100 250 250 255 10 10 128",
        "HAMMING; 37 211 86; 0 31 54 100 221 251 254 29 55 128"})
    void everyFilterIsThatOfPillow(Resampling filter, String fewer, String more) {
        for (String expected : new String[]{fewer, more}) {
            int[] levels = Stream.of(expected.split(" ")).mapToInt(Integer::parseInt).toArray();
            assertArrayEquals(levels, firstChannel(
                    PillowResize.resize(row(LEVELS), new Size(levels.length, 1), filter)), "a row");
            assertArrayEquals(levels, firstChannel(
                    PillowResize.resize(column(LEVELS), new Size(1, levels.length), filter)), "a column");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatHasTheSizeStaysAsItIs(Resampling filter) {
        Pixels pixels = noise(9, 7);
        assertSame(pixels, PillowResize.resize(pixels, new Size(9, 7), filter));
    }

    @ParameterizedTest
    @EnumSource
    void onePixelFillsEverything(Resampling filter) {
        Pixels pixel = new Pixels(1, 1, new byte[]{7, (byte) 200, 31});
        byte[] rgb = PillowResize.resize(pixel, new Size(40, 25), filter).rgb();
        for (int i = 0; i < rgb.length; i++) {
            assertEquals(pixel.rgb()[i % 3], rgb[i]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyPixelsOfOneColourBecomeOne(Resampling filter) {
        byte[] rgb = new byte[3 * 1000 * 3];
        Arrays.fill(rgb, (byte) 200);
        byte[] one = PillowResize.resize(new Pixels(1000, 3, rgb), new Size(1, 1), filter).rgb();
        assertArrayEquals(new byte[]{(byte) 200, (byte) 200, (byte) 200}, one);
    }

    /// Whichever pass comes first, and where one of them or both have nothing to do.
    @ParameterizedTest
    @CsvSource({"20, 31, 11, 9", "20, 90, 11, 9", "20, 31, 20, 9", "20, 31, 9, 31", "20, 31, 20, 31", "20, 31, 50, 70",
        "20, 90, 50, 9", "90, 20, 9, 50"})
    void aWindowShowsThatPartOfTheWhole(int width, int height, int toWidth, int toHeight) {
        Pixels pixels = noise(width, height);
        Size to = new Size(toWidth, toHeight);
        Window window = new Window(-2, 3, toWidth - 1, toHeight);
        for (Resampling filter : Resampling.values()) {
            Pixels whole = PillowResize.resize(pixels, to, filter);
            Pixels part = PillowResize.resize(pixels, to, filter, window);
            assertEquals(window.width(), part.width());
            assertEquals(window.height(), part.height());
            for (int y = 0; y < part.height(); y++) {
                for (int x = 0; x < part.width(); x++) {
                    boolean inside = x >= 2 && y + 3 < toHeight;
                    for (int channel = 0; channel < 3; channel++) {
                        int expected = inside ? whole.rgb()[3 * ((y + 3) * toWidth + x - 2) + channel] : 0;
                        assertEquals(expected, part.rgb()[3 * (y * part.width() + x) + channel], filter + " " + x + " "
                                + y);
                    }
                }
            }
        }
    }

    @Test
    void aWindowBesideThePictureIsBlack() {
        Pixels beside = PillowResize.resize(
                noise(5, 5), new Size(9, 9), Resampling.BICUBIC, new Window(9, 0, 4, 2));
        assertArrayEquals(new byte[3 * 4 * 2], beside.rgb());
    }

    /// It would have 224 x 22,400,000 pixels.
    @Test
    void aThreadIsResizedWhereItIsSeen() {
        Pixels seen = PillowResize.resize(
                noise(1, 100_000), new Size(224, 22_400_000), Resampling.BICUBIC,
                new Window(0, 11_199_888, 224, 224));
        assertEquals(224, seen.height());
    }

    private static Pixels row(int... levels) {
        return new Pixels(levels.length, 1, gray(levels));
    }

    private static Pixels column(int... levels) {
        return new Pixels(1, levels.length, gray(levels));
    }

    private static byte[] gray(int... levels) {
        byte[] rgb = new byte[3 * levels.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) levels[i / 3];
        }
        return rgb;
    }

    private static int[] firstChannel(Pixels pixels) {
        int[] levels = new int[pixels.width() * pixels.height()];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = pixels.rgb()[3 * i] & 0xff;
            assertEquals(pixels.rgb()[3 * i], pixels.rgb()[3 * i + 1]);
            assertEquals(pixels.rgb()[3 * i], pixels.rgb()[3 * i + 2]);
        }
        return levels;
    }

    private static Pixels noise(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        new Random(width * 31L + height).nextBytes(rgb);
        return new Pixels(width, height, rgb);
    }
}
