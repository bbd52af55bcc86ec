package aikit.cli;

import aikit.model.HubSettings;
import aikit.model.ModelCatalog;
import aikit.model.ModelStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs `ai` in this process as a user would.
final class Cli {

    private final Map<String, String> environment = new HashMap<>();
    private byte[] in = {};
    private boolean speech = true;
    private boolean sight;
    private Console.Terminals terminals = Console.Terminals.NONE;

    Cli(Path home) {
        environment.put("AI_HOME", home.toString());
    }

    /// What a run left behind.
    record Result(int exitCode, byte[] bytes, String err) {

        String out() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        List<String> lines() {
            return out().lines().toList();
        }
    }

    Cli with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// On a machine without the usual speech model.
    Cli deaf() {
        speech = false;
        return this;
    }

    /// On a machine with the usual model for pictures.
    Cli seeing() {
        sight = true;
        return this;
    }

    Cli stdin(String text) {
        in = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    Cli stdin(byte[] bytes) {
        in = bytes;
        return this;
    }

    Cli terminals(boolean stdin, boolean stdout, boolean stderr) {
        terminals = new Console.Terminals(stdin, stdout, stderr);
        return this;
    }

    Result launch(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        return launch(out, args);
    }

    Result launch(OutputStream out, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console.Streams streams = new Console.Streams(
                new ByteArrayInputStream(in), out, new PrintStream(err, false, StandardCharsets.UTF_8));
        int code = Main.run(args, new Console(environment, streams, terminals, models(speech, sight)));
        byte[] bytes = out instanceof ByteArrayOutputStream kept ? kept.toByteArray() : new byte[0];
        return new Result(code, bytes, err.toString(StandardCharsets.UTF_8));
    }

    /// The models `hash`, which is also the default, `script` and `other-script` for speech, and `strange` of a family that
    /// nothing runs; `small-clip`, the default for pictures.
    ///
    /// @param speech whether `script`, the default for speech, is here
    /// @param sight whether `small-clip` is
    static Models models(boolean speech, boolean sight) {
        return (home, offline) -> {
            try {
                Path folder = Files.createDirectories(home.data().resolve("test-models"));
                Files.writeString(folder.resolve("model.onnx"), "not opened");
                Path catalog = Files.writeString(folder.resolve("models.yaml"),
                        CATALOG.replace("SPEECH", (speech ? folder : folder.resolve("none")).toUri().toString())
                                .replace("SIGHT", (sight ? CLIP : folder.resolve("none")).toUri().toString())
                                .replace("FOLDER", folder.toUri().toString()));
                return new ModelStore(
                        ModelCatalog.read(catalog, home.config().resolve("models.yaml"), home.cache()),
                        home,
                        Optional.empty(),
                        () -> HubSettings.of(home, Map.of(), true));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /// A small model with random weights.
    static final Path CLIP = Path.of("../modalities/image/src/test/resources/models/clip").toAbsolutePath().normalize();

    private static final String CATALOG = """
            schema: ai.models/1
            defaults: {embed: hash, embed-image: small-clip, transcribe: script}
            models:
              hash:
                tasks: [embed]
                family: hash
                licence: MIT
                source: FOLDER
                variants: {fp32: [{path: model.onnx}]}
              script:
                tasks: [transcribe]
                family: script
                licence: MIT
                source: SPEECH
                variants: {fp32: [{path: model.onnx}]}
              other-script:
                tasks: [transcribe]
                family: script
                licence: MIT
                source: FOLDER
                variants: {fp32: [{path: model.onnx}]}
              small-clip:
                tasks: [embed, embed-image, classify]
                family: clip
                licence: MIT
                source: SIGHT
                variants: {fp32: [{path: onnx/vision_model.onnx}, {path: onnx/text_model.onnx}]}
              strange:
                tasks: [embed]
                family: strange
                licence: MIT
                source: FOLDER
                variants: {fp32: [{path: model.onnx}]}
            """;

    /// The same as a process of its own, for tests that kill it.
    public static void main(String[] args) {
        InputStream in = new FileInputStream(FileDescriptor.in);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        Console.Streams streams = new Console.Streams(in, new FileOutputStream(FileDescriptor.out), err);
        System.exit(Main.run(args,
                new Console(System.getenv(), streams, Console.Terminals.ofProcess(), models(true, false))));
    }
}
