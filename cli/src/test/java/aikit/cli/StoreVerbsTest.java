package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `ai index`, `search`, `store`, `dedupe`, `cluster` and `eval` as a user runs them, with a model that knows no meaning.
class StoreVerbsTest {

    @TempDir
    private Path home;

    @TempDir
    private Path work;

    private Path notes;

    @BeforeEach
    void files() throws IOException {
        notes = Files.createDirectories(work.resolve("my notes/more"));
        write("tea.txt", "tea is served at four");
        write("lamp.txt", "a red lamp");
        write("more/birds.md", "two birds sing");
        notes = work.resolve("my notes");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(work.resolve("my notes").resolve(name), text);
    }

    private Result ai(String... args) {
        return new Cli(home).launch(args);
    }

    private List<JsonNode> index(String... more) {
        String[] args = new String[3 + more.length];
        args[0] = "index";
        args[1] = notes.toString();
        args[2] = "--json";
        System.arraycopy(more, 0, args, 3, more.length);
        return ai(args).lines().stream().map(JsonMapper.shared()::readTree).toList();
    }

    private List<String> found(String... args) {
        String[] all = new String[5 + args.length];
        all[0] = "search";
        all[1] = "--mode";
        all[2] = "keyword";
        all[3] = "--format";
        all[4] = "paths";
        System.arraycopy(args, 0, all, 5, args.length);
        return ai(all).lines().stream().map(path -> Path.of(path).getFileName().toString()).toList();
    }

    @Test
    void indexesOnceAndThenOnlyWhatChanged() throws IOException {
        assertEquals(3, index().size());
        assertEquals(List.of(), index());
        write("tea.txt", "coffee is served at five");
        List<JsonNode> again = index();
        assertEquals(1, again.size());
        assertEquals("ok", again.getFirst().path("status").asString());
        assertEquals(1, again.getFirst().path("passages").asInt());
        assertEquals(List.of("tea.txt"), found("coffee"));
        assertEquals(List.of(), found("tea", "--where", "a=b"));
    }

    @Test
    void aMovedFileIsKnownByItsContentAndAVanishedOneLeaves() throws IOException {
        index();
        Files.move(notes.resolve("tea.txt"), notes.resolve("more/moved tea.txt"));
        Files.delete(notes.resolve("lamp.txt"));
        Result moved = ai("index", notes.toString(), "--json");
        assertEquals("none", JsonMapper.shared().readTree(moved.out()).path("device").asString(), "no model ran");
        assertTrue(moved.err().contains("1 removed, 1 moved"), moved.err());
        assertEquals(List.of("moved tea.txt"), found("tea"));
        assertEquals(List.of(), found("lamp"));
    }

    @Test
    void anotherTimeOnAnOldFileAsksNoModel() throws IOException {
        index();
        Files.setLastModifiedTime(notes.resolve("tea.txt"), FileTime.fromMillis(1_000_000));
        assertEquals("none", index().getFirst().path("device").asString());
    }

    @Test
    void aFailedFileIsToldOnceAndTriedAgainOnRequest() throws IOException {
        write("bad.txt", "damaged");
        Result first = ai("index", notes.toString());
        assertEquals(3, first.exitCode());
        Result second = ai("index", notes.toString(), "--quiet");
        assertEquals(3, second.exitCode());
        assertTrue(second.err().contains("--retry-failed"), second.err());
        write("bad.txt", "mended");
        assertEquals(0, ai("index", notes.toString()).exitCode());
        assertEquals(List.of("bad.txt"), found("mended"));
    }

    @Test
    void marksAndFilters() {
        index("--meta", "project=apollo");
        assertEquals(List.of("tea.txt"), found("tea", "--where", "project=apollo"));
        assertEquals(List.of(), found("tea", "--where", "project=gemini"));
        assertEquals(1, index("--meta", "by=anna").stream().filter(r -> r.path("input").asString().endsWith("tea.txt"))
                .count());
        assertEquals(List.of("tea.txt"), found("tea", "--where", "project=apollo", "--where", "by=anna"));
        assertEquals(List.of("birds.md"), found("birds", notes.resolve("more").toString()));
        assertEquals(List.of(), found("tea", notes.resolve("more").toString()));
        assertEquals(List.of(), found("tea", "--since", "2999"));
        assertEquals(List.of("tea.txt"), found("tea", "--until", "2999-12"));
        assertEquals(2, ai("search", "tea", "--since", "yesterday").exitCode());
    }

    @Test
    void saysWhatWasFoundAndExitsWithOneWhenNothingWas() {
        index();
        JsonNode answer = JsonMapper.shared().readTree(ai("search", "red lamp", "--json").out());
        JsonNode best = answer.path("hits").path(0);
        assertEquals("ai.search/1", answer.path("schema").asString());
        assertEquals("lamp.txt", Path.of(best.path("path").asString()).getFileName().toString());
        assertEquals("a red lamp", best.path("passages").path(0).path("text").asString());
        assertEquals("[[2,5],[6,10]]", best.path("passages").path(0).path("highlights").toString());
        assertTrue(best.path("explain").has("keyword") && best.path("explain").has("vector"));
        Result none = ai("search", "zebra", "--mode", "keyword");
        assertEquals(1, none.exitCode());
        assertEquals("", none.out());
        Result elsewhere = ai("search", "tea", home.toString());
        assertEquals(1, elsewhere.exitCode());
        assertTrue(elsewhere.err().contains("run: ai index"), elsewhere.err());
    }

    @Test
    void aModelThatDidNotMakeTheVectorsIsNamedBesideTheOneThatDid() throws IOException {
        index();
        Files.createDirectories(work.resolve("other"));
        Result strange = ai("search", "tea", "-m", "strange");
        assertEquals(5, strange.exitCode(), strange.err());
        assertEquals(1, ai("search", "tea", "--collection", "none").exitCode());
        assertEquals(2, ai("search", "tea", "--collection", "../up").exitCode());
    }

    @Test
    void aVectorAloneFindsTheVeryText() {
        index();
        Result result = ai("search", "two birds sing", "--mode", "vector", "-k", "1", "--json");
        JsonNode hit = JsonMapper.shared().readTree(result.out()).path("hits").path(0);
        assertEquals(1, hit.path("score").asDouble(), 1e-6);
        assertEquals("birds.md", Path.of(hit.path("path").asString()).getFileName().toString());
        String like = notes.resolve("tea.txt").toString();
        Result others = ai("search", "--like", like, "--format", "paths");
        assertEquals(2, others.lines().size());
        assertFalse(others.lines().contains(like));
    }

    @Test
    void exportsAndImportsTheSame() {
        index();
        Path out = work.resolve("exported");
        assertEquals(0, ai("store", "export", "-o", out.toString()).exitCode());
        assertEquals(2, ai("store", "export", "-o", out.toString()).exitCode(), "nothing is overwritten");
        assertEquals(0, ai("store", "import", out.toString(), "--collection", "copy").exitCode());
        String one = ai("search", "red lamp", "--json").out();
        String two = ai("search", "red lamp", "--json", "--collection", "copy").out();
        assertEquals(one, two.replace("\"collection\":\"copy\"", "\"collection\":\"default\""));
    }

    @Test
    void forgetsAndRemoves() throws IOException {
        index();
        assertEquals("1 forgotten\n", ai("store", "forget", notes.resolve("more").toString(), "--purge").out());
        assertEquals(List.of(), found("birds"));
        assertEquals(1, ai("store", "forget", notes.resolve("more").toString()).exitCode());
        assertEquals(0, ai("store", "verify").exitCode());
        JsonNode stats = JsonMapper.shared().readTree(ai("store", "stats", "--json").out());
        assertEquals(2, stats.path("passages").asInt());
        assertEquals(0, ai("store", "compact").exitCode());
        assertEquals(0, ai("store", "rm", "default").exitCode());
        assertEquals(2, ai("store", "rm", "default").exitCode());
        assertEquals("", ai("store", "list").out());
    }

    @Test
    void aDamagedStoreIsFoundAndNeverACrash() throws IOException {
        index();
        List<Path> files;
        try (var all = Files.walk(home.resolve("data/store"))) {
            files = all.filter(file -> file.toString().matches(".*(segments_\\d+|\\.(vec|tim|fdt|si))$")).toList();
        }
        assertTrue(files.size() >= 4, files.toString());
        for (Path file : files) {
            byte[] sound = Files.readAllBytes(file);
            byte[] damaged = sound.clone();
            damaged[damaged.length / 2] ^= 8;
            Files.write(file, damaged);
            assertEquals(5, ai("store", "verify").exitCode(), file.toString());
            Result search = ai("search", "tea", "--stacktrace");
            assertTrue(List.of(0, 1, 2, 5).contains(search.exitCode()), file + ": " + search.err());
            Files.write(file, sound);
        }
    }

    @Test
    void groupsFiles() throws IOException {
        write("tea copy.txt", "tea is served at four");
        index();
        Result same = ai("dedupe", notes.toString(), "--json");
        JsonNode group = JsonMapper.shared().readTree(same.out());
        assertEquals(2, group.path("files").size());
        assertTrue(StreamSupport.stream(group.path("files").spliterator(), false)
                .anyMatch(file -> file.path("identical").asBoolean()));
        assertEquals(1, ai("dedupe", "--format", "paths").lines().size());
        assertEquals(4, ai("cluster", "-k", "2", "--json").lines().stream()
                .mapToInt(line -> JsonMapper.shared().readTree(line).path("files").size()).sum());
        assertEquals(2, ai("dedupe", "--threshold", "7").exitCode());
    }

    @Test
    void measuresRetrieval() throws IOException {
        index();
        Path queries = Files.writeString(work.resolve("q.tsv"), "1\ttea at four\n2\tred lamp\n");
        Path qrels = Files.writeString(work.resolve("r.txt"), "1 0 tea 1\n2 0 lamp 1\n2 0 birds 1\n");
        Path run = work.resolve("out.run");
        Result result = ai("eval", "retrieval", "--queries", queries.toString(), "--qrels", qrels.toString(), "--mode",
                "keyword", "--json", "--run", run.toString());
        JsonNode scores = JsonMapper.shared().readTree(result.out());
        assertEquals(1, scores.path("mrr").asDouble(), 1e-9);
        assertEquals(0.75, scores.path("recall@10").asDouble(), 1e-9);
        assertTrue(Files.readString(run).startsWith("1 Q0 tea 1 "));
        Result gate = ai("eval", "retrieval", "--queries", queries.toString(), "--qrels", qrels.toString(), "--mode",
                "keyword", "--fail-under", "recall@10=0.9");
        assertEquals(4, gate.exitCode());
    }
}
