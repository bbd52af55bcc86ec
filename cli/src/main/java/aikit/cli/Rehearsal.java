package aikit.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/// Runs the commands that have to start fast, one after the other in one process, so that the JVM can record which
/// classes they need and put them into an archive. The launcher runs it with `-XX:AOTCacheOutput`; nothing is printed.
final class Rehearsal {

    private static final List<List<String>> COMMANDS = List.of(
            List.of("--version"),
            List.of("--help"),
            List.of("embed", "--help"),
            // The first one prepares the graph, the second one finds it prepared.
            List.of("embed", "--text", "rehearsal"),
            List.of("embed", "--text", "rehearsal", "--json"),
            List.of("models", "list"),
            List.of("config"));

    private Rehearsal() {}

    public static void main(String[] args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        for (List<String> command : COMMANDS) {
            Console.Streams streams = new Console.Streams(
                    new ByteArrayInputStream(new byte[0]), OutputStream.nullOutputStream(), nowhere);
            Console console = new Console(System.getenv(), streams, Console.Terminals.NONE,
                    new Models.Installed(System.getenv()));
            Main.run(command.toArray(String[]::new), console);
        }
    }
}
