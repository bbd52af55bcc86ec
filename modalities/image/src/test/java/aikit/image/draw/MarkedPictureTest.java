package aikit.image.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.Result.Box;
import aikit.Result.Detection;
import aikit.Result.Detections;
import aikit.Result.Point;
import aikit.Result.Size;
import aikit.image.Pixels;
import aikit.image.draw.MarkedPicture.Encoding;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkedPictureTest {

    private static Pixels grey(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        java.util.Arrays.fill(rgb, (byte) 128);
        return new Pixels(width, height, rgb);
    }

    private static int at(Pixels pixels, int x, int y) {
        int i = 3 * (y * pixels.width() + x);
        return (pixels.rgb()[i] & 0xff) << 16 | (pixels.rgb()[i + 1] & 0xff) << 8 | pixels.rgb()[i + 2] & 0xff;
    }

    private static List<Mark> marks(Box box, Point... landmarks) {
        return Mark.of(new Detections(
                new Size(1, 1), List.of(new Detection("cat", 0.876, box, List.of(landmarks))), List.of()));
    }

    @Test
    void aBoxIsDrawnInItsColourAndNothingWithin() {
        Pixels pixels = grey(200, 160);
        List<Mark> marks = marks(new Box(40, 50, 120, 130), new Point(80, 100));
        assertEquals("cat 88%", marks.getFirst().label());
        MarkedPicture.draw(pixels, marks);
        int colour = LabelColour.of("cat").rgb();
        for (int[] edge : new int[][]{{39, 90}, {119, 90}, {80, 129}, {80, 49}, {79, 99}}) {
            assertEquals(Integer.toHexString(colour), Integer.toHexString(at(pixels, edge[0], edge[1])));
        }
        assertEquals(0x808080, at(pixels, 60, 90));
        assertEquals(0x808080, at(pixels, 150, 90));
        assertEquals(colour, at(pixels, 40, 45)); // behind the label, above the box
    }

    @ParameterizedTest
    @CsvSource({"-50,-50,20,20", "150,120,300,300", "0,0,200,160", "-10,-10,400,400", "199,159,200,160", "5,5,5,5"})
    void whatLiesOutsideIsLeftOut(double left, double top, double right, double bottom) {
        Pixels pixels = grey(200, 160);
        MarkedPicture.draw(pixels, marks(new Box(left, top, right, bottom), new Point(-5, 900)));
        assertEquals(200, pixels.width());
    }

    @Test
    void aLabelStaysInThePicture() {
        Pixels pixels = grey(120, 60);
        MarkedPicture.draw(pixels, marks(new Box(110, 0, 119, 40)));
        // Within the box where there is no room above, to the left where there is none to the right.
        assertEquals(LabelColour.of("cat").rgb(), at(pixels, 119, 0));
    }

    @Test
    void tinyPicturesCanBeDrawnOn() {
        MarkedPicture.draw(grey(1, 1), marks(new Box(0, 0, 1, 1)));
        MarkedPicture.draw(grey(3, 2000), marks(new Box(0, 0, 3, 1500)));
    }

    @Test
    void everyCharacterOfAsciiHasAForm() {
        for (char c = '!'; c <= '~'; c++) {
            Pixels pixels = grey(40, 40);
            StrokeFont.draw(new Canvas(pixels), String.valueOf(c), 10, 10, 2, 0xffffff);
            int drawn = 0;
            for (int i = 0; i < 1600; i++) {
                drawn += at(pixels, i % 40, i / 40) == 0x808080 ? 0 : 1;
            }
            assertTrue(drawn > 0, "nothing is drawn for " + c);
        }
        assertEquals(StrokeFont.width("Uber"), StrokeFont.width("Über"));
        assertEquals(StrokeFont.width("??"), StrokeFont.width("猫犬"));
        assertEquals(0, StrokeFont.width(""));
    }

    @Test
    void picturesAreWrittenAsTheyAre() throws IOException {
        Pixels pixels = grey(64, 48);
        pixels.rgb()[0] = (byte) 255;
        pixels.rgb()[1] = 0;
        pixels.rgb()[2] = 10;
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        MarkedPicture.write(pixels, Encoding.PNG, png);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png.toByteArray()));
        assertEquals(0xffff000a, image.getRGB(0, 0));
        assertEquals(0xff808080, image.getRGB(63, 47));
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        MarkedPicture.write(grey(64, 48), Encoding.JPEG, jpeg);
        assertEquals(0xff808080, ImageIO.read(new ByteArrayInputStream(jpeg.toByteArray())).getRGB(20, 20));
    }

    @Test
    void aWordHasOneColour() {
        assertEquals(LabelColour.of("person"), LabelColour.of("person"));
        assertNotEquals(LabelColour.of("person"), LabelColour.of("car"));
        assertTrue(LabelColour.of("dog").hex().matches("#[0-9a-f]{6}"));
    }
}
