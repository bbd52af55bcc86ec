package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Runs the built distribution as a user does: as a process of its own, started by its launcher.
@DisabledOnOs(OS.WINDOWS)
class DistributionIT {

    private static final Path DIST = Path.of(System.getProperty("ai.dist"));

    @TempDir
    Path temp;

    private record Run(int code, String out, String err) {}

    private Run run(Path launcher, Map<String, String> environment, String... arguments) throws Exception {
        Path out = temp.resolve("stdout");
        Path err = temp.resolve("stderr");
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments)).toList());
        builder.directory(temp.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("AI_HOME", temp.resolve("home").toString());
        builder.environment().put("AI_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Run ai(String... arguments) throws Exception {
        return run(DIST.resolve("bin/ai"), Map.of(), arguments);
    }

    /// A copy of the distribution without its models: links to files would not tell whether it is relocatable.
    private Path copy(Path to) throws IOException {
        try (Stream<Path> files = Files.walk(DIST)) {
            for (Path file : files.filter(path -> !path.startsWith(DIST.resolve("models"))).toList()) {
                Path target = to.resolve(DIST.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return to;
    }

    @Test
    void showsHelpAndVersionFromAnotherFolder() throws Exception {
        Run help = ai("--help");
        assertEquals(0, help.code());
        assertTrue(help.out().contains("Usage: ai <command>"), help.out());
        assertEquals("", help.err());
        Run version = ai("--version");
        assertTrue(version.out().startsWith("ai 0."), version.out());
    }

    @Test
    void passesExitCodesThrough() throws Exception {
        Run wrong = ai("no-such-command");
        assertEquals(2, wrong.code());
        assertEquals("", wrong.out());
        assertTrue(wrong.err().startsWith("ai: no-such-command"), wrong.err());
    }

    @Test
    void runsWithSpacesInThePathThroughLinksAndReadOnly() throws Exception {
        Path dist = copy(temp.resolve("with spaces/and more/ai 1"));
        Path bin = Files.createDirectories(temp.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("relative"), Path.of("../with spaces/and more/ai 1/bin/ai"));
        Files.createSymbolicLink(bin.resolve("ai"), Path.of("relative"));
        permissions(dist, false);
        try {
            List<Path> before = listing(dist);
            Run run = run(Path.of("/bin/sh"), Map.of("PATH", bin + ":" + System.getenv("PATH")), "-c", "ai --version");
            assertEquals(0, run.code(), run.err());
            assertTrue(run.out().startsWith("ai 0."), run.out());
            assertEquals("", run.err());
            assertEquals(before, listing(dist));
            assertTrue(archived(dist.resolve("bin/ai")), "the class archive must be used after a move");
        } finally {
            permissions(dist, true);
        }
    }

    private boolean archived(Path launcher) throws Exception {
        Run run = run(launcher, Map.of("AI_JAVA_OPTS", "-Xlog:class+load"), "--version");
        return run.out().lines().anyMatch(line -> line.contains("aikit.cli.Main source: shared objects file"));
    }

    private static List<Path> listing(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }

    private static void permissions(Path folder, boolean writable) throws IOException {
        for (Path path : listing(folder)) {
            boolean enter = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) || Files.isExecutable(path);
            String rights = "r" + (writable ? "w" : "-") + (enter ? "x" : "-") + "------";
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
        }
    }

    @Test
    void readsArgumentsThatAreNotAsciiInTheCLocale() throws Exception {
        Run run = run(DIST.resolve("bin/ai"), Map.of("LC_ALL", "C"), "größe-日本");
        assertEquals(2, run.code());
        assertTrue(run.err().startsWith("ai: größe-日本: no such command"), run.err());
    }

    @Test
    void aClosedStandardOutputIsNoFailure() throws Exception {
        Run run = run(Path.of("/bin/bash"), Map.of(), "-o", "pipefail", "-c",
                "'" + DIST.resolve("bin/ai") + "' --help | true");
        assertEquals(0, run.code());
        assertEquals("", run.err());
        Run closed = run(Path.of("/bin/sh"), Map.of(), "-c", "'" + DIST.resolve("bin/ai") + "' --help >&-");
        assertEquals(0, closed.code(), closed.err());
        assertFalse(closed.err().contains("Exception"), closed.err());
    }

    @Test
    void showingTheVersionLoadsNoEngine() throws Exception {
        Run run = run(
                DIST.resolve("bin/ai"), Map.of("AI_JAVA_OPTS", "-Xlog:class+load", "AI_ARCHIVE", "off"), "--version");
        assertTrue(run.out().contains("aikit.cli.Main source:"), "the log of loaded classes is there");
        List<String> loaded = run.out().lines()
                .filter(line -> line.matches(
                        ".* (ai\\.onnxruntime|org\\.bytedeco|tools\\.jackson|org\\.apache\\.lucene|ai\\.djl)\\..*"))
                .toList();
        assertEquals(List.of(), loaded);
    }

    @Test
    void aJdkThatIsTooOldOrMissingIsExplained() throws Exception {
        Run run = run(DIST.resolve("bin/ai"), Map.of("AI_JAVA_HOME", temp.toString()), "--version");
        assertEquals(5, run.code());
        assertTrue(run.err().matches("(?s)ai: AI_JAVA_HOME=.*not a JDK 25.*\nhint: .*\n"), run.err());
    }

    @Test
    void aForeignArchiveNeverChangesTheResult() throws Exception {
        Path dist = copy(temp.resolve("dist"));
        try (Stream<Path> archives = Files.list(dist.resolve("archive"))) {
            for (Path archive : archives.toList()) {
                Files.write(archive, "no archive".getBytes(StandardCharsets.UTF_8));
            }
        }
        Run run = run(dist.resolve("bin/ai"), Map.of(), "--version");
        assertEquals(0, run.code());
        assertTrue(run.out().startsWith("ai 0."), run.out());
        assertEquals("", run.err());
    }

    @Test
    void makesItsArchiveInTheBackgroundOfTheFirstRuns() throws Exception {
        Path dist = copy(temp.resolve("dist"));
        try (Stream<Path> archives = Files.list(dist.resolve("archive"))) {
            for (Path archive : archives.toList()) {
                Files.delete(archive);
            }
        }
        Run both = run(Path.of("/bin/sh"), Map.of("AI", dist.resolve("bin/ai").toString()), "-c",
                "\"$AI\" --version & \"$AI\" --version; wait");
        assertEquals(2, both.out().lines().filter(line -> line.startsWith("ai 0.")).count(), both.out());
        assertEquals("", both.err());
        Path folder = temp.resolve("home/cache/archive");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!settled(folder)) {
            assertTrue(System.nanoTime() < deadline, "no archive in " + folder);
            Thread.sleep(100);
        }
        assertTrue(archived(dist.resolve("bin/ai")));
        assertEquals(1, listing(folder).stream().filter(Files::isRegularFile).count());
    }

    /// Whether the archive is there and what it was made in is gone.
    private static boolean settled(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try {
            List<Path> files = listing(folder);
            return files.stream().anyMatch(file -> file.toString().endsWith(".aot"))
                    && files.stream().noneMatch(file -> file.toString().endsWith(".new"));
        } catch (UncheckedIOException e) {
            return false; // a file was moved while its folder was being read
        }
    }

    @Test
    void aCacheThatCannotBeWrittenIsNoFailure() throws Exception {
        Path dist = copy(temp.resolve("dist"));
        try (Stream<Path> archives = Files.list(dist.resolve("archive"))) {
            for (Path archive : archives.toList()) {
                Files.delete(archive);
            }
        }
        Run run = run(dist.resolve("bin/ai"), Map.of("AI_HOME", "/dev/null/home"), "--version");
        assertEquals(0, run.code(), run.err());
        assertEquals("", run.err());
    }

    @Test
    void optionsForEveryJvmAreTakenInSilence() throws Exception {
        Run run = run(DIST.resolve("bin/ai"), Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseParallelGC -Dany=thing"),
                "--version");
        assertEquals(0, run.code(), run.err());
        assertEquals("", run.err());
    }
}
