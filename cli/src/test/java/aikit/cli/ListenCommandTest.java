package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ListenCommandTest {

    /// FFmpeg is unpacked once for all tests, as it is big.
    private static final Path HOME = Path.of("target", "listen-home").toAbsolutePath();

    @TempDir
    Path work;

    private Cli ai;
    private Path tone;

    @BeforeEach
    void recordings() throws IOException {
        ai = new Cli(HOME);
        tone = Wav.write(work.resolve("sounds/tone.wav"), 2, Wav.tone(440));
        Wav.write(work.resolve("sounds/more/pause.wav"), 3, time -> time < 1 ? 0 : Wav.tone(220).applyAsDouble(time));
        Files.writeString(work.resolve("sounds/notes.txt"), "no recording");
    }

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }

    private static BufferedImage png(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    @Test
    void peopleGetAFewLines() {
        Cli.Result result = ai.launch("listen", tone.toString(), "--quiet");
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
        assertEquals("sound     0:00:02 (2.00 s), pcm_s16le, 16000 Hz, 1 channel", result.lines().getFirst());
        assertTrue(result.out().contains("\nloudness  -14."), result.out());
        assertTrue(result.out().contains("\nlevel     RMS -13.5 dB, peak -10.5 dB, not clipped\n"), result.out());
        assertTrue(result.out().contains("\nsilence   none, below -50 dB\n"), result.out());
        assertTrue(result.out().contains("\npitch     440 Hz (from 44"), result.out());
        assertTrue(result.out().contains("\ntempo     no steady beat\n"), result.out());
    }

    @Test
    void recordsNameNoModel() {
        Cli.Result result = ai.launch(
                "listen", work.resolve("sounds/more/pause.wav").toString(), "--json", "--vad", "none");
        JsonNode record = json(result.out());
        assertEquals("ai.listen/1", record.path("schema").asString());
        assertEquals("ok", record.path("status").asString());
        assertFalse(record.path("fingerprint").asString().isEmpty());
        assertTrue(record.path("model").isMissingNode());
        assertTrue(record.path("device").isMissingNode());
        assertEquals(3, record.path("duration").asDouble());
        assertEquals(16_000, record.path("sample_rate").asInt());
        assertEquals(1, record.path("silence").path("count").asInt());
        assertEquals(1, record.path("silence").path("ranges").get(0).get(1).asDouble(), 0.05);
        assertEquals("none", record.path("speech").path("method").asString());
        assertEquals(220, record.path("pitch").path("median_hz").asDouble(), 2.2);
        assertTrue(record.path("pitch").path("contour_hz").get(10).isNull());
        assertEquals(220, record.path("pitch").path("contour_hz").get(200).asDouble(), 2.2);
        assertTrue(record.path("tempo").path("bpm").isNull());
        assertEquals(-13.5, record.path("loudness").path("momentary_max_lufs").asDouble(), 1.5);
    }

    @Test
    void foldersAreSearchedAndResumed() throws IOException {
        Path out = work.resolve("reports.ndjson");
        String[] command = {"listen", work.resolve("sounds").toString(), "-o", out.toString()};
        assertEquals(0, ai.launch(command).exitCode());
        assertEquals(2, Files.readAllLines(out).size());
        byte[] before = Files.readAllBytes(out);
        Cli.Result again = ai.launch(command);
        assertEquals(0, again.exitCode());
        assertTrue(again.err().contains("2 unchanged"), again.err());
        assertArrayEquals(before, Files.readAllBytes(out));
        // Another level of silence is another report.
        Cli.Result other = ai.launch(
                "listen", work.resolve("sounds").toString(), "-o", out.toString(), "--silence", "-60");
        assertFalse(other.err().contains("unchanged"), other.err());
    }

    @Test
    void oneBadFileStopsNothing() throws IOException {
        Files.writeString(work.resolve("sounds/bad.mp3"), "not a sound at all, whatever its name says");
        Cli.Result result = ai.launch("listen", work.resolve("sounds").toString(), "-f", "ndjson", "--quiet");
        assertEquals(3, result.exitCode());
        List<JsonNode> records = result.lines().stream().map(ListenCommandTest::json).toList();
        assertEquals(3, records.size());
        assertEquals("failed", records.getFirst().path("status").asString());
        assertEquals("input", records.getFirst().path("error").path("kind").asString());
    }

    @Test
    void standardInputIsARecording() {
        Cli.Result result = ai.stdin(Wav.of(8_000, 1, Wav.tone(500))).launch("listen", "-", "--json");
        assertEquals(0, result.exitCode(), result.err());
        JsonNode record = json(result.out());
        assertEquals("-", record.path("input").asString());
        assertEquals(8_000, record.path("sample_rate").asInt());
    }

    @Test
    void filesAreMadeForEachInput() throws IOException {
        Path out = work.resolve("out");
        Cli.Result result = ai.launch(
                "listen", work.resolve("sounds").toString(), "-f", "txt,png,json", "-o", out + "/");
        assertEquals(0, result.exitCode(), result.err());
        assertTrue(Files.readString(out.resolve("tone.wav.listen.txt")).startsWith("sound "));
        assertEquals(434, png(Files.readAllBytes(out.resolve("more/pause.wav.listen.png"))).getHeight());
        json(Files.readString(out.resolve("tone.wav.listen.json")));
    }

    @Test
    void picturesGoWhereTheyAreWanted() throws IOException {
        Path file = work.resolve("tone.png");
        Cli.Result result = ai.launch("listen", tone.toString(), "--spectrogram", file.toString(), "--json");
        assertEquals(0, result.exitCode(), result.err());
        assertEquals("ok", json(result.out()).path("status").asString());
        assertEquals(434, png(Files.readAllBytes(file)).getHeight());
        Cli.Result again = ai.launch("listen", tone.toString(), "--spectrogram", file.toString());
        assertEquals(2, again.exitCode());
        assertTrue(again.err().contains("is there already"), again.err());
        Path alone = work.resolve("alone.png");
        assertEquals(0, ai.launch("listen", tone.toString(), "-o", alone.toString()).exitCode());
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(alone));
        Cli.Result piped = ai.launch("listen", tone.toString(), "-f", "png");
        assertArrayEquals(Files.readAllBytes(file), piped.bytes());
    }

    @Test
    void manyPicturesNeedManyFiles() {
        Cli.Result one = ai.launch("listen", work.resolve("sounds").toString(), "-f", "png");
        assertEquals(2, one.exitCode());
        assertTrue(one.err().contains("several inputs need several files"), one.err());
        Cli.Result other = ai.launch("listen", work.resolve("sounds").toString(), "--spectrogram", "a.png");
        assertEquals(2, other.exitCode());
        assertTrue(other.err().contains("goes with one recording"), other.err());
    }

    @Test
    void plansNameNoModel() {
        Cli.Result result = ai.launch("listen", work.resolve("sounds").toString(), "--dry-run");
        assertEquals(0, result.exitCode());
        assertFalse(result.out().contains("model"), result.out());
        assertTrue(result.out().contains("listen: " + work.resolve("sounds/tone.wav")), result.out());
        assertTrue(result.out().endsWith("inputs: 2\n"), result.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--silence=3", "--silence=loud", "--silence-length=0", "--vad=ears", "--track=9"})
    void mistakesAreUsageErrors(String option) {
        Cli.Result result = ai.launch("listen", tone.toString(), option);
        assertEquals(2, result.exitCode(), result.err());
        assertTrue(result.err().contains("hint: "), result.err());
    }

    @Test
    void aTerminalShowsTheSameLines() {
        Cli.Result result = ai.terminals(false, true, false).launch("listen", work.resolve("sounds").toString());
        assertTrue(result.out().contains("==> " + tone + " <==\nsound "), result.out());
    }
}
