package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The starter models on the samples, and `ai demo`, with the built distribution. Nothing may be fetched.
@DisabledOnOs(OS.WINDOWS)
class StarterIT {

    private static final Path DIST = Path.of(System.getProperty("ai.dist"));
    private static final Path SAMPLES = DIST.resolve("samples");

    /// What scripts/samples/pictures.py drew.
    private static final Map<String, String> DRAWN = new TreeMap<>(Map.of(
            "stars-and-house.png", "two small red stars left of a blue house on a green field",
            "boats.jpg", "three red boats on the blue sea",
            "open.png", "a brown cup above the word \"OPEN\" in red on a white background",
            "sun-and-tree.jpg", "a large orange sun above a green tree on a sandy beach",
            "umbrella.png", "a large purple umbrella on a yellow background",
            "fish-in-circle.png", "a small orange fish inside a large white circle on a brick wall"));

    /// What scripts/samples/speech.py says.
    private static final Map<String, String> SAID = Map.of(
            "english.flac", "good morning the teacher is in the library the train to london leaves at half past seven "
                    + "my brother bought a red bicycle",
            "german.flac", "der lehrer kauft eine neue lampe am montag ist das wetter in hamburg sonnig");

    @TempDir
    Path folder;

    private record Run(int code, String out, String err) {}

    private Run ai(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(DIST.resolve("bin/ai").toString()));
        command.addAll(Arrays.asList(arguments));
        Path out = folder.resolve("stdout.log");
        Path err = folder.resolve("stderr.log");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("AI_HOME", folder.resolve("home").toString());
        builder.environment().put("AI_OFFLINE", "true");
        builder.environment().put("AI_JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        assertTrue(process.waitFor(180, TimeUnit.SECONDS));
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static String name(JsonNode record) {
        return Path.of(record.path("input").asString()).getFileName().toString();
    }

    private static List<JsonNode> records(String out) {
        return out.lines().map(JsonMapper.shared()::readTree).toList();
    }

    @Test
    void captionsTheSamplePictures() throws Exception {
        Run run = ai("caption", SAMPLES.resolve("pictures").toString(), "-m", "starter", "--json");
        assertEquals(0, run.code(), run.err());
        Map<String, String> captions = new TreeMap<>();
        for (JsonNode record : records(run.out())) {
            captions.put(name(record), record.path("caption").asString());
            assertTrue(record.path("model").path("starter").asBoolean(false), record.toString());
            assertEquals("starter-caption", record.path("model").path("name").asString());
        }
        assertEquals(DRAWN, captions);
        assertTrue(run.err().contains("ai models pull florence-2-base"), run.err());
    }

    @Test
    void findsEachPictureByWhatWasDrawn() throws Exception {
        assertEquals(0, ai("index", SAMPLES.resolve("pictures").toString(), "--image-model", "starter").code());
        for (Map.Entry<String, String> drawn : DRAWN.entrySet()) {
            Run run = ai("search", drawn.getValue(), "--type", "image", "-k", "1", "--format", "paths");
            assertEquals(0, run.code(), run.err());
            assertTrue(run.out().strip().endsWith(drawn.getKey()), drawn + ": " + run.out());
        }
    }

    @Test
    void transcribesTheSampleSpeech() throws Exception {
        Run run = ai("transcribe", SAMPLES.resolve("speech").toString(), "-m", "starter", "--json");
        assertEquals(0, run.code(), run.err());
        int heard = 0;
        for (JsonNode record : records(run.out())) {
            String said = SAID.get(name(record));
            if (said == null) {
                continue;
            }
            heard++;
            assertTrue(record.path("model").path("starter").asBoolean(false));
            assertEquals(name(record).equals("german.flac") ? "de" : "en", record.path("language").asString());
            List<String> words = List.of(said.split(" "));
            String text = record.path("text").asString().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L} ]", "");
            long found = words.stream().filter((" " + text + " ")::contains).count();
            assertTrue(found >= 0.8 * words.size(), text);
        }
        assertEquals(SAID.size(), heard);
    }

    @Test
    void isUsedOnlyWhenNamedAndQuietWhenAsked() throws Exception {
        String picture = SAMPLES.resolve("pictures/boats.jpg").toString();
        Run unnamed = ai("caption", picture);
        assertEquals(5, unnamed.code(), "the usual model is not here, and no other takes its place");
        Run quiet = ai("caption", picture, "-m", "starter", "--quiet");
        assertEquals("", quiet.err());
        Run none = ai("detect", picture, "-m", "starter");
        assertEquals(2, none.code());
        assertTrue(none.err().contains("no model that comes with ai serves detect"), none.err());
        Run texts = ai("embed", "--text", "hello", "-m", "starter", "--json");
        JsonNode model = records(texts.out()).getFirst().path("model");
        assertEquals("all-minilm-l6-v2", model.path("name").asString());
        assertFalse(model.has("starter"));
        assertEquals(
                "starter-clip",
                records(ai("embed", picture, "-m", "starter").out()).getFirst().path("model").path("name").asString());
    }

    @Test
    void demoRunsEverythingAndEndsWithAPage() throws Exception {
        for (int time = 0; time < 2; time++) { // again over what it made
            Run run = ai("demo", "-o", "my tour");
            assertEquals(0, run.code(), run.err());
            Path page = folder.resolve("my tour/report.html");
            assertTrue(run.out().strip().endsWith(page.toRealPath().toUri().toString()), run.out());
            String html = Files.readString(page);
            assertTrue(html.contains("three red boats on the blue sea"));
            assertFalse(html.contains("exit code"), html);
            for (String made : List.of("captions.html", "receipt.pdf", "film/film.vtt", "notes.npy", "meeting.png")) {
                assertTrue(Files.size(folder.resolve("my tour").resolve(made)) > 0, made);
            }
            assertTrue(run.err().contains("$ ai transcribe \"my tour/samples/speech\" -m starter"), run.err());
        }
    }

    @Test
    void demoLeavesAForeignFolderAlone() throws Exception {
        Path mine = Files.createDirectories(folder.resolve("ai-demo"));
        Files.writeString(mine.resolve("captions.ndjson"), "mine");
        Run run = ai("demo");
        assertEquals(2, run.code());
        assertTrue(run.err().contains("ai-demo: is there already, and not from ai demo"), run.err());
        try (Stream<Path> files = Files.list(mine)) {
            assertEquals(List.of(mine.resolve("captions.ndjson")), files.toList());
        }
        assertEquals("mine", Files.readString(mine.resolve("captions.ndjson")));
    }
}
