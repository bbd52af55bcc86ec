package aikit.image.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Input;
import aikit.Result.Size;
import aikit.image.ImageReader;
import aikit.image.Picture;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Small files that ask for very much are refused by their headers.
class BombTest {

    private static final Map<String, byte[]> BOMBS = Bombs.all();

    @BeforeAll
    static void load() {
        Samples.loadFfmpeg();
    }

    static List<String> names() {
        return List.copyOf(BOMBS.keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void bombsAreRefusedAtOnce(String name) {
        Input input = new Input.OfBytes(BOMBS.get(name), "bomb");
        long quickest = Long.MAX_VALUE;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            var thread = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
            long allocated = thread.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            AiException refusal = assertThrows(AiException.class, () -> ImageReader.read(input));
            quickest = Math.min(quickest, System.nanoTime() - start);
            least = Math.min(least, thread.getCurrentThreadAllocatedBytes() - allocated);
            assertEquals(AiException.Kind.INPUT, refusal.kind());
            assertTrue(refusal.getMessage().startsWith("bomb: "), refusal.getMessage());
        }
        assertTrue(quickest < 100_000_000, quickest / 1_000_000 + " ms");
        assertTrue(least < 20_000_000, least + " bytes");
    }

    @Test
    void aBombCountsForWhatItSays() {
        byte[] png = BOMBS.get("PNG of 50,000 x 50,000");
        AiException refusal = assertThrows(
                AiException.class, () -> ImageReader.read(new Input.OfBytes(png, "big.png")));
        assertEquals(
                "big.png: has too many pixels: 50000 x 50000, the limit is 100 million", refusal.getMessage());
    }

    @Test
    void theLimitCanBeMoved() {
        Input input = Samples.input("png-rgb.png");
        Limits small = new Limits(1000, 1 << 20);
        assertThrows(AiException.class, () -> ImageReader.read(input, 0, small));
        assertEquals(157, ImageReader.read(input, 0, Limits.USUAL).size().width());
        Limits few = new Limits(1_000_000, 1000);
        AiException refusal = assertThrows(AiException.class, () -> ImageReader.read(input, 0, few));
        assertTrue(refusal.getMessage().contains("too large"), refusal.getMessage());
    }

    /// What is packed beside the pixels is not unpacked, or only as far as a profile can reach.
    @Test
    void whatIsPackedBesideThePixelsStaysPacked() {
        byte[] gigabyte = Bombs.zeros(1L << 30);
        byte[] name = Bombs.ascii("x\0\0");
        byte[] packed = ByteBuffer.allocate(name.length + gigabyte.length).put(name).put(gigabyte).array();
        byte[] png = Bombs.png(
                3, 2, 8, 2, 0, Bombs.chunk("iCCP", packed), Bombs.chunk("zTXt", packed), Bombs.idat(1 << 20));
        long start = System.nanoTime();
        Picture picture = ImageReader.read(new Input.OfBytes(png, "packed.png"));
        assertTrue(System.nanoTime() - start < 1_000_000_000L);
        assertEquals(new Size(3, 2), picture.size());
        assertEquals(
                List.of("its colour profile makes no sense: its colours are taken for sRGB"), picture.warnings());
    }

    @Test
    void exifThatPointsToItselfEnds() {
        byte[] jpeg = Samples.bytes("orientation-6.jpg");
        for (int at = 0; at < 200; at++) {
            if (jpeg[at] == 'E' && jpeg[at + 1] == 'x' && jpeg[at + 4] == 0) {
                // The next directory is this one.
                for (int i = at + 6; i < at + 60; i += 4) {
                    byte[] turned = jpeg.clone();
                    ByteBuffer.wrap(turned).putInt(i, 8);
                    try {
                        ImageReader.read(new Input.OfBytes(turned, "exif.jpg"));
                    } catch (AiException e) {
                        assertEquals(AiException.Kind.INPUT, e.kind());
                    }
                }
                return;
            }
        }
        throw new AssertionError("there is no Exif in it");
    }

    @Test
    void whatIsNoPictureIsSaidSo() {
        check("is empty", new byte[0]);
        check("is no picture of a kind that is known", Bombs.ascii("Once upon a time"));
        check("is a JPEG XL file, which is not read", new byte[]{-1, 10, 0, 0});
        check("is a drawing (SVG), which is not read", Bombs.ascii("<svg xmlns='http://www.w3.org/2000/svg'/>"));
        check("is a Photoshop file, which is not read", Bombs.ascii("8BPS\0\1"));
        AiException text = assertThrows(
                AiException.class, () -> ImageReader.read(new Input.OfText("a cat", "text")));
        assertEquals("text: is a text, not a picture", text.getMessage());
    }

    private static void check(String why, byte[] bytes) {
        AiException refusal = assertThrows(AiException.class, () -> ImageReader.read(new Input.OfBytes(bytes, "-")));
        assertEquals("-: " + why, refusal.getMessage());
    }
}
