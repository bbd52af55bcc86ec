package aikit.audio.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.ffmpeg.Ffmpeg;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What people record in, made by FFmpeg's own encoders and heard again.
class FormatsTest {

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        Ffmpeg.load(Tones.CACHE);
    }

    @ParameterizedTest
    @EnumSource
    void aSineSurvives(Format format) {
        Path file = format.write(folder, Tones.sine(440, format.rate(), 3));
        Tones.Heard heard = Tones.hear(file);
        assertEquals(List.of(), heard.warnings());
        assertEquals(3, heard.seconds(), format.lossless() ? 1e-9 : 0.12, "seconds");
        int end = heard.samples().length - 4000;
        double loud = Tones.amplitude(heard.samples(), 4000, end, 440, 16000);
        assertEquals(0.5, loud, format.tolerance(), "amplitude");
        assertTrue(Tones.amplitude(heard.samples(), 4000, end, 880, 16000) < 0.02, "overtone");
        assertArrayEquals(heard.samples(), Tones.hear(file).samples(), "a second reading");
    }
}
