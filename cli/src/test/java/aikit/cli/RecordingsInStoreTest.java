package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.cli.Cli.Result;
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

/// Recordings that are indexed and found, with models that hear what a script says and know no meaning.
class RecordingsInStoreTest {

    private static final String TALK = """
            language en
            0 12 Welcome to everybody.
            12 29 We begin with the garden.
            29 41 Here is the greenhouse.
            751.4 760 The budget is short this year.
            760 769 Nobody is glad of it.
            """;

    @TempDir
    private Path home;

    @TempDir
    private Path work;

    private Cli ai;

    @BeforeEach
    void files() throws IOException {
        ai = new Cli(home);
        write("talks/talk.mp4", TALK);
        write("talks/tea.txt", "tea is served at four");
    }

    private void write(String name, String text) throws IOException {
        Path file = work.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Result run(String... args) {
        return ai.launch(args);
    }

    private Result index(String... more) {
        return ai.launch(Stream.concat(Stream.of("index", work.resolve("talks").toString(), "--json"), Stream.of(more))
                .toArray(String[]::new));
    }

    private static List<String> inputs(Result result) {
        return result.lines().stream()
                .map(line -> Path.of(JsonMapper.shared().readTree(line).path("input").asString()).getFileName()
                        .toString())
                .toList();
    }

    @Test
    void whatIsSaidIsFoundWithItsTime() {
        Result indexed = index();
        assertEquals(0, indexed.exitCode(), indexed.err());
        assertEquals("recordings are transcribed with script; --no-recordings passes them over\n", indexed.err());
        assertEquals(List.of("talk.mp4", "tea.txt"), inputs(indexed));
        assertEquals(3, JsonMapper.shared().readTree(indexed.lines().getFirst()).path("passages").asInt());
        String talk = work.resolve("talks/talk.mp4").toString();
        Result table = run("search", "budget", "--mode", "keyword", "--explain");
        assertTrue(table.lines().getFirst().endsWith("  " + talk + "@0:12:31"), table.out());
        assertEquals("        The budget is short this year. Nobody is glad of it.", table.lines().get(1));
        assertTrue(table.out().contains("keyword: place 1"), table.out());
        JsonNode hit = JsonMapper.shared().readTree(run("search", "budget", "--mode", "keyword", "--json").out())
                .path("hits").path(0);
        assertEquals("video", hit.path("type").asString());
        JsonNode passage = hit.path("passages").path(0);
        assertEquals(751, passage.path("second").asInt());
        assertEquals("0:12:31", passage.path("time").asString());
        assertTrue(run("search", "budget", "--mode", "keyword", "-f", "md").out()
                .startsWith("* `" + talk + "@0:12:31` ("));
        assertEquals(talk + "\n", run("search", "budget", "--mode", "keyword", "-f", "paths").out());
        assertTrue(run("search", "welcome", "--mode", "keyword").lines().getFirst().endsWith("@0:00:00"));
        assertEquals(1, run("search", "budget", "--mode", "keyword", "--type", "text").exitCode());
        assertEquals(0, run("search", "budget", "--mode", "keyword", "--type", "video,audio").exitCode());
        Result vector = run("search", "Here is the greenhouse.", "--mode", "vector", "-k", "1");
        assertTrue(vector.lines().getFirst().endsWith("talk.mp4@0:00:29"), vector.out());
    }

    @Test
    void whatIsUnchangedIsNotHeardAgain() throws IOException {
        index();
        assertEquals("0 done, 2 unchanged\n", index().err());
        Files.move(work.resolve("talks/talk.mp4"), work.resolve("talks/moved.mp4"));
        Result moved = index();
        assertEquals("none", JsonMapper.shared().readTree(moved.out()).path("device").asString());
        assertEquals("1 done, 1 unchanged\n0 removed, 1 moved\n", moved.err());
    }

    @Test
    void anotherSpeechModelHearsRecordingsAnewAndNothingElse() {
        index();
        assertEquals(List.of("talk.mp4"), inputs(index("--transcribe-model", "other-script")));
        assertEquals(List.of(), inputs(index("--transcribe-model", "other-script")));
        assertEquals(List.of("talk.mp4"), inputs(index("--transcribe-model", "other-script", "--language", "de")));
        assertEquals("de", ScriptedSpeech.last().language().code());
    }

    @Test
    void withoutASpeechModelTextIsIndexedAsEver() throws IOException {
        write("talks/more.mp3", TALK);
        ai.deaf();
        Result result = index("--quiet");
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
        Result noted = index();
        assertTrue(noted.err().contains("2 recordings passed over: no speech model is here; run ai models pull script, "
                + "or name one with --transcribe-model\n"), noted.err());
        assertEquals(0, noted.exitCode());
        assertEquals(List.of("more.mp3", "talk.mp4"), inputs(noted), "records say so");
        assertEquals("skipped", JsonMapper.shared().readTree(noted.lines().getFirst()).path("status").asString());
        assertEquals(0, run("search", "tea", "--mode", "keyword").exitCode());
        assertEquals(1, run("search", "budget", "--mode", "keyword").exitCode());
        Result named = index("--transcribe-model", "other-script");
        assertEquals(0, named.exitCode(), named.err());
        assertEquals(0, run("search", "budget", "--mode", "keyword").exitCode());
        Result alone = run("index", work.resolve("talks/talk.mp4").toString());
        assertEquals(1, alone.exitCode());
        assertTrue(alone.err().contains("1 recording passed over"), alone.err());
    }

    @Test
    void whatTheStoreHasOfRecordingsStaysWhenTheModelIsGone() throws IOException {
        index();
        ai.deaf();
        Result plan = index("--dry-run");
        assertTrue(plan.out().endsWith("0 to index, 1 unchanged, 0 to remove from collection default\n"), plan.out());
        assertFalse(index().err().contains("removed"));
        assertEquals(0, run("search", "budget", "--mode", "keyword").exitCode());
        Files.delete(work.resolve("talks/talk.mp4"));
        assertTrue(index().err().contains("1 removed"));
    }

    @Test
    void aTranscriptThatIsSavedBesideItsRecordingIsNotIndexedToo() throws IOException {
        Path talk = work.resolve("talks/talk.mp4");
        assertEquals(0, run("transcribe", talk.toString(), "-o", "source", "-f", "json").exitCode());
        write("talks/saved/other.json", Files.readString(work.resolve("talks/talk.json")));
        write("talks/data.json", "{\"schema\":\"ai.embed/1\",\"input\":\"talk.mp4\",\"text\":\"data\"}");
        write("talks/bad.json", "{\"schema\":\"ai.tran");
        Result plan = index("--dry-run", "--field", "text");
        assertFalse(plan.out().contains("talk.json"), plan.out());
        assertFalse(inputs(index("--field", "text")).contains("talk.json"));
        assertTrue(inputs(index("--field", "text", "--collection", "written", "--no-recordings"))
                .containsAll(List.of("talk.json", "other.json", "data.json")), "nothing else tells what is said");
        ai.deaf();
        assertTrue(inputs(index("--field", "text", "--collection", "deaf")).contains("talk.json"));
        Result named = run("index", work.resolve("talks/talk.json").toString(), "--field", "text", "--collection",
                "named", "--json");
        assertEquals(List.of("talk.json"), inputs(named));
    }

    @Test
    void aTranscriptWhoseRecordingIsElsewhereIsIndexed() throws IOException {
        Path talk = work.resolve("talks/talk.mp4");
        assertEquals(0, run("transcribe", talk.toString(), "-o", "source", "-f", "json").exitCode());
        assertFalse(inputs(index("--field", "text")).contains("talk.json"));
        Files.move(talk, work.resolve("talk.mp4"));
        assertTrue(inputs(index("--field", "text")).contains("talk.json"));
        Files.move(work.resolve("talk.mp4"), talk);
        assertTrue(index("--field", "text").err().contains("1 removed"));
    }

    @Test
    void recordingsArePassedOverOnRequest() {
        Result result = index("--no-recordings");
        assertEquals(List.of("tea.txt"), inputs(result));
        assertEquals("1 done, 1 of other kinds\n", result.err());
    }

    @Test
    void silenceDamageAndWarningsAreWhatTheyAreElsewhere() throws IOException {
        write("talks/silence.wav", "");
        write("talks/bad.mp3", "damaged\n");
        write("talks/short.ogg", "warn ends too soon\n0 1 Hello.\n");
        Result result = index();
        assertEquals(3, result.exitCode());
        List<String> statuses = result.lines().stream()
                .map(line -> JsonMapper.shared().readTree(line).path("status").asString()).toList();
        assertEquals(List.of("failed", "partial", "ok", "ok", "ok"),
                List.of(statuses.get(0), statuses.get(1), statuses.get(2), statuses.get(3), statuses.get(4)));
        assertEquals(List.of("bad.mp3", "short.ogg", "silence.wav", "talk.mp4", "tea.txt"),
                inputs(result).stream().sorted().toList());
        Result again = index();
        assertEquals(List.of(), inputs(again), "what nobody says is known, too");
        assertEquals(0, run("store", "verify").exitCode());
        String exported = work.resolve("exported").toString();
        assertEquals(0, run("store", "export", "-o", exported).exitCode());
        assertEquals(0, run("store", "import", exported, "--collection", "copy").exitCode());
        Result found = run("search", "budget", "--mode", "keyword", "--collection", "copy");
        assertTrue(found.lines().getFirst().endsWith("@0:12:31"), found.out());
        assertEquals(0, run("cluster", "-k", "2").exitCode());
        assertEquals(0, run("store", "verify", "copy").exitCode());
    }

    @Test
    void programsInTypeScriptAreNoRecordings() throws IOException {
        write("talks/main.ts", "export const answer = 42;\n");
        byte[] stream = new byte[2 * 188];
        stream[0] = 0x47;
        stream[188] = 0x47;
        Files.write(work.resolve("talks/tv.ts"), stream);
        Result plan = index("--dry-run");
        assertFalse(plan.out().contains("main.ts"), plan.out());
        assertTrue(plan.out().contains("tv.ts"), plan.out());
    }

    @Test
    void aPlanTellsOfRecordingsToo() {
        Result plan = index("--dry-run");
        assertTrue(plan.out().contains("index: " + work.resolve("talks/talk.mp4") + "\n"), plan.out());
        assertTrue(plan.out().endsWith("2 to index, 0 unchanged, 0 to remove from collection default\n"), plan.out());
        ai.deaf();
        Result deaf = index("--dry-run");
        assertTrue(deaf.out().contains("skipped: " + work.resolve("talks/talk.mp4") + "\n"), deaf.out());
        assertTrue(deaf.out().contains("1 recording passed over"), deaf.out());
    }

    @Test
    void aModelThatIsNoneIsAMistakeWhateverComes() {
        assertEquals(2, index("--transcribe-model", "typo").exitCode());
        assertEquals(2, index("--language", "klingonish").exitCode());
    }
}
