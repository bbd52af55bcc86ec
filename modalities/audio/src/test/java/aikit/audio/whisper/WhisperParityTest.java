package aikit.audio.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.Result.Segment;
import aikit.Result.Transcript;
import aikit.audio.LocalModels;
import aikit.audio.Sound;
import aikit.audio.ToneSpeech;
import aikit.audio.TranscribeOptions.Context;
import aikit.audio.TranscribeOptions.Gates;
import aikit.audio.TranscribeOptions.Language;
import aikit.audio.TranscribeOptions.Search;
import aikit.audio.TranscribeOptions.Windows;
import aikit.audio.whisper.WhisperFixtures.Case;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/// What is transcribed, token by token and second by second, against transformers: `scripts/fixtures/whisper_reference.py`.
class WhisperParityTest {

    static final List<String> MODELS = WhisperFixtures.MODELS;

    @TempDir
    Path cache;

    @ParameterizedTest
    @FieldSource("MODELS")
    void clipsOfOneWindow(String name) throws IOException {
        JsonNode reference = WhisperFixtures.reference(name);
        int compared = 0;
        try (AiRuntime runtime = LocalModels.runtime(cache)) {
            ModelDir model = WhisperFixtures.merged(name);
            double window = name.endsWith("10s") ? 10 : 30;
            for (JsonNode clip : reference.path("clips")) {
                // The reference hears the silence behind a clip as well.
                float[] samples = Arrays.copyOf(
                        WhisperFixtures.samples(clip.path("clip")), (int) (window * ToneSpeech.RATE));
                String language = clip.path("clip").path("language").asString();
                for (Map.Entry<String, JsonNode> each : clip.path("cases").properties()) {
                    if (each.getKey().endsWith("early stopping")) {
                        continue; // not offered
                    }
                    compare(name + " " + each.getKey(), model, ofClip(each.getKey(), language), runtime, samples,
                            each.getValue());
                    compared++;
                }
            }
        }
        assertTrue(compared > 30, compared + " cases");
    }

    private static Case ofClip(String name, String language) {
        Case plain = WhisperFixtures.plain(language);
        Windows untimed = new Windows(0, false, false);
        return switch (name) {
            case "text" -> plain.with(untimed);
            case "timestamps" -> plain;
            case "beam text" -> plain.beams(5).with(untimed);
            case "beam timestamps" -> plain.beams(5);
            case "prompt" -> plain.with(new Context(WhisperFixtures.prompt(language), true, "", "", false));
            case "detect" -> WhisperFixtures.plain("");
            case "translate" -> plain.with(new Language(language, List.of(), 1, true));
            case "beam 2, length penalty 2" ->
                plain.with(new Search(2, 5, 1, 2, 0, List.of(0.0), List.of(-1))).with(untimed);
            case "at most 7 tokens" -> plain.with(new Search(1, 5, 1, 1, 7, List.of(0.0), List.of(-1)));
            default -> throw new IllegalArgumentException(name);
        };
    }

    @ParameterizedTest
    @FieldSource("MODELS")
    void recordingsOfMinutes(String name) throws IOException {
        JsonNode reference = WhisperFixtures.reference(name + "-long");
        JsonNode gates = reference.path("gates");
        Gates told = new Gates(
                Double.NaN, gates.path("logprob_threshold").asDouble(), gates.path("no_speech_threshold").asDouble());
        try (AiRuntime runtime = LocalModels.runtime(cache)) {
            ModelDir model = WhisperFixtures.merged(name);
            for (JsonNode recording : reference.path("recordings")) {
                float[] samples = WhisperFixtures.samples(recording.path("clip"));
                String language = recording.path("clip").path("language").asString();
                for (Map.Entry<String, JsonNode> each : recording.path("cases").properties()) {
                    if (comparable(each.getKey(), each.getValue())) {
                        compare(name + " " + each.getKey(), model, ofRecording(each.getKey(), language, told), runtime,
                                samples, each.getValue());
                    }
                }
            }
        }
    }

    /// A prompt for all windows takes as much room as ever in the reference, here it takes that of what was said; and
    /// `<|startofprev|>` is there twice in the reference when `generation_config.json` does not name it.
    private static boolean comparable(String name, JsonNode expected) {
        JsonNode prompt = expected.path("calls").path(0).path("prompt");
        return !name.startsWith("prompt for all") && !prompt.path(0).equals(prompt.path(1));
    }

    private static Case ofRecording(String name, String language, Gates gates) {
        String prompt = WhisperFixtures.prompt(language);
        Case made = WhisperFixtures.plain(name.equals("detect") ? "" : language);
        made = name.startsWith("beam 5") ? made.beams(5) : made;
        made = name.contains("gates") ? made.with(gates) : made;
        boolean previous = name.contains("previous");
        return name.contains("prompt")
                ? made.with(new Context(prompt, !previous, "", "", previous))
                : made.with(new Context("", false, "", "", previous));
    }

    private static void compare(
            String name, ModelDir model, Case wanted, AiRuntime runtime, float[] samples, JsonNode expected) {
        boolean english = model.spec().name().endsWith(".en") || model.json("generation_config.json")
                .path("lang_to_id").isMissingNode();
        int firstTime = model.json("generation_config.json").path("no_timestamps_token_id").asInt() + 1;
        Case asked = english ? wanted.with(new Language("en", List.of(), 1, false)) : wanted;
        try (Transcriber transcriber = Transcriber.open(model, asked.options(), runtime)) {
            Sound sound = Sound.of(name, ToneSpeech.RATE, samples);
            Transcript transcript = (Transcript) transcriber.run(List.of(sound)).getFirst();
            List<Segment> told = expected(expected, transcript.duration(), model);
            assertEquals(tokens(told), tokens(transcript.segments()), name);
            for (int i = 0; i < told.size() && expected.has("segments"); i++) {
                double begins = transcript.segments().get(i).start();
                // A segment that is alone in its window begins with the window there, and here when the model says so.
                double alone = told.get(i).start() + 0.02 * Math.max(0, told.get(i).tokens().getFirst() - firstTime);
                assertTrue(Math.abs(begins - told.get(i).start()) < 0.001 || Math.abs(begins - alone) < 0.001, name);
                // The reference may lose a position where it rounds the length of the last window down.
                assertEquals(told.get(i).end(), transcript.segments().get(i).end(), 0.021, name);
            }
        }
    }

    private static List<List<Integer>> tokens(List<Segment> segments) {
        return segments.stream().map(Segment::tokens).toList();
    }

    /// The segments that say something. Without times there is one, of which only the tokens are told.
    private static List<Segment> expected(JsonNode expected, double duration, ModelDir model) {
        int end = model.json("generation_config.json").path("eos_token_id").asInt();
        List<Segment> segments = new ArrayList<>();
        for (JsonNode each : expected.has("segments") ? expected.path("segments") : List.of(expected)) {
            double start = each.path("start").asDouble();
            double stop = Math.min(duration, each.path("end").asDouble(duration));
            List<Integer> tokens = numbers(each.path("tokens"));
            if (stop > start && tokens.stream().anyMatch(token -> token < end)) {
                segments.add(new Segment(segments.size(), start, stop, "", tokens, 0, 0, 0, 0, List.of()));
            }
        }
        return segments;
    }

    private static List<Integer> numbers(JsonNode array) {
        List<Integer> numbers = new ArrayList<>();
        array.forEach(number -> numbers.add(number.asInt()));
        return numbers;
    }
}
