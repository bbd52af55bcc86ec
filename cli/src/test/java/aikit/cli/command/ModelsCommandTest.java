package aikit.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Home;
import aikit.cli.Console;
import aikit.cli.GlobalOptions;
import aikit.model.HubSettings;
import aikit.model.ModelCatalog;
import aikit.model.ModelStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ModelsCommandTest {

    private static final String CATALOG = """
            schema: ai.models/1
            defaults: {embed: tiny}
            models:
              tiny:
                description: a tiny model
                tasks: [embed]
                family: bert
                licence: MIT
                source: builtin:tiny
                aliases: [small]
                variants:
                  fp32:
                    - path: onnx/model.onnx
                      sha256: ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
              flyer: {tasks: [fly], family: bird, licence: CC-BY-NC-4.0, source: 'hf:org/bird', variants: {q4: [m.onnx]}}
            """;

    @TempDir
    Path folder;

    private record Outcome(int code, String out, List<Exception> failures) {}

    @BeforeEach
    void model() throws IOException {
        Files.writeString(folder.resolve("models.yaml"), CATALOG);
        Files.createDirectories(folder.resolve("builtin/tiny/onnx"));
        Files.writeString(folder.resolve("builtin/tiny/onnx/model.onnx"), "abc");
    }

    private Outcome run(String... args) {
        Home home = Home.of(Map.of("AI_HOME", folder.resolve("home").toString()));
        Map<String, String> environment = Map.of("AI_HOME", folder.resolve("home").toString());
        Console console = new Console(
                environment,
                new Console.Streams(
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        new PrintStream(OutputStream.nullOutputStream())),
                Console.Terminals.NONE,
                (folders, offline) -> new ModelStore(
                        ModelCatalog.read(folder.resolve("models.yaml"), folder.resolve("none"), home.cache()), home,
                        Optional.of(folder.resolve("builtin")), () -> HubSettings.of(home, environment, true)));
        StringWriter out = new StringWriter();
        List<Exception> failures = new ArrayList<>();
        GlobalOptions global = new GlobalOptions();
        CommandLine line = new CommandLine(new ModelsCommand(console, global));
        global.addTo(line);
        int code = line
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    failures.add(e);
                    return 99;
                })
                .execute(args);
        return new Outcome(code, out.toString(), failures);
    }

    private AiException failure(String... args) {
        return assertInstanceOf(AiException.class, run(args).failures().getFirst());
    }

    @Test
    void listsWhatIsHereAndWhatCannotRunYet() {
        String[] lines = run("list").out().split("\n");
        assertTrue(lines[1].matches("tiny +embed +MIT +here +a tiny model"), lines[1]);
        assertTrue(lines[2].matches("flyer +fly +CC-BY-NC-4.0 \\(non-commercial\\) +-, not yet"), lines[2]);
        assertEquals(1, run("list", "--task", "swim").code());
        assertEquals(2, run("list", "--here").out().lines().count());
        JsonNode record = JsonMapper.shared().readTree(run("list", "--json", "--task", "fly").out());
        assertEquals("ai.model/1", record.path("schema").asString());
        assertEquals("flyer", record.path("name").asString());
        assertFalse(record.path("implemented").asBoolean(true));
        assertFalse(record.path("licence").path("commercial").asBoolean(true));
    }

    @Test
    void showsOneByItsAlias() {
        assertTrue(run("show", "small").out().contains("fp32         onnx/model.onnx"));
        JsonNode record = JsonMapper.shared().readTree(run("show", "tiny", "--json").out());
        assertEquals("embed", record.path("default_for").path(0).asString());
        assertTrue(record.path("here").asBoolean());
        assertEquals(AiException.Kind.USAGE, failure("show", "tinny").kind());
    }

    @Test
    void verifiesAndSaysWhatIsDamaged() throws IOException {
        assertEquals("ok\ttiny\tonnx/model.onnx\n", run("verify").out());
        JsonNode record = JsonMapper.shared().readTree(run("verify", "--json").out());
        assertEquals("ai.verify/1", record.path("schema").asString());
        Files.writeString(folder.resolve("builtin/tiny/onnx/model.onnx"), "abd");
        AiException e = failure("verify", "tiny");
        assertEquals(AiException.Kind.MODEL, e.kind());
        assertEquals("tiny: files are damaged or missing", e.getMessage());
    }

    @Test
    void pullsPathsAndRefusesToRemoveWhatCameWithIt() {
        assertTrue(run("pull", "tiny").out().startsWith("tiny\tfp32\tbuiltin\tMIT\t"));
        assertEquals(folder.resolve("builtin/tiny") + "\n", run("path", "tiny").out());
        assertEquals(AiException.Kind.USAGE, failure("rm", "tiny").kind());
        AiException licence = failure("pull", "flyer");
        assertTrue(licence.getMessage().contains("does not allow commercial use"), licence.getMessage());
        AiException offline = failure("pull", "flyer", "--accept-license");
        assertTrue(offline.getMessage().contains("this run is offline"), offline.getMessage());
        assertEquals(AiException.Kind.MODEL, failure("path", "flyer").kind());
    }

    @Test
    void namesAndForgetsNames() {
        assertEquals("mine\ttiny\n", run("alias", "mine=tiny").out());
        assertTrue(run("show", "mine").out().startsWith("name         tiny"));
        assertEquals(AiException.Kind.USAGE, failure("alias", "other=mine").kind());
        assertEquals(AiException.Kind.USAGE, failure("alias", "other=nothing").kind());
        assertEquals("", run("alias", "--remove", "mine").out());
        assertEquals(2, run("alias", "mine").code());
    }

    @Test
    void theRestRunsWithoutAnythingPulled() throws IOException {
        assertEquals("", run("lock").out());
        assertEquals("0 bytes removed\n", run("prune").out());
        assertEquals(AiException.Kind.USAGE, failure().kind());
        Files.writeString(folder.resolve("x.zip"), "no zip");
        assertEquals(AiException.Kind.MODEL, failure("import", folder.resolve("x.zip").toString()).kind());
        assertEquals(AiException.Kind.MODEL,
                failure("export", "flyer", "-o", folder.resolve("y.zip").toString()).kind());
        assertFalse(Files.exists(folder.resolve("y.zip")));
    }
}
