package aikit.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aikit.AiException;
import aikit.Input;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file as a [Sound]. `AI_TEST_MEDIA`, a property or variable, names a folder of real recordings for more tests.
class MediaSoundTest {

    private static final Path CACHE = Path.of("target", "cache").toAbsolutePath();

    @TempDir
    Path folder;

    /// A wave file of Java's own making.
    private static byte[] wave(int rate, int samples) throws IOException {
        byte[] data = new byte[2 * samples];
        for (int i = 0; i < samples; i++) {
            int value = (i * 7919 % 20000) - 10000;
            data[2 * i] = (byte) value;
            data[2 * i + 1] = (byte) (value >> 8);
        }
        AudioFormat format = new AudioFormat(rate, 16, 1, true, false);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AudioSystem.write(
                new AudioInputStream(new java.io.ByteArrayInputStream(data), format, samples),
                AudioFileFormat.Type.WAVE, out);
        return out.toByteArray();
    }

    private static float[] read(Sound sound) {
        try (Sound.Samples samples = sound.open()) {
            float[] all = new float[1000];
            int count = 0;
            int more;
            while ((more = samples.read(all, count, all.length - count)) >= 0) {
                count += more;
                if (count == all.length) {
                    all = Arrays.copyOf(all, 2 * count);
                }
            }
            assertEquals(-1, samples.read(all, 0, 1), "the end stays the end");
            assertEquals(List.of(), samples.warnings());
            return Arrays.copyOf(all, count);
        }
    }

    @Test
    void aFileIsReadAsOftenAsNeeded() throws IOException {
        Path file = Files.write(folder.resolve("a.wav"), wave(16000, 40000));
        MediaSound sound = MediaSound.of(new Input.OfFile(file, "a"), MediaSound.Options.of(16000), CACHE);
        assertEquals("a", sound.name());
        assertEquals(16000, sound.sampleRate());
        assertEquals("pcm_s16le", sound.info().track().codec());
        assertEquals(2.5, sound.info().seconds());
        float[] first = read(sound);
        assertEquals(40000, first.length);
        assertEquals(-10000 / 32768f, first[0]);
        assertArrayEquals(first, read(sound));
    }

    @Test
    void standardInputIsReadAsOftenAsNeeded() throws IOException {
        MediaSound.Options own = MediaSound.Options.of(0);
        MediaSound sound = MediaSound.of(new Input.OfBytes(wave(22050, 30000), "-"), own, CACHE);
        assertEquals(22050, sound.sampleRate());
        assertEquals(30000, read(sound).length);
        assertEquals(30000, read(sound).length);
    }

    @Test
    void severalAreReadAtOnce() throws Exception {
        List<MediaSound> sounds = IntStream.range(0, 40).mapToObj(i -> {
            try {
                Input input = new Input.OfBytes(wave(44100, 20000 + i), "sound " + i);
                return MediaSound.of(input, MediaSound.Options.of(44100), CACHE);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }).toList();
        // More than the preset could have callbacks for, all open at the same time.
        List<Sound.Samples> open = sounds.stream().map(MediaSound::open).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<float[]>> read = sounds.stream().map(sound -> threads.submit(() -> read(sound))).toList();
            for (int i = 0; i < read.size(); i++) {
                assertEquals(20000 + i, read.get(i).get().length);
            }
        }
        open.forEach(Sound.Samples::close);
        open.forEach(Sound.Samples::close);
    }

    @Test
    void aWrongTrackIsToldBeforeAnythingIsRead() throws IOException {
        Input input = new Input.OfBytes(wave(16000, 100), "-");
        MediaSound.Options second = MediaSound.Options.of(16000).withTrack("2");
        AiException error = assertThrows(AiException.class, () -> MediaSound.of(input, second, CACHE));
        assertEquals(AiException.Kind.USAGE, error.kind());
        assertEquals("its tracks: 1 (pcm_s16le mono)", error.hint().orElseThrow());
    }

    private static Path media(String name) {
        String folder = Optional.ofNullable(System.getProperty("AI_TEST_MEDIA"))
                .or(() -> Optional.ofNullable(System.getenv("AI_TEST_MEDIA"))).orElse("");
        Path file = Path.of(folder, name);
        assumeTrue(!folder.isEmpty() && Files.exists(file), "needs a folder of recordings: set AI_TEST_MEDIA");
        return file;
    }

    private static float[] recording(String name) {
        Path file = media(name);
        return read(MediaSound.of(new Input.OfFile(file, name), MediaSound.Options.of(16000), CACHE));
    }

    @Test
    void oneSpeechInThreeFormatsIsTheSame() {
        float[] wav = recording("jfk.wav");
        assertEquals(176_000, wav.length);
        for (String name : List.of("jfk.mp3", "jfk.flac")) {
            float[] other = recording(name);
            assertEquals(wav.length, other.length, name);
            double error = 0;
            double power = 0;
            for (int i = 0; i < wav.length; i++) {
                error += Math.pow(wav[i] - other[i], 2);
                power += Math.pow(wav[i], 2);
            }
            double decibels = 10 * Math.log10(error / power);
            assertTrue(decibels < (name.endsWith("mp3") ? -15 : -60), name + ": " + decibels + " dB");
        }
    }

    @Test
    void realRecordingsAreHeardWhole() throws IOException {
        assertEquals(8.064, recording("speech.opus").length / 16000.0, 0.01);
        assertEquals(44.6, recording("echo-hereweare.webm").length / 16000.0, 0.1);
        try (Stream<Path> digits = Files.list(media("spoken_digits"))) {
            for (Path digit : digits.filter(file -> file.toString().endsWith(".wav")).toList()) {
                long samples = (Files.size(digit) - 44) / 2;
                assertEquals(2 * samples, recording("spoken_digits/" + digit.getFileName()).length, digit.toString());
            }
        }
    }
}
