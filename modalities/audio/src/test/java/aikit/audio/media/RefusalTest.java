package aikit.audio.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Input;
import aikit.audio.media.Recorder.Track;
import aikit.ffmpeg.Ffmpeg;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What is no recording, or none that may be heard, and names of all kinds.
class RefusalTest {

    @TempDir
    Path folder;

    @BeforeAll
    static void load() {
        Ffmpeg.load(Tones.CACHE);
    }

    private static String refusal(Path file) {
        AiException error = assertThrows(AiException.class, () -> Tones.hear(file));
        assertEquals(AiException.Kind.INPUT, error.kind(), error.getMessage());
        String name = file.getFileName() + ": ";
        assertTrue(error.getMessage().startsWith(name), error.getMessage());
        return error.getMessage().substring(name.length());
    }

    private Path tone(String name) {
        return Recorder.write(
                folder.resolve(name), "wav", Track.mono("pcm_s16le", 16000, Tones.sine(440, 16000, 0.5)));
    }

    @Test
    void whatIsNoRecordingIsSaidToBeWhatItIs() throws IOException {
        assertEquals("no such file", refusal(folder.resolve("none.wav")));
        assertEquals("is a folder", refusal(Files.createDirectory(folder.resolve("folder.wav"))));
        assertEquals("is empty", refusal(Files.createFile(folder.resolve("empty.wav"))));
        String unknown = "is not sound or video of a kind that is known";
        assertEquals(unknown, refusal(Files.writeString(folder.resolve("notes.txt"), "tea at four\n".repeat(100))));
        assertEquals(unknown, refusal(Files.write(folder.resolve("zeros.wav"), new byte[5000])));
        Path picture = folder.resolve("picture.png");
        ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
        assertEquals("is a picture, not a recording", refusal(picture));
        Path cues = Files.writeString(folder.resolve("cues.srt"), "1\n00:00:01,000 --> 00:00:02,000\nHello\n\n");
        assertEquals("is a file of subtitles (srt), not a recording", refusal(cues));
    }

    @Test
    void aTrackWithoutSamplesIsAnError() {
        Path file = Recorder.write(folder.resolve("nothing.wav"), "wav", Track.mono("pcm_s16le", 16000, new float[0]));
        assertEquals("has a track of sound, but nothing in it", refusal(file));
        Path one = Recorder.write(folder.resolve("one.wav"), "wav", Track.mono("pcm_s16le", 16000, new float[1]));
        assertEquals(1, Tones.hear(one).samples().length);
    }

    @Test
    void aCodecThatIsNotDecodedIsNamed() {
        Path file = Recorder.write(
                folder.resolve("odd.mkv"), "matroska", Track.mono("real_144", 8000, Tones.sine(440, 8000, 1)));
        assertEquals("its sound is in a codec that is not decoded: ra_144", refusal(file));
    }

    @Test
    void aFileWithoutItsIndexIsCutOff() throws IOException {
        byte[] whole = Files.readAllBytes(Format.M4A.write(folder, Tones.sine(440, 44100, 2)));
        Path half = Files.write(folder.resolve("half.m4a"), java.util.Arrays.copyOf(whole, whole.length / 2));
        assertEquals("is cut off: it begins as mp4, but too little of it is there", refusal(half));
    }

    /// The entry of the sample description tells that what follows is encrypted.
    @Test
    void protectedSoundIsNotDecodedToNoise() throws IOException {
        byte[] plain = Files.readAllBytes(Format.M4A.write(folder, Tones.sine(440, 44100, 1)));
        for (String entry : List.of("drms", "enca")) {
            byte[] bytes = plain.clone();
            int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("mp4a");
            System.arraycopy(entry.getBytes(StandardCharsets.US_ASCII), 0, bytes, at, 4);
            assertEquals(
                    "is encrypted: it is protected by DRM",
                    refusal(Files.write(folder.resolve(entry + ".m4p"), bytes)));
        }
    }

    @Test
    void encryptedFilmsAreNotDecodedToNoise() {
        Path file = Recorder.write(
                folder.resolve("locked.mp4"), "mp4",
                Map.of("encryption_scheme", "cenc-aes-ctr", "encryption_key", "00112233445566778899aabbccddeeff",
                        "encryption_kid", "00112233445566778899aabbccddeeff"),
                "", Track.mono("aac", 44100, Tones.sine(440, 44100, 1)));
        assertEquals("is encrypted: it is protected by DRM", refusal(file));
    }

    @Test
    void namesMayHoldAnything() throws IOException {
        float[] expected = Tones.hear(tone("plain.wav")).samples();
        for (String name : List.of("with space.wav", "ünï-日本-🎙.wav", "a'b\"c.wav", "-n.wav", "100%d.wav",
                "x:y|z.wav")) {
            Path file = Files.copy(folder.resolve("plain.wav"), folder.resolve(name));
            assertArrayEquals(expected, Tones.hear(file).samples(), name);
        }
        byte[] bytes = Files.readAllBytes(folder.resolve("plain.wav"));
        assertArrayEquals(
                expected, Tones.hear(new Input.OfBytes(bytes, "-"), "", 16000, Limits.USUAL).samples());
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void namesNeedNotBeText() throws Exception {
        Path plain = tone("plain.wav");
        Path odd = Files.createDirectory(folder.resolve("odd"));
        String copy = "cp \"$1\" \"$2/$(printf 'x\\377\\376.wav')\"";
        Process process = new ProcessBuilder("sh", "-c", copy, "sh", plain.toString(), odd.toString()).start();
        assertEquals(0, process.waitFor());
        try (Stream<Path> listing = Files.list(odd)) {
            Path file = listing.findFirst().orElseThrow();
            assertEquals(8000, Tones.hear(new Input.OfFile(file, "x?"), "", 16000, Limits.USUAL).samples().length);
        }
    }

    @Test
    void aTextIsNoRecording() {
        AiException error = assertThrows(
                AiException.class, () -> Tones.hear(new Input.OfText("hello", "text"), "", 16000, Limits.USUAL));
        assertEquals("text: is a text, not a recording", error.getMessage());
    }

    @Test
    void whatTakesTooLongIsGivenUp() {
        Path file = tone("slow.wav");
        Limits none = new Limits(1 << 20, 10, Duration.ofSeconds(1), Duration.ofNanos(1), Duration.ofHours(1));
        AiException error = assertThrows(
                AiException.class, () -> Tones.hear(new Input.OfFile(file, "slow.wav"), "", 16000, none));
        assertEquals(AiException.Kind.INPUT, error.kind());
        assertTrue(error.getMessage().startsWith("slow.wav: gives no sound in 0 s"), error.getMessage());
    }

    @Test
    void whatIsTooLongIsHeardUpToALimit() {
        Path file = Recorder.write(
                folder.resolve("long.wav"), "wav", Track.mono("pcm_s16le", 16000, Tones.sine(440, 16000, 5)));
        Limits short_ = new Limits(1 << 20, 10, Duration.ofSeconds(1), Duration.ofSeconds(9), Duration.ofSeconds(2));
        Tones.Heard heard = Tones.hear(new Input.OfFile(file, "long.wav"), "", 16000, short_);
        assertEquals(2, heard.seconds(), 0.5);
        assertEquals(1, heard.warnings().size());
    }
}
