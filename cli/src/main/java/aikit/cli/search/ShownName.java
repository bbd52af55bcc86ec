package aikit.cli.search;

import aikit.Name;
import aikit.store.Source;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// What a stored file is called when it is shown: below the folder that the user gave in this call; else as it was named
/// when it was indexed, if that still leads there from the current folder; else from the current folder, or by its whole path.
public final class ShownName {

    private final List<Path> given;

    /// @param folders as the user gave them
    public ShownName(List<String> folders) {
        this.given = folders.stream().map(FilterOptions::path).toList();
    }

    public String of(Source source) {
        Path file = Source.file(source.path());
        for (Path folder : given) {
            Path root = folder.toAbsolutePath().normalize();
            if (file.startsWith(root)) {
                return Name.of(file.equals(root) ? folder : folder.resolve(root.relativize(file))).text();
            }
        }
        if (leadsTo(source.name(), file)) {
            return source.name();
        }
        Path here = Path.of("").toAbsolutePath();
        return Name.of(file.startsWith(here) ? here.relativize(file) : file).text();
    }

    private static boolean leadsTo(String name, Path file) {
        try {
            return Path.of(name).toAbsolutePath().normalize().equals(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
