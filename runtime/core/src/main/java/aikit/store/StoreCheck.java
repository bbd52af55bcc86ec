package aikit.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NoLockFactory;

/// What a look at every byte of a store found.
///
/// @param folder of the store
/// @param model label of its space, empty when that cannot be read
/// @param bytes that were read
/// @param damage one line each; empty for a sound store
public record StoreCheck(Path folder, String model, long bytes, List<String> damage) {

    /// Reads the checksums and the structure of every file, and whether sources and passages belong together.
    static StoreCheck of(Path folder) {
        List<String> damage = new ArrayList<>();
        String model = "";
        long bytes = 0;
        try (Directory directory = StoreFolder.directory(folder)) {
            structure(directory, damage);
            if (damage.isEmpty()) {
                try (DirectoryReader reader = DirectoryReader.open(directory)) {
                    model = Schema.space(folder, reader.getIndexCommit().getUserData()).label();
                    for (String file : reader.getIndexCommit().getFileNames()) {
                        bytes += directory.fileLength(file);
                    }
                    entries(new LuceneStore(folder, null, reader, null), damage);
                }
            }
        } catch (IOException | RuntimeException e) {
            damage.add(StoreFailure.oneLine(e));
        }
        return new StoreCheck(folder, model, bytes, damage);
    }

    private static void structure(Directory directory, List<String> damage) throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        // Nothing is repaired, so the writer's lock is not needed: a commit does not change while it is read.
        try (CheckIndex check = new CheckIndex(directory, NoLockFactory.INSTANCE.obtainLock(directory, "check"))) {
            check.setInfoStream(new PrintStream(log, false, StandardCharsets.UTF_8));
            check.setLevel(CheckIndex.Level.MIN_LEVEL_FOR_INTEGRITY_CHECKS);
            CheckIndex.Status status = check.checkIndex();
            if (!status.clean) {
                damage.add(reason(log.toString(StandardCharsets.UTF_8)));
            }
        }
    }

    /// The line in which Lucene says what is wrong.
    private static String reason(String log) {
        return log.lines()
                .filter(line -> line.contains("Exception:") || line.contains("ERROR"))
                .findFirst()
                .map(line -> line.replaceFirst("^.*Exception: ", "").strip())
                .orElse("the index is damaged");
    }

    /// Sources and passages belong together: no source twice, no passage without its source, none missing but where a
    /// recording holds nothing that is said.
    private static void entries(LuceneStore store, List<String> damage) {
        Set<String> without = new HashSet<>();
        Set<String> paths = new HashSet<>();
        store.heads(head -> {
            if (!paths.add(head.path())) {
                damage.add(head.path() + ": is stored twice");
            }
            if (head.status() != Source.Status.FAILED) {
                without.add(head.path());
            }
        });
        store.owners(path -> {
            without.remove(path);
            if (paths.add(path)) {
                damage.add(path + ": has passages and no entry of its own");
            }
        });
        without.removeIf(path -> store.source(path).filter(source -> !source.type().equals("text")).isPresent());
        without.forEach(path -> damage.add(path + ": has no passages"));
    }
}
