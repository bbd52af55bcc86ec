package aikit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A user with an empty home and a folder of files.
abstract class AtWork {

    @TempDir
    Path home;

    @TempDir
    Path work;

    Cli ai;

    @BeforeEach
    void cli() {
        ai = new Cli(home);
    }

    /// Writes a file and returns its name for the command line.
    String file(String name, String text) throws IOException {
        Path file = work.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }

    String text(String name) throws IOException {
        return Files.readString(work.resolve(name));
    }

    String at(String name) {
        return work.resolve(name).toString();
    }

    /// What a user sees in a folder.
    List<String> names(String folder) throws IOException {
        try (Stream<Path> files = Files.list(work.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(".")).sorted()
                    .toList();
        }
    }
}
