package aikit.audio.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Input;
import aikit.ffmpeg.Ffmpeg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Files that were cut off, overwritten or flipped. `-Dai.damages=2000` damages each format that often in each of four
/// ways; `-Dai.seed=N` repeats a run.
class DamageTest {

    private static final int DAMAGES = Integer.getInteger("ai.damages", 12);

    private static final Limits LIMITS = new Limits(
            Limits.USUAL.probe(), Limits.USUAL.streams(), Limits.USUAL.analysis(), Duration.ofSeconds(5),
            Duration.ofMinutes(10));

    private static final Map<Format, byte[]> WHOLE = new EnumMap<>(Format.class);

    @TempDir
    static Path folder;

    @BeforeAll
    static void write() throws IOException {
        Ffmpeg.load(Tones.CACHE);
        for (Format format : Format.values()) {
            WHOLE.put(format, Files.readAllBytes(format.write(folder, Tones.sweep(format.rate(), 4))));
        }
    }

    /// The ways to damage a file.
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
                    byte[] block = new byte[Math.min(bytes.length - from, 1 + random.nextInt(4096))];
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
    @EnumSource
    void damageNeitherHangsNorCrashes(Format format) {
        long seed = Long.getLong("ai.seed", System.nanoTime());
        Random random = new Random(seed);
        for (Damage damage : Damage.values()) {
            for (int i = 0; i < DAMAGES; i++) {
                byte[] bytes = damage.to(WHOLE.get(format), random);
                String what = format + " " + damage + " " + i + " of seed " + seed;
                long start = System.nanoTime();
                try {
                    Tones.Heard heard = Tones.hear(new Input.OfBytes(bytes, "damaged"), "", 16000, LIMITS);
                    assertTrue(heard.samples().length > 0, what);
                } catch (AiException e) {
                    assertEquals(AiException.Kind.INPUT, e.kind(), what);
                    assertTrue(e.getMessage().startsWith("damaged: "), what + ": " + e.getMessage());
                    assertEquals(1, e.getMessage().lines().count(), what);
                } catch (RuntimeException e) {
                    throw new AssertionError(what, e);
                }
                long seconds = (System.nanoTime() - start) / 1_000_000_000;
                assertTrue(seconds <= 4 * LIMITS.patience().toSeconds(), what + " took " + seconds + " s");
            }
        }
    }

    /// A broadcast is a row of packets without beginning or end: nothing tells that there was more of it.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TS")
    void whatIsCutOffIsNeverSilentlyTakenForTheWhole(Format format) {
        byte[] whole = WHOLE.get(format);
        for (int percent : new int[]{10, 50, 90}) {
            byte[] part = Arrays.copyOf(whole, (int) (whole.length * (long) percent / 100));
            String what = format + " " + percent + " %";
            try {
                Tones.Heard heard = Tones.hear(new Input.OfBytes(part, "part"), "", 16000, LIMITS);
                assertTrue(heard.seconds() < 4.1, what);
                assertFalse(heard.warnings().isEmpty(), what + ": " + heard.seconds() + " s and no warning");
            } catch (AiException e) {
                assertEquals(AiException.Kind.INPUT, e.kind(), what);
            }
        }
    }

    @Test
    void theWarningSaysHowMuchThereIs() {
        byte[] whole = WHOLE.get(Format.FLAC);
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        List<String> warnings = Tones.hear(new Input.OfBytes(half, "half"), "", 16000, LIMITS).warnings();
        assertTrue(
                warnings.getFirst().matches("declares 4\\.0 s, 1\\.\\d s could be decoded: it is cut off or damaged"),
                warnings.toString());
    }

    @Test
    void whatStandsBehindTheEndIsNoLoss() {
        byte[] tag = Arrays.copyOf("TAG a title".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 128);
        for (Format format : List.of(Format.MP3, Format.FLAC, Format.M4A, Format.OGG, Format.WAV, Format.AAC)) {
            byte[] whole = WHOLE.get(format);
            byte[] tagged = Arrays.copyOf(whole, whole.length + tag.length);
            System.arraycopy(tag, 0, tagged, whole.length, tag.length);
            assertEquals(
                    List.of(), Tones.hear(new Input.OfBytes(tagged, "tagged"), "", 16000, LIMITS).warnings(),
                    format.toString());
        }
    }

    /// Where the file's clock shows how much is missing, silence takes its place.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.INCLUDE, names = {"WEBM", "OGG", "OPUS", "FLAC", "MKV"})
    void whatFollowsAHoleStaysInTime(Format format) throws IOException {
        byte[] holed = Files.readAllBytes(format.write(folder, Tones.sweep(format.rate(), 9)));
        float[] whole = Tones.hear(new Input.OfBytes(holed, "whole"), "", 16000, LIMITS).samples();
        Arrays.fill(holed, holed.length * 4 / 10, holed.length * 5 / 10, (byte) 0);
        Tones.Heard heard = Tones.hear(new Input.OfBytes(holed, "holed"), "", 16000, LIMITS);
        assertEquals(9, heard.seconds(), 0.1);
        assertFalse(heard.warnings().isEmpty());
        // A container counts in milliseconds, and a page of Ogg ends somewhere in a packet.
        double best = 0;
        for (int shift = -480; shift <= 480; shift++) {
            best = Math.max(best, likeness(whole, heard.samples(), 8 * 16000, shift));
        }
        assertTrue(best > 0.95, best + " " + heard.warnings());
    }

    private static double likeness(float[] one, float[] other, int from, int shift) {
        double product = 0;
        double power = 0;
        for (int i = from; i < from + 8000; i++) {
            product += one[i] * other[i + shift];
            power += one[i] * one[i];
        }
        return product / power;
    }
}
