package aikit.image.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Input;
import aikit.image.ImageReader;
import aikit.image.Pixels;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Files that say what no program writes.
class CraftedFilesTest {

    @BeforeAll
    static void load() {
        Samples.loadFfmpeg();
    }

    private static void assertRefused(byte[] file, String why) {
        AiException refusal = assertThrows(
                AiException.class, () -> ImageReader.read(new Input.OfBytes(file, "crafted")));
        assertEquals(AiException.Kind.INPUT, refusal.kind());
        assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    }

    private static int find(byte[] file, String mark) {
        int at = new String(file, StandardCharsets.ISO_8859_1).indexOf(mark);
        assertTrue(at >= 0, mark);
        return at;
    }

    @Test
    void placesBehindTheEndOfTheFile() {
        byte[] file = Bombs.heif("heic", "grid", 100, 100, 1);
        int extent = find(file, "iloc") + 20;
        // As much as there is from there on: less than nothing.
        ByteBuffer.wrap(file).putInt(extent, 1 << 30).putInt(extent + 4, 0);
        assertRefused(file, "is cut off");
    }

    @Test
    void placesWhoseSumIsNoNumber() {
        byte[] extents = Bombs.join(
                Bombs.shorts(0x8800, 1, 1, 0, 0, 2), Bombs.ints(0, 8), Bombs.ints(0x7fffffff, -1),
                Bombs.ints(0, 8), Bombs.ints(0x7fffffff, -1));
        byte[] file = Bombs.join(
                Bombs.box("ftyp", Bombs.ascii("heic"), new byte[4], Bombs.ascii("heic")),
                Bombs.box(
                        "meta", new byte[4], Bombs.box("pitm", new byte[4], Bombs.shorts(1)),
                        Bombs.box(
                                "iinf", new byte[4], Bombs.shorts(1),
                                Bombs.box(
                                        "infe", Bombs.ints(2 << 24), Bombs.shorts(1, 0), Bombs.ascii("grid\0"))),
                        Bombs.box("iloc", Bombs.ints(1 << 24), extents)));
        assertRefused(file, "is cut off");
    }

    /// Red, green and blue cannot have fewer samples of colour; whoever says so gets some picture, of the right size.
    @Test
    void aMatrixThatDoesNotFitTheSamples() {
        for (String name : List.of("avif.avif", "heic.heic")) {
            byte[] file = Samples.bytes(name);
            int matrix = find(file, "nclx") + 8;
            ByteBuffer.wrap(file).putShort(matrix, (short) 0);
            Pixels pixels = ImageReader.read(new Input.OfBytes(file, name)).pixels();
            assertEquals(Samples.read(name).pixels().width(), pixels.width());
        }
    }

    /// Two samples of one component for three of another: libjpeg does not read it either.
    @Test
    void fractionsOfSamples() {
        ByteBuffer file = ByteBuffer.allocate(600).put(new byte[]{-1, (byte) 0xD8});
        file.put(new byte[]{-1, (byte) 0xDB, 0, 67, 0}).put(new byte[64]);
        file.put(new byte[]{-1, (byte) 0xC0, 0, 17, 8, 0, 24, 0, 24, 3, 1, 0x31, 0, 2, 0x21, 0, 3, 0x21, 0});
        for (int kind : new int[]{0, 0x10}) {
            file.put(new byte[]{-1, (byte) 0xC4, 0, 20, (byte) kind, 1}).put(new byte[15]).put((byte) 0);
        }
        file.put(new byte[]{-1, (byte) 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0}).put(new byte[200]);
        assertRefused(file.put(new byte[]{-1, (byte) 0xD9}).array(), "with fractions of samples");
    }

    @Test
    void aFileCanBeDecodedTwice() {
        for (String name : Samples.names()) {
            PictureFile file = ImageReader.open(Samples.input(name), Limits.USUAL);
            byte[] first = file.read(0, 0).pixels().rgb();
            assertArrayEquals(first, file.read(0, 0).pixels().rgb(), name);
        }
    }

    @Test
    void aLimitIsNoMoreThanJavaHasRoomFor() {
        assertTrue(4 * new Limits(1_000_000_000, 1).pixels() <= Integer.MAX_VALUE);
        assertEquals(500_000_000, new Limits(500_000_000, 1).pixels());
    }
}
