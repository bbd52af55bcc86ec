package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.cli.Cli.Result;
import aikit.vector.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Pictures that are indexed and found beside texts, with a small CLIP of random weights: its order is that of the vectors
/// that transformers makes.
class PicturesInStoreTest {

    private static final Path PICTURES = Cli.CLIP.resolve("../../pictures").normalize();
    private static final List<String> NAMES = List.of(
            "05-47x33.png", "10-65x97.png", "20-201x127.png", "30-223x223.png", "40-275x100.png");

    @TempDir
    private Path home;

    @TempDir
    private Path work;

    private Cli ai;
    private String photos;

    @BeforeEach
    void files() throws IOException {
        ai = new Cli(home).seeing();
        photos = work.resolve("photos").toString();
        Files.createDirectories(work.resolve("photos/more"));
        for (String name : NAMES) {
            Files.copy(PICTURES.resolve(name), work.resolve("photos/more").resolve(name));
        }
        Files.writeString(work.resolve("photos/tea.txt"), "tea is served at four");
    }

    private Result run(String... args) {
        Result result = ai.launch(args);
        assertEquals(0, result.exitCode(), result.err());
        return result;
    }

    private Result index(String... more) {
        return ai.launch(Stream.concat(Stream.of("index", photos, "--json"), Stream.of(more)).toArray(String[]::new));
    }

    private static JsonNode json(String line) {
        return JsonMapper.shared().readTree(line);
    }

    private static List<String> inputs(Result result) {
        return result.lines().stream().map(line -> name(json(line).path("input").asString())).toList();
    }

    private static String name(String path) {
        return Path.of(path).getFileName().toString();
    }

    private List<String> found(String... args) {
        return run(Stream.concat(Stream.of("search", "--format", "paths"), Stream.of(args)).toArray(String[]::new))
                .lines().stream().map(PicturesInStoreTest::name).toList();
    }

    private static float[] vector(JsonNode numbers) {
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = numbers.get(i).floatValue();
        }
        Vectors.normalize(vector);
        return vector;
    }

    private static JsonNode reference() throws IOException {
        return json(Files.readString(Cli.CLIP.resolve("reference.json")));
    }

    /// The pictures in the order in which they are like a vector.
    private static List<String> nearest(float[] query) throws IOException {
        List<JsonNode> pictures = new ArrayList<>();
        for (JsonNode each : reference().path("pictures")) {
            if (NAMES.contains(each.path("file").asString())) {
                pictures.add(each);
            }
        }
        return pictures.stream()
                .sorted(Comparator.comparingDouble(each -> -Vectors.dot(vector(each.path("vector")), query)))
                .map(each -> each.path("file").asString())
                .toList();
    }

    private static float[] picture(String name) throws IOException {
        for (JsonNode each : reference().path("pictures")) {
            if (each.path("file").asString().equals(name)) {
                return vector(each.path("vector"));
            }
        }
        throw new IllegalStateException(name);
    }

    @Test
    void textsAndPicturesAreInOneCollection() {
        Result indexed = index();
        assertEquals(0, indexed.exitCode(), indexed.err());
        assertEquals(6, indexed.lines().size());
        assertEquals("hash", json(indexed.lines().getFirst()).path("model").path("name").asString());
        assertEquals("small-clip", json(indexed.lines().getLast()).path("model").path("name").asString());
        assertFalse(indexed.err().contains("also holds"), indexed.err());
        Result again = index("--verbose");
        assertEquals(List.of(), again.lines());
        assertTrue(again.err().contains("0 done, 6 unchanged\n"), again.err());
        assertFalse(again.err().contains("also holds"), again.err());
        assertTrue(index("--dry-run").out().endsWith("0 to index, 6 unchanged, 0 to remove from collection default\n"));
        JsonNode hits = json(run("search", "tea is served", "--json").out()).path("hits");
        assertEquals("text", hits.get(0).path("type").asString());
        assertEquals("tea.txt", name(hits.get(0).path("path").asString()));
        assertEquals(6, hits.size());
        assertEquals("image", hits.get(1).path("type").asString());
        String table = run("search", "tea", "--explain").out();
        assertTrue(table.contains("vector small-clip@"), table);
        assertTrue(table.contains("keyword hash@"), table);
        assertEquals(5, found("tea", "--type", "image").size());
    }

    @Test
    void aQueryFindsWhatTransformersWouldFind() throws IOException {
        index();
        JsonNode text = reference().path("texts").get(3);
        float[] query = vector(text.path("vector"));
        String words = text.path("text").asString();
        assertEquals(nearest(query), found(words, photos, "--type", "image", "--mode", "vector"));
        JsonNode alone = json(run("search", words, photos, "-m", "small-clip", "--mode", "vector", "--json").out());
        assertEquals(
                Vectors.dot(query, picture(nearest(query).getFirst())),
                alone.path("hits").get(0).path("score").asDouble(), 1e-5);
        float[] minus = picture(NAMES.get(1));
        float[] both = query.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] += 2 * picture(NAMES.get(2))[i] - minus[i];
        }
        Vectors.normalize(both);
        String more = photos + "/more/";
        assertEquals(nearest(both), found(
                words, photos, "--plus", "2:" + more + NAMES.get(2), "--minus", more + NAMES.get(1), "-m", "small-clip",
                "--mode", "vector"));
        assertEquals(NAMES.get(2),
                found("--plus", more + NAMES.get(2), "-m", "small-clip", "--mode", "vector").getFirst());
    }

    @Test
    void likePicturesAreFound() throws IOException {
        index();
        Files.copy(PICTURES.resolve(NAMES.get(3)), work.resolve("other.png"));
        String other = work.resolve("other.png").toString();
        assertEquals(nearest(picture(NAMES.get(3))), found("--like", other));
        List<String> others = found("--like", photos + "/more/" + NAMES.get(3));
        assertFalse(others.contains(NAMES.get(3)), others.toString());
        assertEquals(4, others.size());
        assertEquals(1, found("--like", other, "-k", "1").size());
    }

    @Test
    void namesAreFoundByWords() throws IOException {
        for (int i = 0; i < 8; i++) {
            Files.copy(PICTURES.resolve(String.format("1%d", i).equals("10") ? NAMES.get(0) : NAMES.get(1)),
                    work.resolve("photos/IMG_" + i + ".png"));
        }
        Files.copy(PICTURES.resolve(NAMES.get(4)), work.resolve("photos/birthday cake.png"));
        index();
        assertEquals("birthday cake.png", found("birthday", "--mode", "keyword").getFirst());
        // What every name has in common, as it is that of the folder, says nothing.
        assertEquals(List.of("birthday cake.png"),
                found("photos of a birthday", "--mode", "keyword", "--type", "image"));
    }

    @Test
    void movedCopiedAndGonePicturesAreKnown() throws IOException {
        index();
        Files.move(work.resolve("photos/more").resolve(NAMES.get(0)), work.resolve("photos/renamed.png"));
        Files.delete(work.resolve("photos/more").resolve(NAMES.get(1)));
        Result result = index();
        assertEquals(List.of("renamed.png"), inputs(result));
        assertEquals("none", json(result.out()).path("device").asString(), "no model ran");
        assertEquals("1 done, 4 unchanged\n1 removed, 1 moved\n", result.err());
        assertEquals(4, found("tea", "--type", "image").size());
        // All of them gone, nothing is met that would tell.
        for (String name : NAMES) {
            Files.deleteIfExists(work.resolve("photos/more").resolve(name));
        }
        Files.delete(work.resolve("photos/renamed.png"));
        assertTrue(index().err().contains("4 removed"));
        assertEquals(1, ai.launch("search", "tea", "--type", "image").exitCode());
    }

    @Test
    void picturesAloneMakeNoSpaceOfTexts() throws IOException {
        Files.delete(work.resolve("photos/tea.txt"));
        assertEquals(0, index().exitCode());
        String stats = run("store", "stats", "--json").out();
        assertTrue(stats.contains("small-clip"), stats);
        assertFalse(stats.contains("hash"), stats);
        assertEquals(5, found("anything").size());
        assertEquals(0, run("store", "verify").exitCode());
        assertEquals(0, run("cluster", "-k", "2").exitCode());
    }

    @Test
    void withoutAModelThatSeesTextIsIndexedAsEver() {
        ai = new Cli(home);
        Result quiet = index("--quiet");
        assertEquals("", quiet.err());
        assertEquals(0, quiet.exitCode());
        Result noted = index();
        assertTrue(noted.err().contains("5 pictures passed over: no model that sees is here; run ai models pull "
                + "small-clip, or name one with --image-model\n"), noted.err());
        assertEquals(0, noted.exitCode());
        assertEquals(5, noted.lines().size());
        Result named = index("--image-model", Cli.CLIP.toString());
        assertEquals(5, named.lines().size(), named.err());
        // What the store has of them stays when the model is gone.
        assertTrue(index("--dry-run").out().endsWith("0 to index, 1 unchanged, 0 to remove from collection default\n"));
        assertFalse(index().err().contains("removed"));
        assertEquals(5, found("tea", "--type", "image").size());
        assertEquals(2, index("--image-model", "typo").exitCode());
    }

    @Test
    void textsAreFoundWhereTheModelThatSeesIsGone() {
        index();
        ai = new Cli(home);
        Result result = run("search", "tea is served");
        assertTrue(result.lines().getFirst().contains("tea.txt"), result.out());
        assertTrue(result.err().contains("small-clip is not on this machine: what it embedded is found by words alone"),
                result.err());
        assertEquals("", run("search", "tea is served", "--quiet").err());
        assertEquals(5, ai.launch("search", "tea", "-m", "small-clip").exitCode());
    }

    @Test
    void picturesArePassedOverOnRequest() throws IOException {
        Result result = index("--no-pictures");
        assertEquals(List.of("tea.txt"), inputs(result));
        assertEquals("1 done, 5 of other kinds\n", result.err());
        index();
        assertFalse(index("--no-pictures").err().contains("removed"));
        assertTrue(index("--no-pictures", "--dry-run").out()
                .endsWith("0 to index, 1 unchanged, 0 to remove from collection default\n"));
        assertEquals(5, found("tea", "--type", "image").size());
    }

    @Test
    void aModelThatIsNamedReadsPicturesAlone() {
        Result result = index("-m", "small-clip");
        assertEquals(5, result.lines().size());
        assertEquals("5 done, 1 of other kinds\n", result.err());
        assertEquals(5, found("tea").size());
    }

    @Test
    void namesFromAListAreReadOnce() {
        ai.stdin(photos + "/tea.txt\n" + photos + "/more/" + NAMES.get(0) + "\n" + photos + "/more/" + NAMES.get(1)
                + "\n");
        Result result = run("index", "--files-from", "-", "--json");
        assertEquals(List.of("tea.txt", NAMES.get(0), NAMES.get(1)), inputs(result));
    }

    @Test
    void damagedAndMissingPicturesFailOnce() throws IOException {
        Files.writeString(work.resolve("photos/bad.png"), "no picture");
        Result result = ai.launch("index", photos, work.resolve("nowhere.png").toString(), "--json");
        assertEquals(3, result.exitCode(), result.err());
        assertEquals(8, result.lines().size());
        assertEquals(2, result.lines().stream()
                .filter(line -> json(line).path("status").asString().equals("failed")).count());
        Result again = index();
        assertEquals(3, again.exitCode());
        assertEquals(List.of(), again.lines(), "it has not changed");
    }

    @Test
    void nearlyTheSamePicturesAreFound() throws IOException {
        Files.copy(PICTURES.resolve(NAMES.get(2)), work.resolve("photos/copy.png"));
        index();
        Result groups = run("dedupe", photos, "--threshold", "0.999", "--json");
        assertEquals(1, groups.lines().size(), groups.out());
        JsonNode files = json(groups.out()).path("files");
        assertEquals(2, files.size());
        assertTrue(files.get(1).path("identical").asBoolean(), groups.out());
    }
}
