package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.cli.Cli.Result;
import aikit.vector.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `ai embed` and `ai classify` on pictures, with a small CLIP of random weights: what it says means nothing, but is what
/// transformers says.
class PicturesTest {

    private static final Path PICTURES = Cli.CLIP.resolve("../../pictures").normalize();

    private static final JsonNode REFERENCE = reference();

    @TempDir
    private Path home;

    @TempDir
    private Path work;

    private Cli ai;

    private static JsonNode reference() {
        try {
            return JsonMapper.shared().readTree(Files.readString(Cli.CLIP.resolve("reference.json")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void files() throws IOException {
        ai = new Cli(home).seeing();
        copy("05-47x33.png", "photos/one.png");
        copy("10-65x97.png", "photos/more/two photos.png");
        copy("20-201x127.png", "photos/more/three.PNG");
    }

    private Path copy(String picture, String to) throws IOException {
        Path file = work.resolve(to);
        Files.createDirectories(file.getParent());
        return Files.copy(PICTURES.resolve(picture), file);
    }

    private String path(String name) {
        return work.resolve(name).toString();
    }

    private Result run(String... args) {
        Result result = ai.launch(args);
        assertEquals(0, result.exitCode(), result.err());
        return result;
    }

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }

    private static float[] vector(JsonNode numbers) {
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = numbers.get(i).floatValue();
        }
        return vector;
    }

    private static JsonNode expected(String file) {
        for (JsonNode each : REFERENCE.path("pictures")) {
            if (each.path("file").asString().equals(file)) {
                return each;
            }
        }
        throw new IllegalStateException(file);
    }

    private static float[] embedded(JsonNode record) {
        return vector(record.path("embeddings").get(0).path("embedding"));
    }

    @Test
    void picturesAloneAreEmbeddedByTheUsualModelForThem() {
        JsonNode record = json(run("embed", path("photos/one.png"), "--json").out());
        assertEquals("small-clip", record.path("model").path("name").asString());
        assertEquals(32, record.path("dimensions").asInt());
        float[] wanted = vector(expected("05-47x33.png").path("vector"));
        assertTrue(Vectors.cosine(wanted, embedded(record)) > 0.99999, record.toString());
        List<String> folder = run("embed", path("photos"), "--json", "--quiet").lines();
        assertEquals(3, folder.size());
        assertTrue(run("embed", path("photos"), "--verbose", "--json").err()
                .contains("there are only pictures: they are embedded with small-clip"));
        assertEquals(2, run("embed", path("photos") + "/more/*", "--json").lines().size());
        String plan = run("embed", path("photos"), "--dry-run").out();
        assertTrue(plan.startsWith("model: small-clip\n") && plan.endsWith("inputs: 3\n"), plan);
    }

    /// What an earlier run made beside them is no text that was there.
    @Test
    void aRunBesidePicturesGoesOnWithTheSameModel() {
        run("embed", path("photos"), "-o", path("photos/vectors.ndjson"));
        Result again = run("embed", path("photos"), "-o", path("photos/vectors.ndjson"), "--verbose");
        assertTrue(again.err().contains("3 unchanged"), again.err());
        run("embed", path("photos/more"), "-o", "source", "-f", "json");
        assertTrue(run("embed", path("photos/more"), "-o", "source", "-f", "json", "--verbose").err()
                .contains("2 unchanged"));
    }

    @Test
    void amongTextsPicturesArePassedOverAndThatIsSaid() throws IOException {
        Files.writeString(work.resolve("photos/notes.txt"), "tea at four");
        Result mixed = run("embed", path("photos"), "--json");
        assertEquals(1, mixed.lines().size());
        assertEquals("hash", json(mixed.out()).path("model").path("name").asString());
        assertTrue(mixed.err().contains("3 pictures passed over: give -m small-clip to embed pictures"), mixed.err());
        assertEquals("", run("embed", path("photos"), "--json", "--quiet").err());
        assertEquals(3, run("embed", "-m", "small-clip", path("photos"), "--json").lines().size());
    }

    @Test
    void aTextIsInTheSpaceOfPictures() {
        JsonNode text = REFERENCE.path("texts").get(0);
        JsonNode record = json(
                run("embed", "-m", "small-clip", "--text", text.path("text").asString(), "--json").out());
        assertTrue(Vectors.cosine(vector(text.path("vector")), embedded(record)) > 0.99999);
        JsonNode cut = json(run("embed", "-m", "small-clip", "--text", "many ".repeat(100), "--json").out());
        assertTrue(cut.path("embeddings").get(0).path("truncated").asBoolean(), cut.toString());
        assertEquals(77, cut.path("embeddings").get(0).path("tokens").asInt());
    }

    @Test
    void aPictureComesFromStandardInputToo() throws IOException {
        ai.stdin(Files.readAllBytes(PICTURES.resolve("05-47x33.png")));
        JsonNode record = json(run("embed", "-m", "small-clip", "-", "--json").out());
        assertTrue(Vectors.cosine(vector(expected("05-47x33.png").path("vector")), embedded(record)) > 0.99999);
        assertTrue(run("classify", "--labels", "cat,dog", "-").out().contains(" %  cat"));
    }

    @Test
    void aBadPictureIsOneFailedRecord() throws IOException {
        Files.writeString(work.resolve("photos/bad.jpg"), "no picture");
        Result result = ai.launch("embed", path("photos"), "--json");
        assertEquals(3, result.exitCode());
        assertEquals(4, result.lines().size());
        assertEquals("failed", json(result.lines().getFirst()).path("status").asString());
        Result classified = ai.launch("classify", "--labels", "cat,dog", path("photos"), "--json");
        assertEquals(3, classified.exitCode());
        assertEquals(4, classified.lines().size());
    }

    @Test
    void withoutTheModelPicturesAreNotEmbedded() {
        Result result = new Cli(home).launch("embed", path("photos"));
        assertEquals(5, result.exitCode(), result.err());
    }

    private static String labels() {
        StringBuilder labels = new StringBuilder();
        REFERENCE.path("labels").forEach(label -> labels.append(labels.isEmpty() ? "" : ",").append(label.asString()));
        return labels.toString();
    }

    @Test
    void scoresOfLabelsAreThoseOfTransformers() {
        JsonNode record = json(
                run("classify", path("photos/one.png"), "--labels", labels(), "--top", "7", "--json").out());
        assertEquals("ai.classify/1", record.path("schema").asString());
        assertEquals("zero-shot", record.path("method").asString());
        assertEquals(47, record.path("width").asInt());
        assertEquals(7, record.path("labels").size());
        List<String> names = List.of(labels().split(","));
        JsonNode expected = expected("05-47x33.png").path("probabilities");
        double last = 1;
        for (JsonNode label : record.path("labels")) {
            double score = label.path("score").asDouble();
            assertEquals(expected.get(names.indexOf(label.path("label").asString())).asDouble(), score, 1e-4);
            assertTrue(score <= last);
            last = score;
        }
    }

    @Test
    void labelsComeFromAFileAndInOtherSentences() throws IOException {
        Path file = Files.writeString(work.resolve("labels.txt"), "\ufeffcat\n\n  dog, asleep  \ncat\n");
        Result result = run("classify", path("photos"), "--labels-file", file.toString(), "-f", "csv");
        assertEquals("file,label,score", result.lines().getFirst());
        assertEquals(7, result.lines().size());
        assertEquals(3, result.lines().stream().filter(line -> line.contains(",\"dog, asleep\",0.")).count());
        String one = run("classify", path("photos/one.png"), "--labels", "cat,dog", "--template", "a {}", "--json")
                .out();
        assertFalse(json(one).path("labels").equals(json(
                run("classify", path("photos/one.png"), "--labels", "cat,dog", "--json").out()).path("labels")));
        String[] two = {"classify", path("photos/one.png"), "--labels", "cat,dog", "--template", "a {}", "--template",
            "{}, drawn", "--json"};
        assertFalse(json(one).path("labels").equals(json(run(two).out()).path("labels")));
    }

    @Test
    void aModelMayHaveLabelsOfItsOwn() {
        String model = Cli.CLIP.resolve("../mobilenet-v2").normalize().toString();
        JsonNode record = json(run("classify", path("photos/one.png"), "-m", model, "--json", "--top", "1").out());
        assertEquals("classifier", record.path("method").asString());
        assertEquals(1, record.path("labels").size());
        assertEquals(3, run("classify", path("photos"), "-m", model, "--json").lines().size());
        assertEquals(2, ai.launch("classify", path("photos"), "-m", model, "--labels", "cat").exitCode());
        // A folder is enough to tell what it is good for.
        assertEquals(5, ai.launch("embed", path("photos"), "-m", model).exitCode());
    }

    @Test
    void aLabelMayBeAGateAndAPageShowsThemAll() throws IOException {
        String[] args = {"classify", path("photos"), "--labels", "cat", "--fail-on", "cat", "-o", path("labels.ndjson"),
            "--report", path("labels.html")};
        Result tripped = ai.launch(args);
        assertEquals(4, tripped.exitCode(), tripped.err());
        assertTrue(tripped.err().contains("found: cat"), tripped.err());
        assertTrue(Files.readString(work.resolve("labels.html")).contains("three.PNG"));
        assertEquals(4, ai.launch(args).exitCode(), "what was done earlier counts, too");
        run("classify", path("photos"), "--labels", "cat", "--fail-on", "dog", "--json");
    }

    @Test
    void everyFormatIsWritten() {
        String txt = run("classify", path("photos"), "--labels", "cat,dog", "--top", "1").out();
        assertEquals(3, txt.lines().filter(line -> line.startsWith("==> ")).count(), txt);
        assertTrue(txt.contains(" %  "), txt);
        String md = run("classify", path("photos/one.png"), "--labels", "cat,dog", "-f", "md").out();
        assertTrue(md.startsWith("## ") && md.contains("\n* "), md);
        run("classify", path("photos"), "--labels", "cat,dog", "-o", path("labels.csv"));
        assertTrue(Files.exists(work.resolve("labels.csv")));
        run("classify", path("photos"), "--labels", "cat,dog", "-o", path("out") + "/", "-f", "json,csv,txt");
        assertTrue(Files.exists(work.resolve("out/more/two photos.png.labels.csv")));
        assertTrue(run("classify", path("photos"), "--labels", "cat,dog", "-o", path("out") + "/", "-f", "json,csv,txt",
                "--verbose").err().contains("3 unchanged"));
    }

    @Test
    void whatDoesNotFitIsAMistake() {
        for (String[] more : Stream
                .of("--labels ,", "--template {}", "--labels cat --template no", "--labels cat --top 0",
                        "--labels cat --min-score 2", "--labels cat,dog --multi-label", "--labels-file nowhere.txt")
                .map(each -> each.split(" ")).toList()) {
            String[] args = Stream.concat(Stream.of("classify", path("photos/one.png")), Stream.of(more))
                    .toArray(String[]::new);
            assertEquals(2, ai.launch(args).exitCode(), String.join(" ", more));
        }
        assertEquals(2, ai.launch("classify", path("photos"), "-m", "small-clip").exitCode(), "it has no labels");
        assertEquals(2, ai.launch("classify", path("photos")).exitCode(), "there is no usual model");
    }
}
