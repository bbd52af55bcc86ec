package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Indexing and searching with the built distribution and its real model.
@DisabledOnOs(OS.WINDOWS)
class SearchIT {

    private static final Path DIST = Path.of(System.getProperty("ai.dist"));
    private static final Path FIXTURES = DIST.resolve("../../../modalities/text/src/test/resources/fixtures/models")
            .normalize();

    @TempDir
    Path temp;

    private record Run(int code, String out, String err) {}

    private Run ai(Path from, String... arguments) throws Exception {
        return ai(from, Map.of(), arguments);
    }

    private Run ai(Path from, Map<String, String> environment, String... arguments) throws Exception {
        Path out = temp.resolve("stdout");
        Path err = temp.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(DIST.resolve("bin/ai").toString()), Stream.of(arguments)).toList());
        builder.directory(from.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("AI_HOME", temp.resolve("home").toString());
        builder.environment().put("AI_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HF_HOME", temp.resolve("hub").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @BeforeEach
    void index() throws Exception {
        Path notes = Files.createDirectories(temp.resolve("my notes/sub"));
        Files.writeString(notes.resolve("dog.txt"), "The puppy chased a ball across the lawn.\n");
        Files.writeString(notes.resolve("../money.md"), "# Budget\n\nInterest rates rose again this quarter.\n");
        Files.writeString(
                notes.resolve("../long.txt"),
                "Nothing happens here.\n".repeat(150) + "Then a volcano erupts at dawn.\n"
                        + "Quiet again.\n".repeat(99));
        Run run = ai(temp, "index", "my notes", "--quiet");
        assertEquals(0, run.code(), run.err());
        assertEquals("", run.out() + run.err());
    }

    @Test
    void findsByMeaning() throws Exception {
        Run run = ai(temp, "search", "a young pet playing outside", "--mode", "vector", "-k", "1", "--format", "paths");
        assertEquals("my notes/sub/dog.txt\n", run.out(), run.err());
    }

    @Test
    void namesFilesAsTheUserDoes() throws Exception {
        Path notes = temp.resolve("my notes");
        assertEquals("../my notes/money.md\n", paths(notes.resolve("sub").getParent(), "interest", "../my notes"));
        assertEquals("./money.md\n", paths(notes, "interest", "."));
        assertEquals("my notes/money.md\n", paths(temp, "interest"));
        assertEquals(notes.resolve("money.md") + "\n", paths(temp.resolve("home"), "interest", notes.toString()));
    }

    private String paths(Path from, String... words) throws Exception {
        String[] search = {"search", "--mode", "keyword", "--format", "paths"};
        return ai(from, Stream.concat(Stream.of(search), Stream.of(words)).toArray(String[]::new)).out();
    }

    @Test
    void saysWhereInALongTextTheAnswerStands() throws Exception {
        Run run = ai(temp, "search", "volcano", "--json", "-k", "1");
        JsonNode passage = JsonMapper.shared().readTree(run.out()).path("hits").path(0).path("passages").path(0);
        assertTrue(passage.path("text").asString().contains("volcano"), run.out());
        int line = passage.path("line").asInt();
        assertTrue(line > 1 && line <= 151, "line " + line);
        int start = passage.path("highlights").path(0).path(0).asInt();
        assertEquals("volcano", passage.path("text").asString().substring(start, start + 7));
    }

    @Test
    void recordingsArePassedOverWithoutASpeechModel() throws Exception {
        Files.writeString(temp.resolve("my notes/talk.mp3"), "never opened");
        Run run = ai(temp, Map.of("AI_JAVA_OPTS", "-Xlog:class+load:file=" + temp.resolve("classes")), "index",
                "my notes");
        assertEquals(0, run.code());
        assertTrue(run.err().contains("3 unchanged, 1 skipped\n1 recording passed over: no speech model is here; "
                + "run ai models pull whisper-base, or name one with --transcribe-model\n"), run.err());
        List<String> classes = Files.readAllLines(temp.resolve("classes"));
        assertTrue(classes.stream().anyMatch(line -> line.contains("aikit.cli.command.IndexCommand")));
        assertEquals(List.of(), classes.stream().filter(line -> line.contains("org.bytedeco")).toList());
    }

    @Test
    void aCrossEncoderOrdersAnew() throws Exception {
        Files.createDirectories(temp.resolve("home/config"));
        Files.writeString(temp.resolve("home/config/models.yaml"), """
                schema: ai.models/1
                defaults: {rerank: tiny}
                models:
                  tiny:
                    tasks: [rerank]
                    family: bert-cross-encoder
                    licence: MIT
                    source: FOLDER
                    files: [tokenizer.json, config.json, tokenizer_config.json]
                    variants: {fp32: [onnx/model.onnx]}
                """.replace("FOLDER", FIXTURES.resolve("tiny-msmarco").toUri().toString()));
        Run run = ai(temp, "search", "volcano", "--rerank", "--json");
        assertEquals(0, run.code(), run.err());
        List<Double> scores = JsonMapper.shared().readTree(run.out()).path("hits").valueStream()
                .map(hit -> hit.path("score").asDouble()).toList();
        assertEquals(scores.stream().sorted(java.util.Comparator.reverseOrder()).toList(), scores);
        Run plain = ai(temp, "search", "volcano", "--json");
        assertTrue(!plain.out().equals(run.out()), "the scores are those of the cross-encoder");
    }

    @Test
    void namesBothModelsWhenAQueryCannotMatch() throws Exception {
        Run run = ai(temp, "search", "volcano", "-m", FIXTURES.resolve("tiny-bge").toString());
        assertEquals(5, run.code());
        assertTrue(run.err().contains("all-minilm-l6-v2@builtin") && run.err().contains("tiny-bge@local"), run.err());
    }

    @Test
    void twoModelsAreSearchedSideBySide() throws Exception {
        Run second = ai(temp, "index", "my notes", "-m", FIXTURES.resolve("tiny-bge").toString());
        assertTrue(second.err().contains("kept beside"), second.err());
        Run both = ai(temp, "search", "volcano", "--explain", "-k", "1");
        assertEquals(0, both.code(), both.err());
        assertEquals(4, both.out().lines().filter(line -> line.contains(": place ")).count(), both.out());
        assertEquals(2, ai(temp, "store", "stats", "--json").out().lines().count());
        assertEquals(0, ai(temp, "store", "verify").code());
    }

    @Test
    void aNameThatIsNoTextIsIndexedFoundAndForgotten() throws Exception {
        Run made = bash("printf 'a zeppelin lands\\n' > 'my notes/'$'\\xff''.txt'");
        assertEquals(0, made.code());
        assertEquals(0, ai(temp, "index", "my notes").code());
        JsonNode hit = JsonMapper.shared()
                .readTree(ai(temp, "search", "zeppelin", "my notes", "--json", "-k", "1").out())
                .path("hits").path(0);
        assertTrue(hit.path("path").asString().endsWith("%FF.txt"), hit.toString());
        assertEquals(0, bash("rm 'my notes/'$'\\xff''.txt'").code());
        assertTrue(ai(temp, "index", "my notes").err().contains("1 removed, 0 moved"));
    }

    private Run bash(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", command).directory(temp.toFile()).inheritIO().start();
        return new Run(process.waitFor(), "", "");
    }
}
