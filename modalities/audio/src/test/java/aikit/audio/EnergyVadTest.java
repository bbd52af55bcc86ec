package aikit.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EnergyVadTest {

    private static final VoiceActivity.Options OPTIONS = new VoiceActivity.Options(0.5, 0, 0.3, 0.05);

    private final EnergyVad voice = new EnergyVad();

    @ParameterizedTest
    @CsvSource({"silence,1", "faint,1", "faint,20", "noise,0.02", "noise,0.001"})
    void silenceAndNoiseThatStaysTheSameAreNoSpeech(String kind, float loudness) {
        assertEquals(List.of(), VoiceFixtures.hear(voice, OPTIONS, sound(kind, loudness, 20)));
    }

    @Test
    void aSteadyOffsetIsNoSound() {
        float[] samples = new float[160_000];
        Arrays.fill(samples, 0.5f);
        assertEquals(List.of(), VoiceFixtures.hear(voice, OPTIONS, samples));
    }

    @ParameterizedTest
    @CsvSource({"1,0.00004", "1,0.01", "0.1,0.001", "0.01,0.00004"})
    void speechIsFoundAboveTheBackground(float loudness, float noise) {
        // It begins after three of ten seconds, and makes a pause after 2.12.
        float[] speech = sound("speech", loudness, 3);
        float[] samples = sound("noise", noise / 0.3f, 10);
        for (int i = 0; i < speech.length; i++) {
            samples[48_000 + i] += speech[i];
        }
        List<SpeechRange> found = VoiceFixtures.hear(voice, OPTIONS, samples);
        assertEquals(1, found.size(), found.toString());
        assertEquals(3, found.getFirst().start(), 0.15);
        assertEquals(5.12, found.getFirst().end(), 0.2);
    }

    @Test
    void speechFromTheFirstSampleOnIsFound() {
        float[] samples = new float[160_000];
        System.arraycopy(sound("speech", 0.5f, 3), 0, samples, 0, 48_000);
        List<SpeechRange> found = VoiceFixtures.hear(voice, OPTIONS, samples);
        assertEquals(0, found.getFirst().start(), 0.1);
        assertEquals(2.12, found.getLast().end(), 0.2);
    }

    @Test
    void soundThatIsLoudIsNeverLeftOut() {
        assertEquals(List.of(new SpeechRange(0, 20)), VoiceFixtures.hear(voice, OPTIONS, sound("noise", 1, 20)));
    }

    @Test
    void whatIsOverIsGivenOutBeforeTheEnd() {
        float[] samples = new float[320_000];
        System.arraycopy(sound("speech", 1, 2), 0, samples, 16_000, 32_000);
        try (VoiceActivity.Run run = voice.start(OPTIONS)) {
            run.accept(samples, 0, 160_000);
            List<SpeechRange> early = run.take();
            assertEquals(1, early.size());
            run.accept(samples, 160_000, 160_000);
            assertEquals(List.of(), run.take());
            assertEquals(List.of(), run.finish());
            assertEquals(VoiceFixtures.hear(voice, OPTIONS, samples), early);
        }
    }

    @Test
    void aRecordingWithoutSamplesHasNoSpeech() {
        assertEquals(List.of(), VoiceFixtures.hear(voice, OPTIONS, new float[0]));
        assertEquals(List.of(), VoiceFixtures.hear(voice, OPTIONS, new float[1]));
    }

    @Test
    void realSpeechIsMostlyFound() throws IOException, URISyntaxException {
        for (JsonNode recording : VoiceFixtures.json("recordings.json").get("recordings")) {
            Optional<Path> file = VoiceFixtures.extra("AI_TEST_MEDIA", recording.get("name").asString());
            assumeTrue(file.isPresent(), "AI_TEST_MEDIA names no folder with " + recording.get("name"));
            float[] samples = VoiceFixtures.wav(file.get());
            for (JsonNode expected : recording.get("cases")) {
                List<SpeechRange> speech = VoiceFixtures.ranges(expected.get("ranges"));
                List<SpeechRange> found = VoiceFixtures.hear(voice, VoiceFixtures.options(expected), samples);
                double share = SpeechRanges.overlap(speech, found) / SpeechRanges.seconds(speech);
                assertTrue(share > 0.9, "finds " + share + " of " + expected);
            }
        }
    }

    private static float[] sound(String kind, float loudness, int seconds) {
        float[] samples = Signals.of(kind, seconds * 16_000, 16_000);
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= loudness;
        }
        return samples;
    }
}
