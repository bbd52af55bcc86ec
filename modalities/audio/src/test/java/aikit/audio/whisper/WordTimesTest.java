package aikit.audio.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Result.Transcript;
import aikit.Result.Word;
import aikit.audio.LocalModels;
import aikit.audio.Sound;
import aikit.audio.ToneSpeech;
import aikit.audio.TranscribeOptions.Windows;
import aikit.audio.whisper.WhisperFixtures.Case;
import aikit.task.AiRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// When words are said, against transformers: `scripts/fixtures/whisper_reference_long.py`.
class WordTimesTest {

    /// A position of the encoder.
    private static final double NEAR = 0.0201;

    @TempDir
    Path cache;

    @Test
    void wordsAreWhereTheReferenceHearsThem() throws IOException {
        JsonNode reference = WhisperFixtures.reference("tiny-whisper_timestamped-words");
        int words = 0;
        try (AiRuntime runtime = LocalModels.runtime(cache)) {
            for (String name : List.of("text", "timestamps", "beam text")) {
                for (JsonNode clip : reference.path("clips")) {
                    String language = clip.path("clip").path("language").asString();
                    Transcript transcript = transcribe(name, language, clip, runtime);
                    words += compare(name, transcript, clip.path("cases").path(name).path("words"));
                }
            }
        }
        assertTrue(words > 150, words + " words");
    }

    private static Transcript transcribe(String name, String language, JsonNode clip, AiRuntime runtime) {
        Case plain = WhisperFixtures.plain(language);
        Case wanted = (name.startsWith("beam") ? plain.beams(5) : plain)
                .with(new Windows(0, true, name.equals("timestamps")));
        try (Transcriber transcriber = Transcriber.open(
                WhisperFixtures.merged("tiny-whisper_timestamped"), wanted.options(), runtime)) {
            Sound sound = Sound.of(name, ToneSpeech.RATE, WhisperFixtures.samples(clip.path("clip")));
            return (Transcript) transcriber.run(List.of(sound)).getFirst();
        }
    }

    /// The reference goes on listening to the silence behind a clip; what it hears there is not compared, nor is what it
    /// hears in a second window, whose times it counts from the window's start.
    private static int compare(String name, Transcript transcript, JsonNode expected) {
        List<Word> words = transcript.segments().stream().flatMap(segment -> segment.words().stream()).toList();
        double before = 0;
        for (int i = 0; i < words.size(); i++) {
            JsonNode told = expected.path(i);
            if (told.path("timestamp").path(0).asDouble() < before) {
                return i;
            }
            before = told.path("timestamp").path(0).asDouble();
            String place = name + ", word " + i + " of " + words.size();
            assertEquals(told.path("text").asString(), words.get(i).text(), place);
            assertEquals(told.path("timestamp").path(0).asDouble(), words.get(i).start(), NEAR, place);
            assertEquals(told.path("timestamp").path(1).asDouble(), words.get(i).end(), NEAR, place);
            assertTrue(words.get(i).probability() > 0 && words.get(i).probability() <= 1, place);
        }
        return words.size();
    }

    @Test
    void aModelThatDoesNotTellIsSaidToDoSo() {
        try (AiRuntime runtime = LocalModels.runtime(cache)) {
            Case wanted = WhisperFixtures.plain("en").with(new Windows(0, true, true));
            AiException failure = assertThrows(AiException.class, () -> Transcriber.open(
                    WhisperFixtures.merged("tiny-whisper"), wanted.options(), runtime));
            assertEquals(AiException.Kind.USAGE, failure.kind());
            assertTrue(failure.getMessage().contains("does not say when words are spoken"), failure.getMessage());
        }
    }
}
