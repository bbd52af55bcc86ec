package aikit.audio.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.audio.media.Recorder.Track;
import aikit.ffmpeg.Ffmpeg;
import aikit.vector.Npy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Mixing and resampling, number by number against FFmpeg's own (`scripts/fixtures/resample_reference.py`).
class ResampleTest {

    private static final Path REFERENCES = Path.of("src/test/resources/fixtures/resample");

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        Ffmpeg.load(Tones.CACHE);
    }

    /// The noise of the script, one array for each channel.
    private static float[][] noise(int channels, int count) {
        float[][] noise = new float[channels][count];
        long state = 1;
        for (int i = 0; i < count * channels; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            noise[i % channels][i / channels] = (int) ((state >>> 48) - 32768 >> 1) / 32768f;
        }
        return noise;
    }

    private static float[] reference(String name) throws IOException {
        try (FileChannel file = FileChannel.open(REFERENCES.resolve(name + ".npy"))) {
            Npy shape = Npy.read(file);
            assertEquals("<i2", shape.type());
            ByteBuffer bytes = ByteBuffer.allocate(2 * shape.columns()).order(ByteOrder.LITTLE_ENDIAN);
            file.read(bytes, shape.data());
            float[] samples = new float[shape.columns()];
            for (int i = 0; i < samples.length; i++) {
                samples[i] = bytes.getShort(2 * i) / 32768f;
            }
            return samples;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stereo44, 44100, 2, pcm_s16le",
        "stereo44float, 44100, 2, pcm_f32le",
        "mono8, 8000, 1, pcm_s16le",
        "mono48, 48000, 1, pcm_s16le",
        "surround48, 48000, 6, pcm_s16le",
        "mono16, 16000, 1, pcm_s16le"
    })
    void equalsTheReference(String name, int rate, int channels, String encoder) throws IOException {
        float[][] noise = noise(channels, (int) (rate * 0.75));
        Path file = Recorder.write(
                folder.resolve("noise.wav"), "wav", new Track(encoder, rate, noise, Map.of(), 0));
        float[] expected = reference(name);
        float[] heard = Tones.hear(file).samples();
        assertEquals(expected.length, heard.length);
        double error = 0;
        double power = 0;
        double most = 0;
        for (int i = 0; i < expected.length; i++) {
            error += Math.pow(heard[i] - expected[i], 2);
            power += Math.pow(expected[i], 2);
            most = Math.max(most, Math.abs(heard[i] - expected[i]));
        }
        double decibels = 10 * Math.log10(error / power);
        assertTrue(decibels < -60, decibels + " dB");
        // The same library gives the very same numbers here; another kind of processor may round otherwise.
        assertEquals(0, most, 1 / 32768.0);
    }

    @Test
    void whatIsAsWantedIsLeftAlone() {
        float[][] noise = noise(1, 12345);
        Path file = Recorder.write(folder.resolve("plain.flac"), "flac", Track.mono("flac", 16000, noise[0]));
        assertArrayEquals(noise[0], Tones.hear(file).samples());
        Tones.Heard own = Tones.hear(file, "", 0);
        assertEquals(16000, own.rate());
        assertArrayEquals(noise[0], own.samples());
    }

    @Test
    void theOwnRateIsThatOfTheTrack() {
        Path file = Recorder.write(
                folder.resolve("cd.wav"), "wav", Track.mono("pcm_s16le", 44100, Tones.sine(1000, 44100, 1)));
        Tones.Heard own = Tones.hear(file, "", 0);
        assertEquals(44100, own.rate());
        assertEquals(44100, own.samples().length);
        Tones.Heard studio = Tones.hear(file, "", 48000);
        assertEquals(48000, studio.samples().length);
        assertEquals(0.5, Tones.amplitude(studio.samples(), 4800, 43200, 1000, 48000), 0.001);
    }

    @Test
    void stereoIsMixedWithoutGettingLouder() {
        float[] tone = Tones.sine(440, 16000, 1);
        Path both = Recorder.write(folder.resolve("both.wav"), "wav", Track.stereo("pcm_f32le", 16000, tone, tone));
        assertEquals(0.5, Tones.amplitude(Tones.hear(both).samples(), 0, 16000, 440, 16000), 0.001);
        Path one = Recorder.write(
                folder.resolve("one.wav"), "wav", Track.stereo("pcm_s16le", 16000, tone, new float[tone.length]));
        assertEquals(0.25, Tones.amplitude(Tones.hear(one).samples(), 0, 16000, 440, 16000), 0.001);
    }

    @Test
    void channelsWithoutAPlaceCountTheSame() {
        float[][] nine = new float[9][];
        for (int i = 0; i < nine.length; i++) {
            nine[i] = Tones.sine(440, 16000, 1);
        }
        Path file = Recorder.write(
                folder.resolve("nine.wav"), "wav", new Track("pcm_s16le", 16000, nine, Map.of(), 0));
        Tones.Heard heard = Tones.hear(file);
        assertEquals(9, heard.info().track().channels());
        assertEquals(0.5, Tones.amplitude(heard.samples(), 0, 16000, 440, 16000), 0.001);
        assertEquals(List.of(), heard.warnings());
    }
}
