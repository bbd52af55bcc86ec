package aikit.audio.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.audio.media.Recorder.Track;
import aikit.ffmpeg.Ffmpeg;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which track of a film is heard, and when.
class TracksTest {

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        Ffmpeg.load(Tones.CACHE);
    }

    private static Track tone(double hertz, double seconds) {
        return Track.mono("aac", 48000, Tones.sine(hertz, 48000, seconds));
    }

    private Path film() {
        return Recorder.write(
                folder.resolve("film.mkv"), "matroska", Map.of(), "mpeg4", tone(400, 2).with("language", "ger"),
                tone(600, 2).with("language", "eng"), tone(900, 2).with("title", "Director\nand  crew"));
    }

    private static void assertTone(double hertz, Tones.Heard heard) {
        for (double each : new double[]{400, 600, 900}) {
            double loud = Tones.amplitude(heard.samples(), 3200, 28800, each, 16000);
            assertEquals(each == hertz ? 0.5 : 0, loud, 0.05, each + " Hz");
        }
    }

    @Test
    void aTrackIsChosenByNumberOrByLanguage() {
        Path film = film();
        assertTone(400, Tones.hear(film, "", 16000));
        assertTone(600, Tones.hear(film, "2", 16000));
        assertTone(900, Tones.hear(film, "3", 16000));
        for (String german : List.of("deu", "ger", "de", "DE", "de-AT")) {
            assertTone(400, Tones.hear(film, german, 16000));
        }
        assertTone(600, Tones.hear(film, "en", 16000));
    }

    @Test
    void aTrackThatIsNotThereIsAnErrorThatNamesThose() {
        Path film = film();
        for (String wish : List.of("4", "0", "fra", "7777", "no such language")) {
            AiException error = assertThrows(AiException.class, () -> Tones.hear(film, wish, 16000));
            assertEquals(AiException.Kind.USAGE, error.kind());
            assertEquals("film.mkv: has no track " + wish + " of sound", error.getMessage());
            assertEquals(
                    "its tracks: 1 ger (aac mono), 2 eng (aac mono), 3 \"Director and crew\" (aac mono)",
                    error.hint().orElseThrow());
        }
    }

    @Test
    void whatAFileSaysOfItself() {
        MediaInfo info = Tones.hear(film(), "2", 16000).info();
        assertEquals("matroska", info.container());
        assertTrue(info.video());
        assertEquals(2, info.chosen());
        assertEquals(2, info.seconds(), 0.05);
        assertFalse(info.estimated());
        MediaInfo.Track track = info.track();
        assertEquals("aac", track.codec());
        assertEquals(48000, track.sampleRate());
        assertEquals(1, track.channels());
        assertEquals("eng", track.language());
    }

    @Test
    void aFilmWithoutSoundIsCalledOne() {
        for (String muxer : List.of("mp4", "matroska", "avi", "mpegts")) {
            Path file = Recorder.write(folder.resolve("mute." + muxer), muxer, Map.of(), "mpeg4");
            AiException error = assertThrows(AiException.class, () -> Tones.hear(file));
            assertEquals("mute." + muxer + ": is a video without sound", error.getMessage());
            assertEquals(AiException.Kind.INPUT, error.kind());
        }
    }

    /// Subtitles are in time with the picture, so sound that begins later than the picture begins with silence.
    @Test
    void soundThatBeginsLateBeginsWithSilence() {
        for (String muxer : List.of("matroska", "mp4", "mov")) {
            Path file = Recorder.write(
                    folder.resolve("late." + muxer), muxer, Map.of(), "mpeg4", tone(440, 2).delayed(1.5));
            Tones.Heard heard = Tones.hear(file);
            assertEquals(3.5, heard.seconds(), 0.05, muxer);
            assertEquals(0, Tones.amplitude(heard.samples(), 0, 23_500, 440, 16000), 0.01, muxer);
            assertEquals(0.5, Tones.amplitude(heard.samples(), 25_600, 54_400, 440, 16000), 0.05, muxer);
            assertEquals(List.of(), heard.warnings(), muxer);
        }
    }

    @Test
    void aRecordingAloneBeginsWithItsFirstSample() {
        Path file = Recorder.write(folder.resolve("alone.mka"), "matroska", tone(440, 2).delayed(1.5));
        Tones.Heard heard = Tones.hear(file);
        assertEquals(2, heard.seconds(), 0.05);
        assertEquals(List.of(), heard.warnings());
    }

    @Test
    void soundThatEndsBeforeTheFilmIsWhole() {
        Path file = Recorder.write(
                folder.resolve("short.mkv"), "matroska", Map.of(), "mpeg4", tone(440, 1), tone(600, 3));
        Tones.Heard heard = Tones.hear(file, "1", 16000);
        assertEquals(1, heard.seconds(), 0.05);
        assertEquals(List.of(), heard.warnings());
    }
}
