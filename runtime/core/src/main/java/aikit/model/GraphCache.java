package aikit.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The optimised copies of graphs that the engine keeps: files whose name starts with the digest of the graph as in
/// [ModelDir.Graph] and the version of the engine, with `-` after each. Any of them can be made again.
record GraphCache(Path folder) {

    /// The copies of graphs, for every version of the engine.
    List<Path> of(Set<String> digests) {
        return files().stream().filter(file -> digests.contains(digest(file))).toList();
    }

    /// The copies for other versions of the engine, or of other graphs.
    List<Path> others(Set<String> digests, String version) {
        return files().stream()
                .filter(file -> !digests.contains(digest(file))
                        || !file.getFileName().toString().startsWith(digest(file) + "-" + version + "-"))
                .toList();
    }

    private static String digest(Path file) {
        return file.getFileName().toString().split("-", 2)[0];
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".ort") && Digest.isSha256(digest(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of(); // none was made yet
        }
    }
}
