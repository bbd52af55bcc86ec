package aikit.audio.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aikit.Input;
import aikit.Result.SoundReport;
import aikit.audio.MediaRecording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Recordings of speech and music that are not part of the project, where the folder `AI_TEST_MEDIA` has them. The numbers
/// are those of FFmpeg's `ebur128`, as `scripts/fixtures/loudness_reference.py` asks it.
class RealRecordingsTest {

    private static final Path CACHE = Path.of("target", "cache").toAbsolutePath();

    @ParameterizedTest
    @CsvSource({"jfk.flac, -12.46, 4.16, -2.11", "jfk.mp3, -15.40, 4.15, -2.14", "speech_60s.wav, -22.79, 5.56, -3.49",
        "echo-hereweare.webm, -7.80, 1.86, 1.76"})
    void loudnessIsThatOfFfmpeg(String name, double integrated, double range, double truePeak) {
        Path file = Path.of(System.getenv().getOrDefault("AI_TEST_MEDIA", "."), name);
        assumeTrue(Files.exists(file), "AI_TEST_MEDIA names no folder with " + name);
        try (Listener listener = new Listener(
                ListenOptions.DEFAULT, input -> MediaRecording.of(input, "", CACHE), Optional.empty())) {
            SoundReport report = listener.prepare(new Input.OfFile(file, name));
            assertEquals(integrated, report.loudness().integrated(), 0.1);
            assertEquals(truePeak, report.loudness().truePeak(), 0.1);
            // FFmpeg rounds the percentiles of Tech 3342 differently, which shows in recordings of a few seconds.
            assertEquals(range, report.loudness().range(), report.media().duration() > 30 ? 0.1 : 0.4);
        }
    }
}
