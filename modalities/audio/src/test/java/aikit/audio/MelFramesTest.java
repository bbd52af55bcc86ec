package aikit.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MelFramesTest {

    private static final LogMel MEL = new LogMel(FeatureConfig.WHISPER);
    private static final int BINS = 80;

    @Test
    void piecesOfAnyLengthMakeTheSameFrames() {
        float[] samples = Signals.of("speech", 100_003, 16_000);
        MelFrames whole = heard(samples);
        Random random = new Random(3);
        MelFrames pieces = MEL.start();
        for (int at = 0; at < samples.length;) {
            int length = Math.min(samples.length - at, random.nextInt(0, 40_000));
            pieces.accept(samples, at, length);
            at += length;
        }
        assertTrue(pieces.count() < whole.count(), "the last frames need the end");
        pieces.finish();
        assertEquals(100_003 / 160, pieces.count());
        assertEquals(whole.peak(), pieces.peak());
        assertArrayEquals(window(whole, 0, 625), window(pieces, 0, 625));
    }

    @Test
    void measuringFindsWhatHearingFinds() {
        float[] samples = Signals.of("fading", 123_456, 16_000);
        MelFrames measured = MEL.measure();
        measured.accept(samples, 0, samples.length);
        measured.finish();
        MelFrames heard = heard(samples);
        assertEquals(heard.peak(), measured.peak());
        assertEquals(heard.count(), measured.count());
        assertThrows(IllegalArgumentException.class, () -> window(measured, 0, 10));
    }

    @Test
    void thePeakOfTheWholeLimitsEveryWindow() {
        MelFrames frames = heard(Signals.of("fading", 480_000, 16_000));
        float[] last = window(frames, 2900, 100);
        float floor = (frames.peak() - 8 + 4) / 4;
        int floors = 0;
        for (float value : last) {
            assertTrue(value >= floor);
            floors += value == floor ? 1 : 0;
        }
        assertTrue(floors > 1000, "the end is far below the beginning: " + floors);
    }

    @Test
    void behindTheEndAreZeros() {
        MelFrames frames = heard(Signals.of("speech", 32_000, 16_000));
        float[] values = window(frames, 150, 100);
        float[] there = window(frames, 150, 50);
        for (int bin = 0; bin < BINS; bin++) {
            for (int i = 0; i < 100; i++) {
                assertEquals(i < 50 ? there[bin * 50 + i] : 0, values[bin * 100 + i]);
            }
        }
    }

    @Test
    void discardedFramesGoAndTheOthersStay() {
        float[] samples = Signals.of("speech", 480_000, 16_000);
        MelFrames all = heard(samples);
        MelFrames few = MEL.start();
        for (int at = 0; at < samples.length; at += 16_000) {
            few.accept(samples, at, 16_000);
            few.discardBefore(few.count() - 200);
        }
        few.finish();
        assertEquals(3000, few.count());
        assertArrayEquals(window(all, 2800, 200), window(few, 2800, 200));
        assertThrows(IllegalArgumentException.class, () -> window(few, 2000, 200));
        few.discardBefore(10_000);
        assertArrayEquals(new float[BINS * 5], window(few, 3072, 5));
    }

    @Test
    void silenceUpToAChunkIsNotComputedButThere() {
        float[] samples = Signals.of("speech", 20_000, 16_000);
        MelFrames chunk = MEL.chunk(samples, 0, samples.length);
        float[] filled = new float[480_000];
        System.arraycopy(samples, 0, filled, 0, samples.length);
        MelFrames computed = heard(filled);
        assertEquals(3000, chunk.count());
        assertEquals(computed.peak(), chunk.peak());
        assertArrayEquals(window(computed, 0, 3000), window(chunk, 0, 3000));
    }

    @Test
    void onlyAPartOfAnArrayIsHeard() {
        float[] samples = Signals.of("noise", 10_000, 16_000);
        float[] padded = new float[12_000];
        System.arraycopy(samples, 0, padded, 1500, 10_000);
        assertArrayEquals(window(MEL.chunk(samples, 0, 10_000), 0, 3000),
                window(MEL.chunk(padded, 1500, 10_000), 0, 3000));
    }

    @ParameterizedTest
    @ValueSource(ints = {160, 161, 200, 201, 319, 321, 400, 20_639, 20_720, 20_721, 20_880, 40_960, 41_000})
    void bothEndsAreMirrored(int count) {
        float[] samples = Signals.of("noise", count, 16_000);
        // The same with the mirrors made by hand, of which the frames in the middle are looked at.
        float[] mirrored = new float[count + 3200];
        for (int i = 0; i < mirrored.length; i++) {
            int way = Math.floorMod(i - 1600, 2 * (count - 1));
            mirrored[i] = samples[Math.min(way, 2 * (count - 1) - way)];
        }
        MelFrames frames = heard(samples);
        int length = count / 160;
        assertEquals(length, frames.count());
        float[] expected = window(heard(mirrored), 10, length);
        assertArrayEquals(expected, window(frames, 0, length), 1e-6f);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 159})
    void aRecordingWithoutAFrameIsNoError(int count) {
        MelFrames frames = heard(Signals.of("noise", count, 16_000));
        assertEquals(0, frames.count());
        assertEquals(-10, frames.peak());
        assertArrayEquals(new float[BINS * 3], window(frames, 0, 3));
        assertEquals(3000, MEL.chunk(new float[count], 0, count).count());
    }

    @Test
    void windowsLieBesideEachOtherInABatch() {
        MelFrames frames = heard(Signals.of("speech", 16_000, 16_000));
        FloatBuffer batch = ByteBuffer.allocateDirect(2 * BINS * 60 * Float.BYTES).order(ByteOrder.nativeOrder())
                .asFloatBuffer(); // [2, BINS, 60]
        frames.copy(0, 60, frames.peak(), batch);
        assertEquals(BINS * 60, batch.position());
        frames.copy(30, 60, frames.peak(), batch);
        assertEquals(0, batch.remaining());
        float[] second = new float[BINS * 60];
        batch.get(BINS * 60, second);
        assertArrayEquals(window(frames, 30, 60), second);
    }

    @Test
    void nothingIsHeardAfterTheEnd() {
        MelFrames frames = heard(new float[500]);
        assertThrows(IllegalStateException.class, () -> frames.accept(new float[1], 0, 1));
        assertThrows(IllegalStateException.class, frames::finish);
    }

    private static MelFrames heard(float[] samples) {
        MelFrames frames = MEL.start();
        frames.accept(samples, 0, samples.length);
        frames.finish();
        return frames;
    }

    private static float[] window(MelFrames frames, long first, int length) {
        FloatBuffer values = FloatBuffer.allocate(BINS * length); // [BINS, length]
        frames.copy(first, length, frames.peak(), values);
        return values.array();
    }
}
