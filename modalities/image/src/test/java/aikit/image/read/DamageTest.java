package aikit.image.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Input;
import aikit.image.ImageReader;
import aikit.image.Picture;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pictures that were cut off, overwritten or flipped. `-Dai.damages=500` damages each that often in each of four ways;
/// `-Dai.seed=N` repeats a run.
class DamageTest {

    private static final int DAMAGES = Integer.getInteger("ai.damages", 5);

    @BeforeAll
    static void load() {
        Samples.loadFfmpeg();
    }

    private enum Damage {
        TRUNCATE,
        FLIP,
        HEADER,
        BLOCK;

        byte[] to(byte[] whole, Random random) {
            byte[] bytes = whole.clone();
            return switch (this) {
                case TRUNCATE -> Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length - 1));
                case FLIP -> {
                    for (int i = 0; i < 1 + bytes.length / 500; i++) {
                        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    yield bytes;
                }
                case HEADER -> {
                    int head = Math.min(bytes.length, 600);
                    for (int i = 0; i < 1 + random.nextInt(12); i++) {
                        bytes[random.nextInt(head)] = (byte) random.nextInt(256);
                    }
                    yield bytes;
                }
                case BLOCK -> {
                    int from = random.nextInt(bytes.length);
                    byte[] block = new byte[Math.min(bytes.length - from, 1 + random.nextInt(2048))];
                    if (random.nextBoolean()) {
                        random.nextBytes(block);
                    }
                    System.arraycopy(block, 0, bytes, from, block.length);
                    yield bytes;
                }
            };
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jpeg-420.jpg", "jpeg-444-progressive.jpg", "jpeg-cmyk.jpg", "jpeg-restart.jpg",
                "profile-p3.jpg",
                "png-rgba.png", "png-palette4.png", "png-rgb-interlaced.png", "gif-interlaced.gif", "bmp-palette.bmp",
                "tiff-lzw.tif", "tiff-group4.tif", "tiff-tiled.tif", "tiff-jpeg.tif", "tiff-cmyk.tif",
                "webp-alpha.webp", "webp-lossless.webp", "webp-animated.webp", "avif-alpha.avif", "heic-grid.heic",
                "heic-alpha.heic"})
    void damageNeitherHangsNorCrashes(String name) {
        long seed = Long.getLong("ai.seed", System.nanoTime());
        Random random = new Random(seed);
        byte[] whole = Samples.bytes(name);
        for (Damage damage : Damage.values()) {
            for (int i = 0; i < DAMAGES; i++) {
                byte[] bytes = damage.to(whole, random);
                String what = name + " " + damage + " " + i + " of seed " + seed;
                long start = System.nanoTime();
                try {
                    Picture picture = ImageReader.read(new Input.OfBytes(bytes, "damaged"), random.nextInt(3) * 20);
                    assertTrue(picture.pixels().width() <= picture.size().width(), what);
                } catch (AiException e) {
                    boolean expected = e.kind() == AiException.Kind.INPUT || e.kind() == AiException.Kind.LIMIT;
                    assertTrue(expected, what);
                    assertTrue(e.getMessage().startsWith("damaged: "), what + ": " + e.getMessage());
                    assertEquals(1, e.getMessage().lines().count(), what);
                } catch (RuntimeException | Error e) {
                    throw new AssertionError(what, e);
                }
                long seconds = (System.nanoTime() - start) / 1_000_000_000;
                assertTrue(seconds <= 20, what + " took " + seconds + " s");
            }
        }
    }

    /// All formats but those that have nothing behind their pixels or between them: half a file is no picture.
    @ParameterizedTest
    @ValueSource(
            strings = {"jpeg-420.jpg", "jpeg-422.jpg", "jpeg-444-progressive.jpg", "jpeg-grey.jpg", "jpeg-cmyk.jpg",
                "jpeg-restart.jpg", "png-rgb.png", "png-1bit.png", "png-rgb-interlaced.png", "gif.gif", "bmp-rgb.bmp",
                "tiff-raw.tif", "tiff-lzw.tif", "tiff-deflate.tif", "tiff-group4.tif", "tiff-jpeg.tif",
                "tiff-packbits.tif",
                "tiff-tiled.tif", "webp-lossy.webp", "webp-lossless.webp", "avif.avif", "heic.heic", "heic-grid.heic"})
    void whatIsCutOffIsNeverTakenForTheWhole(String name) {
        byte[] whole = Samples.bytes(name);
        for (int percent : new int[]{3, 10, 30, 50, 70, 90, 97}) {
            byte[] part = Arrays.copyOf(whole, (int) (whole.length * (long) percent / 100));
            for (int edge : new int[]{0, 10}) {
                String what = name + " " + percent + " %";
                try {
                    Picture picture = ImageReader.read(new Input.OfBytes(part, "part"), edge);
                    assertFalse(true, what + " was read: " + picture.warnings());
                } catch (AiException e) {
                    assertEquals(AiException.Kind.INPUT, e.kind(), what);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jpeg-420.jpg", "jpeg-444-progressive.jpg", "png-rgb.png", "gif.gif", "bmp-rgb.bmp",
                "tiff-lzw.tif",
                "webp-lossy.webp", "avif.avif"})
    void whatStandsBehindTheEndIsNoDamage(String name) {
        byte[] whole = Samples.bytes(name);
        byte[] more = Arrays.copyOf(whole, whole.length + 1000);
        Picture picture = ImageReader.read(new Input.OfBytes(more, "more"));
        assertEquals(List.of(), picture.warnings());
        assertEquals(0, Samples.Difference.of(Samples.read(name).pixels(), picture.pixels()).most());
    }
}
