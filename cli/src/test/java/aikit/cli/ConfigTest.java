package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

    @TempDir
    Path home;

    private Path file;
    private Cli ai;

    @BeforeEach
    void cli() throws IOException {
        file = Files.createDirectories(home.resolve("config")).resolve("config.yaml");
        ai = new Cli(home);
    }

    private String model(String... more) {
        String[] args = new String[more.length + 3];
        args[0] = "embed";
        args[1] = "--text";
        args[2] = "x";
        System.arraycopy(more, 0, args, 3, more.length);
        Cli.Result result = ai.launch(args);
        return result.out().replaceAll("(?s).*\"model\":\\{\"name\":\"([^\"]*)\".*", "$1");
    }

    /// Names that stand for where a setting came from.
    private void catalogue() throws IOException {
        Path folder = Files.createDirectories(home.resolve("models"));
        Files.writeString(folder.resolve("model.onnx"), "not opened");
        StringBuilder models = new StringBuilder("schema: ai.models/1\nmodels:\n");
        for (String name : List.of("from-user", "for-verb", "from-file", "from-environment", "from-option")) {
            models.append("  ").append(name).append(": {tasks: [embed], family: hash, licence: MIT, source: '")
                    .append(folder.toUri()).append("', variants: {fp32: [{path: model.onnx}]}}\n");
        }
        Files.writeString(home.resolve("config/models.yaml"), models);
    }

    @Test
    void theNearerSettingWins() throws IOException {
        catalogue();
        assertEquals("hash", model());
        Files.writeString(file, "model: from-user\n");
        assertEquals("from-user", model());
        Files.writeString(file, "model: from-user\nembed.model: for-verb\n");
        assertEquals("for-verb", model());
        Path other = Files.writeString(home.resolve("other.yaml"), "embed:\n  model: from-file\n");
        assertEquals("from-file", model("--config", other.toString()));
        assertEquals("from-file", model("--config=" + other));
        ai.with("AI_MODEL", "from-environment");
        assertEquals("from-environment", model("--config", other.toString()));
        assertEquals("from-option", model("-m", "from-option"));
    }

    @Test
    void switchesTakeTheUsualWords() {
        assertEquals(0, ai.with("AI_OFFLINE", "1").launch("embed", "--text", "x").exitCode());
        Cli.Result result = ai.with("AI_OFFLINE", "maybe").launch("embed", "--text", "x");
        assertEquals("ai: AI_OFFLINE: 'maybe' is neither true nor false\nhint: use true or false\n", result.err());
        assertEquals(2, result.exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "modle: x", "embed.modle: x", "embed:\n  modle: x", "nothing.model: x", "text: x", "embed.text: x", "- a",
        "just words",
        "device: [cpu]", "device: {a: b}", "remove: true", "models.update: true", "models.accept-license: true",
        "overwrite: true", "models.here: true",
        "models.task: embed", "device: cpu\ndevice: cpu", "device: cpu\nembed: {device: a, device: b}",
        "a: b: c",
        "\tdevice: cpu", "device: 'cpu", "? [a]\n: b", "exclude: x", "offline: perhaps", "embed: 7",
        "device: &x cpu\nmodel: *y", "!!set {a}", "\u0000", "help: true", "config: other.yaml", "seed: abc",
        "--- a\n--- b"
    })
    void brokenSettingsAreAnErrorWithFileAndLine(String text) throws IOException {
        Files.writeString(file, text);
        Cli.Result result = ai.launch("embed", "--text", "x");
        assertEquals(2, result.exitCode(), text + "\n" + result.err());
        assertEquals("", result.out());
        assertEquals(2, result.err().lines().count(), result.err());
        boolean value = text.startsWith("seed");
        assertTrue(value || result.err().matches("(?s)ai: \\Q" + file + "\\E:[12]: .*"), result.err());
    }

    @Test
    void aMissingConfigFileIsAnError() {
        Cli.Result result = ai.launch("embed", "--text", "x", "--config", "nowhere.yaml");
        assertEquals("ai: nowhere.yaml: no such settings file\nhint: correct --config\n", result.err());
    }

    @Test
    void settingsAreEditedInPlace() throws IOException {
        String before = "# mine\ndevice: cpu  # here\nembed:\n  model: 'a b'\n\n# end\nthreads: 2";
        Files.writeString(file, before);
        ai.launch("config", "set", "embed.model", "it's");
        ai.launch("config", "set", "device", "cuda:1");
        ai.launch("config", "set", "embed.dims", "64");
        assertEquals(
                "# mine\ndevice: 'cuda:1'  # here\nembed:\n  model: 'it''s'\n\n# end\nthreads: 2\nembed.dims: 64\n",
                Files.readString(file));
        assertEquals("it's\n", ai.launch("config", "get", "embed.model").out());
        ai.launch("config", "unset", "embed.model");
        ai.launch("config", "unset", "threads");
        assertEquals("# mine\ndevice: 'cuda:1'  # here\nembed:\n\n# end\nembed.dims: 64\n", Files.readString(file));
        assertEquals("device: cuda:1\nembed.dims: 64\n", ai.launch("config", "list").out());
    }

    @Test
    void unknownSettingsAreRefused() {
        assertEquals(2, ai.launch("config", "set", "colour", "red").exitCode());
        assertEquals(2, ai.launch("config", "get", "embed.colour").exitCode());
        assertEquals(1, ai.launch("config", "get", "device").exitCode());
        assertEquals(file + "\n", ai.launch("config", "path").out());
        assertEquals(2, ai.launch("config").exitCode());
    }
}
