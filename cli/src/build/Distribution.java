import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Lays out the runnable distribution. Run by the build, from source, on the JDK of the tool chain:
/// `java -cp CLASSPATH Distribution.java ROOT DIST MAIN_JAR TIMESTAMP STARTED`.
///
/// ```
/// bin/ai, bin/ai.cmd     the launchers
/// lib/*.jar              thin jars, ai.jar first; lib/HASH is a digest over them and names the class archives
/// native/                ONNX Runtime, tokenizers and FFmpeg for this platform only
/// models/                the models that come with the build
/// samples/               what `ai demo` shows
/// models.yaml, completions/, man/, LICENSE, README.md, THIRD-PARTY.txt
/// ```
///
/// Times of files are fixed, so that two builds of the same sources give the same bytes.
final class Distribution {

    private final Path root;
    private final Path dist;
    private final FileTime time;

    private Distribution(Path root, Path dist, Instant time) {
        this.root = root;
        this.dist = dist;
        this.time = FileTime.from(time);
    }

    public static void main(String[] args) throws IOException {
        Path dist = Path.of(args[1]);
        Path fresh = dist.resolveSibling("dist.new");
        new Distribution(Path.of(args[0]), fresh, Instant.parse(args[3])).build(Path.of(args[2]), classPath());
        rehearse(fresh);
        replace(dist, fresh);
        // The launcher compares the sources with this: the build saw what was there when it started.
        Path stamp = dist.resolveSibling("dist.stamp");
        Files.write(stamp, new byte[0]);
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.parse(args[4])));
    }

    /// The jars of the run-time class path, without the folder of the module that is being built.
    private static List<Path> classPath() {
        String separator = System.getProperty("path.separator");
        return Stream.of(System.getProperty("java.class.path").split(separator))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
    }

    private void build(Path mainJar, List<Path> libraries) throws IOException {
        delete(dist);
        Files.createDirectories(dist.resolve("lib"));
        jars(mainJar, libraries);
        copy(root.resolve("scripts/ai"), dist.resolve("bin/ai"));
        copy(root.resolve("scripts/ai.cmd"), dist.resolve("bin/ai.cmd"));
        executable(dist.resolve("bin/ai"));
        copyAll(root.resolve("target/models"), "models");
        copyAll(root.resolve("scripts/samples/media"), "samples");
        for (String file : List.of("models.yaml", "LICENSE", "README.md", "CHANGELOG.md")) {
            copy(root.resolve(file), dist.resolve(file));
        }
        copy(root.resolve("cli/target/THIRD-PARTY.txt"), dist.resolve("THIRD-PARTY.txt"));
        Manual.write(dist);
        settle();
        Files.writeString(dist.resolve("lib/HASH"), digest() + "\n");
        Files.setLastModifiedTime(dist.resolve("lib/HASH"), time);
    }

    private void jars(Path mainJar, List<Path> libraries) throws IOException {
        ThinJar thin = new ThinJar(dist.resolve("native"), time);
        List<String> names = new ArrayList<>();
        for (Path library : libraries) {
            String name = library.getFileName().toString();
            if (thin.write(library, dist.resolve("lib").resolve(name), "")) {
                names.add(name);
            }
        }
        thin.write(mainJar, dist.resolve("lib/ai.jar"), String.join(" ", names));
    }

    /// Copies, although they are large: a graph that is a hard link is refused, as it may be a file of another folder.
    private void copyAll(Path from, String to) throws IOException {
        for (Path file : files(from)) {
            copy(file, dist.resolve(to).resolve(from.relativize(file).toString()));
        }
    }

    private void copy(Path from, Path to) throws IOException {
        if (Files.isRegularFile(from)) {
            Files.createDirectories(to.getParent());
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    static void executable(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private void settle() throws IOException {
        for (Path file : files(dist)) {
            Files.setLastModifiedTime(file, time);
        }
    }

    /// SHA-256 over the names and the bytes of the jars, 64 hex digits.
    private String digest() throws IOException {
        MessageDigest sha;
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        for (Path file : files(dist.resolve("lib"))) {
            sha.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
            sha.update(Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    /// Lets the launcher make the class archive for this JDK. A system without a POSIX shell does without.
    private static void rehearse(Path dist) throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) {
            return;
        }
        // One command of each kind that has an archive of its own.
        for (String command : List.of("embed", "index", "search")) {
            ProcessBuilder launcher = new ProcessBuilder(dist.resolve("bin/ai").toString(), command);
            launcher.environment().put("AI_ARCHIVE", "make");
            launcher.environment().put("AI_JAVA_HOME", System.getProperty("java.home"));
            launcher.redirectErrorStream(true).redirectOutput(dist.resolveSibling("rehearsal.log").toFile());
            launcher.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
            try {
                launcher.start().waitFor();
            } catch (InterruptedException e) {
                throw new java.io.InterruptedIOException();
            }
        }
    }

    /// Runs that are under way keep the files they have open; a reader never sees half a distribution.
    private static void replace(Path dist, Path fresh) throws IOException {
        Path old = dist.resolveSibling("dist.old");
        delete(old);
        if (Files.exists(dist)) {
            Files.move(dist, old);
        }
        Files.move(fresh, dist);
        delete(old);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            walk.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
