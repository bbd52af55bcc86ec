package aikit.cli;

import aikit.model.ModelDir;
import aikit.model.ModelSpec;
import aikit.model.ModelSpec.Licence;
import aikit.model.ModelSpec.Source;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs `ai` in this process as a user would.
final class Cli {

    private final Map<String, String> environment = new HashMap<>();
    private byte[] in = {};
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
        int code = Main.run(args, new Console(environment, streams, terminals, models()));
        byte[] bytes = out instanceof ByteArrayOutputStream kept ? kept.toByteArray() : new byte[0];
        return new Result(code, bytes, err.toString(StandardCharsets.UTF_8));
    }

    /// The model `hash`, which is also the default, and `strange` of a family that nothing runs.
    static Models models() {
        return (home, offline, progress) -> (reference, task, precision, shown) -> {
            String family = reference.equals("strange") ? "strange" : "hash";
            ModelSpec spec = new ModelSpec(
                    reference.isEmpty() ? "hash" : reference, List.of(), List.of("embed"), family,
                    new Licence("MIT", true), new Source.Builtin("none"), Map.of(), List.of(), Map.of(),
                    Optional.empty());
            return new ModelDir(spec, Path.of("."), "local", "fp32", List.of());
        };
    }

    /// The same as a process of its own, for tests that kill it.
    public static void main(String[] args) {
        InputStream in = new FileInputStream(FileDescriptor.in);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
        Console.Streams streams = new Console.Streams(in, new FileOutputStream(FileDescriptor.out), err);
        System.exit(Main.run(args, new Console(System.getenv(), streams, Console.Terminals.ofProcess(), models())));
    }
}
