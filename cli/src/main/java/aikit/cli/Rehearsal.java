package aikit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs commands that have to start fast, one after the other in one process, so that the JVM can record which classes
/// they need and put them into an archive. The launcher runs it with `-XX:AOTCacheOutput`, once for each kind of command,
/// and throws away what they print.
final class Rehearsal {

    private static final List<List<String>> USUAL = List.of(
            List.of("--version"),
            List.of("--help"),
            List.of("embed", "--help"),
            List.of("transcribe", "--help"),
            // The first one prepares the graph, the second one finds it prepared.
            List.of("embed", "--text", "rehearsal"),
            List.of("embed", "--text", "rehearsal", "--json"),
            List.of("models", "list"),
            List.of("config"));

    private static final List<List<String>> SEARCH = List.of(
            List.of("search", "rehearsal"),
            List.of("search", "changelog", "--json"));

    private static final List<List<String>> STORE = List.of(
            List.of("index", "FOLDER"),
            List.of("index", "FOLDER"),
            List.of("store", "stats"));

    /// Enough that the index takes the forms of larger ones.
    private static final int FILES = 300;

    private Rehearsal() {}

    /// @param args the kind of command: `usual`, `search` (which needs what `store` leaves behind), or `store`
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(System.getenv("AI_HOME"), "rehearsal", "notes"));
        for (int i = 0; i < FILES; i++) {
            Files.writeString(folder.resolve(i + ".md"), "# Rehearsal " + i + "\n\nA changelog of what number " + i * i
                    + " rehearses.\n");
        }
        List<List<String>> commands = switch (args[0]) {
            case "search" -> SEARCH;
            case "store" -> STORE;
            default -> USUAL;
        };
        for (List<String> command : commands) {
            String[] words = command.stream()
                    .map(word -> word.equals("FOLDER") ? folder.getParent().toString() : word)
                    .toArray(String[]::new);
            Main.run(words, Console.ofProcess());
        }
    }
}
