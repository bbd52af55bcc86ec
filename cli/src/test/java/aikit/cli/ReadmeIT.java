package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Runs every `$` line of the README's `console` blocks on the built distribution, in a folder with the files they name.
@DisabledOnOs(OS.WINDOWS)
class ReadmeIT {

    private static final Path DIST = Path.of(System.getProperty("ai.dist"));
    private static final int LEAST_EXAMPLES = 10;

    @TempDir
    static Path folder;

    @TestFactory
    List<DynamicTest> everyExampleRuns() throws IOException {
        samples();
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : examples()) {
            tests.add(DynamicTest.dynamicTest(line, () -> run(line.replace("scripts/ai ", "ai "))));
        }
        assertTrue(tests.size() >= LEAST_EXAMPLES, tests.size() + " examples");
        return tests;
    }

    private static List<String> examples() throws IOException {
        List<String> examples = new ArrayList<>();
        boolean console = false;
        for (String line : Files.readAllLines(DIST.resolve("README.md"))) {
            if (line.startsWith("```")) {
                console = line.equals("```console");
            } else if (console && line.startsWith("$ ")) {
                examples.add(line.substring(2));
            }
        }
        return examples;
    }

    private static void samples() throws IOException {
        Path notes = Files.createDirectories(folder.resolve("notes/more"));
        Files.writeString(notes.resolve("ideas.md"), "# Ideas\n\nOne **command** for all media.\n");
        Files.writeString(folder.resolve("notes/todo.txt"), "Water the plants.\nWrite to Anna.\n");
        Files.writeString(folder.resolve("notes/tea and cake.md"), "Tea at four.\n");
        Files.writeString(
                folder.resolve("report.html"),
                "<!doctype html><title>Report</title><p>" + "All is well in every branch. ".repeat(40) + "</p>");
        Files.writeString(
                folder.resolve("products.csv"), "id,description\n1,\"a red, round lamp\"\n2,a blue chair\n");
        Wav.write(folder.resolve("song.wav"), 3, Wav.tone(440));
        Files.writeString(
                folder.resolve("talk.srt"),
                "1\n00:00:02,000 --> 00:00:06,000\nThe boat brought bread and oil.\nIt took no post.\n");
        Files.writeString(
                folder.resolve("talk.json"),
                "{\"language\":\"en\",\"segments\":[{\"start\":1.0,\"end\":2.0,\"text\":\" Good evening.\"}]}\n");
        Files.copy(
                DIST.resolve("../../../modalities/image/src/test/resources/ocr/receipt.png"),
                folder.resolve("receipt.png"));
        Files.writeString(folder.resolve("questions.txt"), "what time is it\nwho is there\n");
    }

    private static void run(String line) throws IOException, InterruptedException {
        Path out = folder.resolve("stdout.log");
        ProcessBuilder bash = new ProcessBuilder("bash", "-o", "pipefail", "-c", line);
        bash.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(out.toFile());
        bash.environment().put("PATH", DIST.resolve("bin") + ":" + System.getenv("PATH"));
        bash.environment().put("AI_HOME", folder.resolve("home").toString());
        bash.environment().put("AI_JAVA_HOME", System.getProperty("java.home"));
        Process process = bash.start();
        process.getOutputStream().close();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), line);
        assertEquals(0, process.exitValue(), Files.readString(out));
    }
}
