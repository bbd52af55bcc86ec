package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// Ends a batch in its own process in every way a process can end. `-Dai.kills=30` for the long form.
@DisabledOnOs(OS.WINDOWS)
class KillTest {

    private static final int INPUTS = 300;

    @TempDir
    Path home;

    @TempDir
    Path work;

    @BeforeEach
    void inputs() throws IOException {
        Files.createDirectory(work.resolve("in"));
        for (int i = 0; i < INPUTS; i++) {
            Files.writeString(work.resolve("in/" + i + ".txt"), (i % 20 == 0 ? "slow " : "text ") + i);
        }
    }

    private Process start(String output) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), "aikit.cli.Cli",
                "embed", work.resolve("in").toString(), "-o",
                work.resolve(output) + (output.contains(".") ? "" : "/")));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("AI_HOME", home.toString());
        return builder.redirectOutput(work.resolve("stdout").toFile())
                .redirectError(work.resolve("stderr").toFile())
                .start();
    }

    private int toTheEnd(String output) throws Exception {
        Process process = start(output);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process.exitValue();
    }

    /// Waits until there are some records, so that the signal comes while the batch runs.
    private void awaitRecords(Path file, Process process) throws Exception {
        while (process.isAlive() && (!Files.exists(file) || Files.size(file) == 0)) {
            Thread.sleep(5);
        }
    }

    @Test
    void aSecondRunIntoTheSameFileIsRefused() throws Exception {
        Process first = start("out.ndjson");
        Path output = work.resolve("out.ndjson");
        awaitRecords(output, first);
        Cli.Result second = new Cli(home).launch("embed", work.resolve("in").toString(), "-o", output.toString());
        boolean together = first.isAlive();
        assertTrue(first.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, first.exitValue());
        if (together) {
            assertEquals(2, second.exitCode(), second.err());
            assertTrue(second.err().contains("is being written by another run of ai (process " + first.pid() + ")"),
                    second.err());
        }
        assertEquals(INPUTS, Files.readAllLines(output).size());
    }

    @Test
    void everyInputStandsOnceAfterKills() throws Exception {
        int kills = Integer.getInteger("ai.kills", 4);
        long seed = Long.getLong("ai.seed", System.nanoTime());
        Random random = new Random(seed);
        Path out = work.resolve("out.ndjson");
        int hit = 0;
        for (int i = 0; i < kills; i++) {
            Process process = start("out.ndjson");
            awaitRecords(out, process);
            Thread.sleep(random.nextInt(120));
            hit += process.isAlive() ? 1 : 0;
            process.destroyForcibly().waitFor();
            if (i % 5 == 4) {
                Files.delete(out);
            }
        }
        assertEquals(0, toTheEnd("out.ndjson"), Files.readString(work.resolve("stderr")));
        Set<String> inputs = new HashSet<>();
        for (String line : Files.readAllLines(out)) {
            assertTrue(inputs.add(JsonMapper.shared().readTree(line).get("input").asString()),
                    "seed " + seed + ": " + line);
        }
        assertEquals(INPUTS, inputs.size(), "seed " + seed);
        assertTrue(hit > 0, "no kill hit a running batch");
    }

    @Test
    void everyOutputIsWholeAfterKills() throws Exception {
        Random random = new Random();
        for (int i = 0; i < 2; i++) {
            Process process = start("files");
            awaitRecords(work.resolve("files/.ai-embed.ndjson"), process);
            Thread.sleep(random.nextInt(150));
            process.destroyForcibly().waitFor();
        }
        assertEquals(0, toTheEnd("files"), Files.readString(work.resolve("stderr")));
        for (int i = 0; i < INPUTS; i++) {
            Path one = work.resolve("files/" + i + ".txt.embed.json");
            assertEquals("ok", JsonMapper.shared().readTree(Files.readString(one)).get("status").asString());
        }
    }

    @Test
    void aSignalEndsAfterTheWindowAndTheRunGoesOn() throws Exception {
        Path out = work.resolve("out.ndjson");
        Process process = start("out.ndjson");
        awaitRecords(out, process);
        process.destroy();
        process.waitFor();
        String err = Files.readString(work.resolve("stderr"));
        assertEquals(143, process.exitValue(), err);
        assertTrue(err.startsWith("ai: finishing what is begun; once more to end at once\n"), err);
        assertTrue(Files.readString(out).endsWith("}\n"));
        assertEquals(0, toTheEnd("out.ndjson"));
        assertEquals(INPUTS, Files.readAllLines(out).size());
    }
}
