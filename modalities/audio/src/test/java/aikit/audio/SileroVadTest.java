package aikit.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aikit.AiException;
import aikit.task.AiRuntime;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Graphs in Silero's layouts with random weights, and Silero's own where it is at hand.
class SileroVadTest {

    @TempDir
    static Path cache;

    private static AiRuntime runtime;

    @BeforeAll
    static void open() {
        runtime = LocalModels.runtime(cache);
    }

    @AfterAll
    static void close() {
        runtime.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"branches", "one-rate", "other-network", "without-rate", "rate-second"})
    void probabilitiesAreThoseOfTheReference(String layout) throws IOException, URISyntaxException {
        JsonNode expected = VoiceFixtures.json("tiny.json");
        int count = expected.get("samples").asInt();
        float[] samples = Signals.of("speech", count, 16_000);
        try (SileroVad voice = open(VoiceFixtures.file("tiny-" + layout + ".onnx"))) {
            int ranges = 0;
            // Ranges at many thresholds say what the probabilities are.
            for (int percent = 2; percent < 100; percent++) {
                VoiceActivity.Options options = new VoiceActivity.Options(percent / 100.0, 0, 0, 0);
                SpeechRule rule = new SpeechRule(options, 16_000, 512);
                expected.get("probabilities").get(layout).forEach(value -> rule.accept(value.asDouble()));
                List<SpeechRange> found = VoiceFixtures.hear(voice, options, samples);
                assertEquals(rule.finish(count), found, "at " + percent + " %");
                ranges += found.size();
            }
            assertTrue(ranges > 500, "the probabilities differ: " + ranges);
        }
    }

    @ParameterizedTest
    @CsvSource({"branches,true", "one-rate,true", "other-network,false", "without-rate,false"})
    void manyWindowsAreHeardAtOnceOnlyByTheNetworkThatIsKnown(String layout, boolean known)
            throws URISyntaxException {
        Path graph = VoiceFixtures.file("tiny-" + layout + ".onnx");
        try (SileroSteps steps = SileroVad.steps(LocalModels.of(graph.getParent(), SileroVad.FAMILY, graph), runtime)) {
            Optional<SileroSequence> sequence = SileroSequence.open(graph, steps, runtime.engine());
            sequence.ifPresent(SileroSequence::close);
            assertEquals(known, sequence.isPresent());
        }
    }

    @Test
    void piecesOfAnyLengthAndOtherRecordingsBetweenMakeNoDifference() throws URISyntaxException {
        float[] samples = Signals.of("speech", 40_000, 16_000);
        VoiceActivity.Options options = new VoiceActivity.Options(0.9, 0, 0.05, 0.01);
        try (SileroVad voice = open(VoiceFixtures.file("tiny-branches.onnx"));
                VoiceActivity.Run run = voice.start(options);
                VoiceActivity.Run other = voice.start(options)) {
            List<SpeechRange> found = new ArrayList<>();
            for (int at = 0, length = 1; at < samples.length; length = length * 3 % 4001) {
                int part = Math.min(length, samples.length - at);
                run.accept(samples, at, part);
                found.addAll(run.take());
                other.accept(samples, 0, 700);
                at += part;
            }
            assertFalse(found.isEmpty());
            found.addAll(run.finish());
            assertEquals(VoiceFixtures.hear(voice, options, samples), found);
        }
    }

    @Test
    void aRecordingWithoutSamplesHasNoSpeech() throws URISyntaxException {
        try (SileroVad voice = open(VoiceFixtures.file("tiny-branches.onnx"))) {
            assertEquals(List.of(), VoiceFixtures.hear(voice, new VoiceActivity.Options(0.1, 0, 0, 1), new float[0]));
        }
    }

    @Test
    void anOlderLayoutIsRefused() throws URISyntaxException {
        Path graph = VoiceFixtures.file("tiny-version-4.onnx");
        AiException refused = assertThrows(AiException.class, () -> open(graph));
        assertEquals(AiException.Kind.MODEL, refused.kind());
        assertTrue(refused.getMessage().contains("from version 5 on: it takes [input float"), refused.getMessage());
    }

    @Test
    void realSpeechIsWhereTheReferenceHearsIt() throws IOException, URISyntaxException {
        Optional<Path> model = VoiceFixtures.extra("AI_TEST_MODELS", "silero_vad.onnx");
        assumeTrue(model.isPresent(), "AI_TEST_MODELS names no folder with silero_vad.onnx");
        int compared = 0;
        try (SileroVad voice = open(model.get())) {
            for (JsonNode recording : VoiceFixtures.json("recordings.json").get("recordings")) {
                Optional<Path> file = VoiceFixtures.extra("AI_TEST_MEDIA", recording.get("name").asString());
                assumeTrue(file.isPresent(), "AI_TEST_MEDIA names no folder with " + recording.get("name"));
                float[] samples = VoiceFixtures.wav(file.get());
                assertEquals(recording.get("samples").asInt(), samples.length);
                for (JsonNode expected : recording.get("cases")) {
                    List<SpeechRange> found = VoiceFixtures.hear(voice, VoiceFixtures.options(expected), samples);
                    assertEquals(VoiceFixtures.ranges(expected.get("ranges")), found, expected.toString());
                    compared += found.size();
                }
            }
        }
        assertEquals(68, compared);
    }

    private static SileroVad open(Path graph) {
        return SileroVad.open(LocalModels.of(graph.getParent(), SileroVad.FAMILY, graph), runtime);
    }
}
