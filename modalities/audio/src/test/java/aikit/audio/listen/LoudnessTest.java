package aikit.audio.listen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.Result.Loudness;
import aikit.audio.Recording;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The signals of EBU Tech 3341 (loudness, true peak) and Tech 3342 (range) that can be computed, with the tolerances that
/// these documents allow.
class LoudnessTest {

    private static Loudness measure(Recording recording) {
        LoudnessMeter meter = new LoudnessMeter(recording.format().sampleRate(), recording.format().speakers());
        TruePeak peak = new TruePeak(recording.format().sampleRate(), recording.format().channels());
        float[] block = new float[1000 * recording.format().channels()];
        try (Recording.Frames frames = recording.open()) {
            for (int count = frames.read(block); count >= 0; count = frames.read(block)) {
                meter.accept(block, count);
                peak.accept(block, count);
            }
        }
        peak.finish();
        return meter.finish(LevelMeter.decibels(peak.peak()));
    }

    @Test
    void filtersAt48kAreThoseOfTheStandard() {
        assertArrayEquals(
                new double[]{1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241,
                    0.73248077421585},
                KWeighting.shelf(48_000), 1e-9);
        assertArrayEquals(
                new double[]{1, -2, 1, -1.99004745483398, 0.99007225036621}, KWeighting.pass(48_000), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({"-23, -23", "-33, -33"})
    void tech3341Cases1And2(double decibels, double expected) {
        Loudness loudness = measure(Waves.steps(20, decibels));
        assertEquals(expected, loudness.integrated(), 0.1);
        assertEquals(expected, loudness.momentary(), 0.1);
        assertEquals(expected, loudness.shortTerm(), 0.1);
    }

    @Test
    void tech3341Cases3To5AreGated() {
        assertEquals(-23, measure(Waves.steps(10, -36, 60, -23, 10, -36)).integrated(), 0.1);
        assertEquals(-23, measure(Waves.steps(10, -72, 10, -36, 60, -23, 10, -36, 10, -72)).integrated(), 0.1);
        assertEquals(-23, measure(Waves.steps(20, -26, 20.1, -20, 20, -26)).integrated(), 0.1);
    }

    @Test
    void tech3341Case6WeighsFiveChannels() {
        DoubleUnaryOperator front = Waves.sine(1000, -28);
        DoubleUnaryOperator back = Waves.sine(1000, -30);
        List<DoubleUnaryOperator> channels = List.of(front, front, Waves.sine(1000, -24), back, back);
        Recording.Format format = new Recording.Format("test", 48_000, List.of("FL", "FR", "FC", "SL", "SR"));
        assertEquals(-23, measure(new Waves(format, 20, channels)).integrated(), 0.1);
    }

    @Test
    void bassChannelDoesNotCount() {
        DoubleUnaryOperator tone = Waves.sine(1000, -23);
        DoubleUnaryOperator bass = Waves.sine(60, -3);
        Recording.Format format = new Recording.Format("test", 48_000, List.of("FL", "FR", "LFE"));
        assertEquals(-23, measure(new Waves(format, 20, List.of(tone, tone, bass))).integrated(), 0.1);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 16_000, 22_050, 44_100, 96_000, 192_000})
    void otherRatesMeasureTheSame(int sampleRate) {
        // 997 Hz is what the standard calibrates with: -3.01 LUFS for a mono sine of full scale.
        Loudness loudness = measure(Waves.mono(sampleRate, 5, Waves.sine(997, -20)));
        assertEquals(-23.01, loudness.integrated(), 0.1);
    }

    @ParameterizedTest
    @CsvSource({"-20, -30, 10", "-20, -15, 5", "-40, -20, 20"})
    void tech3342Cases1To3(double first, double second, double range) {
        assertEquals(range, measure(Waves.steps(20, first, 20, second)).range(), 1);
    }

    @Test
    void tech3342Case4LeavesTheQuietestOut() {
        assertEquals(15, measure(Waves.steps(20, -50, 20, -35, 20, -20, 20, -35, 20, -50)).range(), 1);
    }

    /// Case 15 has its peaks on samples; in cases 16 to 19 they lie between them.
    @ParameterizedTest
    @CsvSource({"4, 0, 0.5, -6", "4, 45, 0.5, -6", "6, 60, 0.5, -6", "8, 67.5, 0.5, -6", "4, 45, 1.41, 3"})
    void tech3341Cases15To19FindPeaksBetweenSamples(int part, double degrees, double amplitude, double expected) {
        double fade = 0.01;
        DoubleUnaryOperator wave = time -> amplitude * Math.min(1, Math.min(time, 1 - time) / fade)
                * Math.sin(2 * Math.PI * 48_000 / part * time + Math.toRadians(degrees));
        double peak = measure(Waves.stereo(48_000, 1, wave)).truePeak();
        assertTrue(peak < expected + 0.2 && peak > expected - 0.4, "dBTP: " + peak);
    }

    @Test
    void peaksAreFoundWhereverTheyAre() {
        // A pair of samples at the very end whose peak lies between them.
        DoubleUnaryOperator wave = time -> time > 0.99995 ? 0.9 : 0.01 * Waves.noise(time);
        double peak = measure(Waves.mono(48_000, 1, wave)).truePeak();
        assertTrue(peak > LevelMeter.decibels(0.95), "dBTP: " + peak);
    }

    @Test
    void silenceAndShortSoundsHaveNoLoudness() {
        assertEquals(Double.NEGATIVE_INFINITY, measure(Waves.mono(48_000, 5, time -> 0)).integrated());
        Loudness brief = measure(Waves.mono(48_000, 0.3, Waves.sine(1000, -20)));
        assertEquals(Double.NEGATIVE_INFINITY, brief.integrated());
        assertTrue(Double.isNaN(brief.range()));
        assertEquals(-20, brief.truePeak(), 0.1);
    }
}
