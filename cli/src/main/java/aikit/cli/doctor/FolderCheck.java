package aikit.cli.doctor;

import aikit.Home;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// The folders of this user: what they hold, whether they can be written, and how much room is left.
///
/// @param hub folder of the cache that the tools of the model hub share
public record FolderCheck(Home home, Path hub) implements Check {

    private static final String AREA = "folders";

    private static final long LITTLE_ROOM = 1_000_000_000;

    /// Files that are counted in one folder; a larger one takes long to walk.
    private static final int MOST_FILES = 100_000;

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(folder("config", home.config(), "ai config set cannot keep anything"));
        findings.add(folder("data", home.data(), "what must be kept, such as models.lock, cannot be written"));
        findings.add(folder("cache", home.cache(), "native libraries and graphs are prepared again at every start"));
        findings.add(folder("hub cache", hub, "models cannot be fetched"));
        return findings;
    }

    private static Finding folder(String name, Path folder, String consequence) {
        Path there = nearest(folder);
        String text = folder + ": ";
        if (!Files.exists(folder)) {
            text += "not made yet";
        } else if (!Files.isDirectory(folder)) {
            return Finding.warn(AREA, name, text + "is not a folder", "move it away: " + consequence);
        } else {
            text += size(folder);
        }
        try {
            FileStore disk = Files.getFileStore(there);
            long free = disk.getUsableSpace();
            text += ", " + Check.size(free) + " free";
            if (disk.isReadOnly() || !isWritable(folder, there)) {
                return Finding.warn(AREA, name, text + ", cannot be written: " + consequence, "make " + there
                        + " writable, or set AI_HOME to a folder that is");
            }
            Finding finding = free < LITTLE_ROOM
                    ? Finding.warn(AREA, name, text, "free some space, or set AI_HOME to a folder on a larger disk")
                    : Finding.ok(AREA, name, text);
            return finding.with("free_bytes", free);
        } catch (IOException e) {
            return Finding.warn(AREA, name, text + ", cannot be looked into", consequence);
        }
    }

    /// The folder itself or, while it does not exist, the one it would be made in.
    private static Path nearest(Path folder) {
        Path path = folder.toAbsolutePath();
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }

    /// Really writes where the folder exists, because permissions do not tell all; nothing is left behind. A folder
    /// that would have to be made is not made for this.
    private static boolean isWritable(Path folder, Path there) {
        if (!Files.exists(folder)) {
            return Files.isWritable(there);
        }
        try {
            Files.delete(Files.createTempFile(folder, ".ai-doctor", ""));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String size(Path folder) {
        Sum sum = new Sum();
        try {
            Files.walkFileTree(folder, sum);
        } catch (IOException e) {
            return "cannot be looked into";
        }
        String least = sum.files > MOST_FILES ? "more than " : "";
        return least + Check.size(sum.bytes) + " in " + sum.files + (sum.files == 1 ? " file" : " files");
    }

    /// Counts files, without following links: the hub cache is full of links to files that are there too.
    private static final class Sum extends SimpleFileVisitor<Path> {
        private long bytes;
        private int files;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
                bytes += attributes.size();
                files++;
            }
            return files > MOST_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
