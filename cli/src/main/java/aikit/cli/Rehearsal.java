package aikit.cli;

import java.nio.file.Path;
import java.util.List;

/// Runs the commands that have to start fast, one after the other in one process, so that the JVM can record which
/// classes they need and put them into an archive. The launcher runs it with `-XX:AOTCacheOutput` and
/// throws away what they print.
final class Rehearsal {

    /// A file that is always there and small: the catalogue's neighbour.
    private static final String ROOT = Path.of(System.getProperty("ai.models.yaml", "models.yaml"))
            .resolveSibling("CHANGELOG.md").toString();

    private static final List<List<String>> COMMANDS = List.of(
            List.of("--version"),
            List.of("--help"),
            List.of("embed", "--help"),
            // The first one prepares the graph, the second one finds it prepared.
            List.of("embed", "--text", "rehearsal"),
            List.of("embed", "--text", "rehearsal", "--json"),
            List.of("index", ROOT),
            List.of("index", ROOT),
            List.of("search", "rehearsal"),
            List.of("search", "rehearsal", "--json"),
            List.of("models", "list"),
            List.of("config"));

    private Rehearsal() {}

    public static void main(String[] args) {
        for (List<String> command : COMMANDS) {
            Main.run(command.toArray(String[]::new), Console.ofProcess());
        }
    }
}
