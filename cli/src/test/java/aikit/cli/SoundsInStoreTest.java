package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sounds that are found by how they sound, with a small CLAP model of random weights: what it finds means nothing, but
/// what sounds alike is alike.
class SoundsInStoreTest {

    private static final Path CLAP = Path.of("../modalities/audio/src/test/resources/fixtures/models/tiny-clap")
            .toAbsolutePath().normalize();

    @TempDir
    Path home;

    @TempDir
    Path work;

    private Cli ai;
    private String sounds;

    @BeforeEach
    void recordings() throws IOException {
        ai = new Cli(home);
        sounds = work.resolve("sounds").toString();
        Wav.write(work.resolve("sounds/low.wav"), 3, Wav.tone(200));
        Wav.write(work.resolve("sounds/lower.wav"), 3, Wav.tone(198));
        Wav.write(work.resolve("sounds/hiss.wav"), 3, time -> Math.sin(1e7 * time * time));
        // Half a minute, of which the last ten seconds are another tone.
        Wav.write(work.resolve("sounds/long.wav"), 30, time -> Wav.tone(time < 20 ? 3000 : 200).applyAsDouble(time));
        Files.writeString(work.resolve("sounds/notes.txt"), "tea at four");
    }

    private Cli.Result run(String... args) {
        Cli.Result result = ai.launch(args);
        assertEquals(0, result.exitCode(), result.err());
        return result;
    }

    @Test
    void soundsAndTextsAreInOneSpace() {
        JsonNode sound = JsonMapper.shared().readTree(
                run("embed", "-m", CLAP.toString(), sounds + "/low.wav", "--json").out());
        JsonNode text = JsonMapper.shared().readTree(
                run("embed", "-m", CLAP.toString(), "--text", "a dog barks", "--json").out());
        assertEquals(48, sound.path("dimensions").asInt());
        assertEquals(48, text.path("dimensions").asInt());
        assertEquals(sound.path("model"), text.path("model"));
        assertEquals(0, sound.path("embeddings").get(0).path("second").asInt(-1));
        assertTrue(text.path("embeddings").get(0).path("second").isMissingNode());
    }

    @Test
    void aFolderIsReadByTheKindOfTheModel() {
        assertEquals(4, run("embed", "-m", CLAP.toString(), sounds, "--json").lines().size());
        List<String> texts = run("embed", sounds, "--json").lines();
        assertEquals(1, texts.size());
        assertTrue(texts.getFirst().contains("notes.txt"), texts.getFirst());
        assertTrue(run("embed", "-m", CLAP.toString(), sounds, "--dry-run").out().endsWith("inputs: 4\n"));
        assertTrue(run("embed", sounds, "--dry-run").out().endsWith("inputs: 1\n"));
    }

    @Test
    void likeSoundsAreFoundWithTheirTime() {
        run("index", "-m", CLAP.toString(), sounds);
        String like = run("search", "--like", sounds + "/low.wav", sounds, "-k", "2").out();
        assertTrue(like.contains("lower.wav@0:00:00"), like);
        assertTrue(like.contains("long.wav@0:00:20"), like);
        JsonNode answer = JsonMapper.shared().readTree(run("search", "a dog barks", "--json").out());
        assertEquals(4, answer.path("hits").size());
        JsonNode first = answer.path("hits").get(0);
        assertEquals("audio", first.path("type").asString());
        assertTrue(first.path("passages").get(0).has("second"), first.toString());
        assertTrue(first.path("passages").get(0).has("time"), first.toString());
        assertTrue(
                run("index", "-m", CLAP.toString(), sounds, "--dry-run").out().startsWith("0 to index, 4 unchanged"));
    }

    @Test
    void textsAndSoundsMayBeInOneCollection() {
        run("index", sounds, "--no-recordings");
        Cli.Result index = run("index", "-m", CLAP.toString(), sounds);
        assertTrue(index.err().contains("also holds vectors of"), index.err());
        String both = run("search", "tea at four", "--format", "paths").out();
        assertTrue(both.contains("notes.txt") && both.contains("low.wav"), both);
        // What is like a sound is looked for among sounds, and like a text among texts.
        String like = run("search", "--like", sounds + "/low.wav", "--format", "paths").out();
        assertFalse(like.contains("notes.txt"), like);
        assertTrue(like.contains("lower.wav"), like);
        Cli.Result text = ai.launch("search", "--like", sounds + "/notes.txt", "--format", "paths");
        assertEquals(1, text.exitCode(), text.err()); // it is the only text
    }
}
