package aikit.audio.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Result.Pitch;
import aikit.Result.SoundReport;
import aikit.Result.Stretch;
import aikit.audio.EnergyVad;
import aikit.audio.Recording;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerTest {

    private static SoundReport listen(Recording recording) {
        try (Listener listener = new Listener(ListenOptions.DEFAULT, input -> recording, Optional.empty())) {
            return listener.listen(recording);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {82.4, 220, 440, 1046.5})
    void tonesHaveTheirPitch(double hertz) {
        SoundReport report = listen(Waves.stereo(44_100, 3, Waves.sine(hertz, -12)));
        Pitch pitch = report.pitch();
        assertEquals(hertz, pitch.median(), hertz / 100);
        assertEquals(hertz, pitch.low(), hertz / 100);
        assertEquals(hertz, pitch.high(), hertz / 100);
        assertEquals(3, pitch.voiced(), 0.1);
        assertEquals(0.01, pitch.step(), 1e-9);
        assertEquals(300, pitch.contour().length, 1);
        assertEquals(hertz, report.centroid(), Math.max(20, hertz / 20));
        assertEquals("test", report.media().codec());
        assertEquals(3, report.media().duration(), 1e-9);
    }

    @Test
    void quietSoundsAreHeardToo() {
        assertEquals(330, listen(Waves.mono(48_000, 2, Waves.sine(330, -50))).pitch().median(), 3.3);
        DoubleUnaryOperator clicks = Waves.clicks(120);
        SoundReport report = listen(Waves.mono(48_000, 30, time -> 0.02 * clicks.applyAsDouble(time)));
        assertEquals(120, report.tempo().beatsPerMinute(), 2);
    }

    @Test
    void speechIsWhereItIs() {
        // Two phrases of a buzz that goes up and down as syllables do, in faint hiss.
        DoubleUnaryOperator wave = time -> {
            boolean spoken = time > 2 && time < 4 || time > 6 && time < 7.5;
            double buzz = 0;
            for (int harmonic = 1; harmonic < 20; harmonic++) {
                buzz += Math.sin(2 * Math.PI * 140 * harmonic * time) / harmonic;
            }
            double syllables = 0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * time);
            return (spoken ? 0.1 * syllables * buzz : 0) + 0.0005 * Waves.noise(time);
        };
        Waves recording = Waves.mono(16_000, 10, wave);
        try (Listener listener = new Listener(
                ListenOptions.DEFAULT, input -> recording, Optional.of(new EnergyVad()))) {
            List<Stretch> speech = listener.listen(recording).speech().stretches().listed();
            assertEquals(2, speech.size(), speech.toString());
            assertEquals(2, speech.get(0).start(), 0.2);
            assertEquals(4, speech.get(0).end(), 0.2);
            assertEquals(6, speech.get(1).start(), 0.2);
            assertEquals(7.5, speech.get(1).end(), 0.2);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.4, 0.6, 0.9})
    void aLongRecordingCanBeGivenUpAtAnyPlace(double part) {
        Waves recording = Waves.mono(16_000, 60, Waves.sine(440, -12));
        AtomicInteger asked = new AtomicInteger();
        try (Listener listener = new Listener(
                ListenOptions.DEFAULT, input -> recording, Optional.of(new EnergyVad()), asked::incrementAndGet)) {
            listener.listen(recording);
        }
        int enough = (int) (part * asked.get());
        asked.set(0);
        try (Listener listener = new Listener(
                ListenOptions.DEFAULT, input -> recording, Optional.of(new EnergyVad()), () -> {
                    if (asked.incrementAndGet() > enough) {
                        throw AiException.limit("stopped", "");
                    }
                })) {
            AiException e = assertThrows(AiException.class, () -> listener.listen(recording));
            assertEquals("stopped", e.getMessage());
            assertEquals(enough + 1, asked.get());
        }
        assertTrue(enough > 2, "asked often enough: " + enough);
    }

    @Test
    void contourFollowsAGlide() {
        // From 200 Hz to 400 Hz in four seconds.
        DoubleUnaryOperator glide = time -> 0.3 * Math.sin(2 * Math.PI * (200 * time + 25 * time * time));
        Pitch pitch = listen(Waves.mono(16_000, 4, glide)).pitch();
        for (int i = 10; i < 390; i += 10) {
            double hertz = 200 + 50 * (i + 0.5) / 100;
            assertEquals(hertz, pitch.contour()[i], hertz / 100, "at " + i);
        }
    }

    @Test
    void noiseHasNoPitchAndNoBeat() {
        SoundReport report = listen(Waves.mono(48_000, 20, time -> 0.2 * Waves.noise(time)));
        assertTrue(report.pitch().voiced() < 0.4, "voiced: " + report.pitch().voiced());
        assertTrue(Double.isNaN(report.tempo().beatsPerMinute()), "tempo: " + report.tempo());
        assertEquals(12_000, report.centroid(), 500);
    }

    @ParameterizedTest
    @ValueSource(doubles = {75, 100, 120, 140, 174})
    void clicksHaveTheirTempo(double perMinute) {
        SoundReport report = listen(Waves.mono(44_100, 40, Waves.clicks(perMinute)));
        assertEquals(perMinute, report.tempo().beatsPerMinute(), 2);
        assertTrue(report.tempo().heard() > 0.9, "heard: " + report.tempo().heard());
    }

    @Test
    void silencesAreWhereTheyAre() {
        // Silence, a tone, a pause too short to count, a tone, silence with a little hiss.
        DoubleUnaryOperator wave = time -> time < 1.5
                ? 0
                : time < 3 || time > 3.2 && time < 5
                        ? Waves.sine(500, -10).applyAsDouble(time)
                        : time > 5 ? 0.001 * Waves.noise(time) : 0;
        List<Stretch> silences = listen(Waves.stereo(48_000, 7, wave)).silence().stretches().listed();
        assertEquals(2, silences.size());
        assertEquals(0, silences.get(0).start(), 0.05);
        assertEquals(1.5, silences.get(0).end(), 0.05);
        assertEquals(5, silences.get(1).start(), 0.05);
        assertEquals(7, silences.get(1).end(), 0.05);
    }

    @Test
    void clippingIsCountedAndTouchingIsNot() {
        SoundReport touching = listen(Waves.mono(48_000, 1, Waves.sine(997, 0)));
        assertEquals(0, touching.level().clips());
        assertEquals(-3.01, touching.level().rms(), 0.01);
        assertEquals(0, touching.level().peak(), 0.01);
        DoubleUnaryOperator cut = time -> Math.clamp(2 * Math.sin(2 * Math.PI * 100 * time), -1, 1);
        SoundReport clipped = listen(Waves.mono(48_000, 1, cut));
        // Two flat tops in each period, together two thirds of it.
        assertEquals(200, clipped.level().clips(), 1);
        assertEquals(32_000, clipped.level().clippedSamples(), 500);
    }

    @Test
    void nothingToHearIsAnError() {
        AiException e = assertThrows(AiException.class, () -> listen(Waves.mono(48_000, 0, time -> 0)));
        assertEquals(AiException.Kind.INPUT, e.kind());
        assertEquals("wave: has no sound", e.getMessage());
    }

    @Test
    void silenceIsReportedAsSuch() {
        SoundReport report = listen(Waves.mono(48_000, 4, time -> 0));
        assertEquals(1, report.silence().stretches().count());
        assertEquals(4, report.silence().stretches().seconds(), 1e-9);
        assertTrue(Double.isNaN(report.centroid()));
        assertTrue(Double.isNaN(report.pitch().median()));
        assertEquals(Double.NEGATIVE_INFINITY, report.level().rms());
    }

    @Test
    void nothingGrowsWithTheLength() {
        // Three hours of steps, one in ten with a pitch, and a million stretches.
        PitchContour contour = new PitchContour(0.01);
        StretchList list = new StretchList();
        for (int i = 0; i < 1_080_000; i++) {
            contour.add(i % 10 == 0 ? 100 + i / 10_800.0 : Double.NaN);
            list.add(i, i + 0.5);
        }
        Pitch pitch = contour.finish();
        assertTrue(pitch.contour().length <= 2048, "values: " + pitch.contour().length);
        assertEquals(10_800, pitch.contour().length * pitch.step(), pitch.step());
        assertEquals(150, pitch.median(), 1);
        assertEquals(105, pitch.low(), 1);
        assertEquals(195, pitch.high(), 1);
        assertEquals(150, pitch.contour()[pitch.contour().length / 2], 1);
        assertEquals(1_080_000, list.stretches().count());
        assertEquals(540_000, list.stretches().seconds(), 1e-3);
        assertEquals(StretchList.MOST, list.stretches().listed().size());
    }
}
