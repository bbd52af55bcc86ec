package aikit.batch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.batch.LocalBatchEngine.Settings;
import aikit.batch.OutcomeFile.Resume;
import aikit.batch.RecordWriter.Content;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OutcomeFileTest {

    private static final Resume RESUME = new Resume(false, false);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("out.ndjson");
    }

    private OutcomeFile open(Resume resume) {
        return OutcomeFile.open(file, new RecordWriter("ai.embed/1", Content.RESULT), resume);
    }

    private Summary run(List<Item> items, Resume resume) {
        try (OutcomeFile outcomes = open(resume)) {
            Batch batch = new Batch(
                    items.iterator(), TestBatches.FINGERPRINT, outcomes, new Stop(0, 0), done -> {});
            Summary summary = new LocalBatchEngine(new Settings(0, 100, false)).run(batch, new TestBatches.Double());
            outcomes.finish(true);
            return summary;
        }
    }

    private void eachOnce(List<Item> items) throws IOException {
        Set<String> names = new HashSet<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode record = JsonMapper.shared().readTree(line);
            assertTrue(names.add(record.get("input").asString()), "twice: " + line);
        }
        assertEquals(new HashSet<>(items.stream().map(item -> item.name().text()).toList()), names);
    }

    @Test
    void aCutAtAnyPlaceLosesNothingAndRepeatsNothing() throws IOException {
        List<Item> items = TestBatches.texts(60,
                i -> i % 13 == 5 ? "damaged" : "text\n\"" + i + "\" é😀".repeat(i % 5));
        run(items, RESUME);
        byte[] whole = Files.readAllBytes(file);
        long seed = Long.getLong("ai.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 60; round++) {
            int cut = random.nextInt(whole.length + 1);
            Files.write(file, Arrays.copyOf(whole, cut));
            Summary summary = run(items, RESUME);
            eachOnce(items);
            assertEquals(60, summary.done() + summary.unchanged() + summary.failed() + summary.failedEarlier(),
                    "seed " + seed);
            assertEquals(length(whole), length(Files.readAllBytes(file)), "seed " + seed + " cut " + cut);
        }
    }

    /// Characters but for the digits of times, which differ from run to run.
    private static int length(byte[] records) {
        return new String(records, StandardCharsets.UTF_8).replaceAll("\"elapsed_ms\":\\d+", "").length();
    }

    @Test
    void whatIsReplacedGoesOnlyWhenThereIsSomethingToReplaceIt() throws IOException {
        List<Item> items = TestBatches.texts(5, i -> "t" + i);
        run(items, RESUME);
        byte[] whole = Files.readAllBytes(file);
        open(new Resume(false, true)).close();
        assertArrayEquals(whole, Files.readAllBytes(file));
        List<Item> others = TestBatches.texts(2, i -> "other " + i);
        run(others, new Resume(false, true));
        assertEquals(2, Files.readAllLines(file).size());
        run(List.of(), new Resume(false, true));
        assertEquals(2, Files.readAllLines(file).size());
    }

    @Test
    void blocksOfZerosAfterAPowerCutAreCutOff() throws IOException {
        List<Item> items = TestBatches.texts(5, i -> "t" + i);
        run(items, RESUME);
        Files.write(file, new byte[5000], StandardOpenOption.APPEND);
        assertEquals(5, run(items, RESUME).unchanged());
        eachOnce(items);
    }

    @Test
    void aRewriteKeepsRightsAndLinks() throws IOException {
        run(TestBatches.texts(3, i -> "old " + i), RESUME);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Path real = file;
        file = Files.createSymbolicLink(folder.resolve("link.ndjson"), real);
        run(TestBatches.texts(3, i -> "new " + i), RESUME);
        assertTrue(Files.isSymbolicLink(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(real)));
        assertEquals(3, Files.readAllLines(real).size());
    }

    @Test
    void changedInputsReplaceTheirRecord() throws IOException {
        run(TestBatches.texts(10, i -> "old " + i), RESUME);
        List<Item> items = TestBatches.texts(10, i -> (i % 2 == 0 ? "old " : "new ") + i);
        Summary summary = run(items, RESUME);
        assertEquals(5, summary.unchanged());
        assertEquals(5, summary.done());
        eachOnce(items);
        assertEquals(10, run(items, RESUME).unchanged());
    }

    @Test
    void duplicatesThatACrashLeftAreDroppedAtTheStart() throws IOException {
        List<Item> items = TestBatches.texts(4, i -> "new " + i);
        run(TestBatches.texts(4, i -> "old " + i), RESUME);
        try (OutcomeFile outcomes = open(RESUME)) {
            for (Item item : items.subList(0, 2)) {
                outcomes.accept(TestBatches.finished(item));
            }
            // No finish: the process was killed.
        }
        assertEquals(6, Files.readAllLines(file).size());
        Summary summary = run(items, RESUME);
        assertEquals(2, summary.unchanged());
        eachOnce(items);
    }

    @Test
    void failedInputsAreTriedAgainOnlyWhenAsked() throws IOException {
        List<Item> items = TestBatches.texts(6, i -> i == 2 ? "damaged" : "t" + i);
        run(items, RESUME);
        Summary again = run(items, RESUME);
        assertEquals(1, again.failedEarlier());
        assertEquals(0, again.failed());
        Summary retried = run(items, new Resume(true, false));
        assertEquals(1, retried.failed());
        assertEquals(5, retried.unchanged());
        eachOnce(items);
    }

    @Test
    void aFailureToWriteARecordIsThatOfItsTarget() {
        IOException full = new IOException("No space left on device");
        OutputStream target = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw full;
            }
        };
        RecordWriter records = new RecordWriter("ai.embed/1", Content.RESULT);
        Finished finished = TestBatches.finished(Item.text("a", "a"));
        assertSame(full, assertThrows(IOException.class, () -> records.write(finished, target)));
    }

    @Test
    void otherFilesAreRefusedAndKept() throws IOException {
        for (String text : List.of("my notes", "my notes\n",
                "{\"schema\":\"ai.other/1\",\"input\":\"a\",\"status\":\"ok\",\"fingerprint\":\"\"}\n",
                "{\"a\":1}\n")) {
            Files.writeString(file, text);
            AiException e = assertThrows(AiException.class, () -> open(RESUME), text);
            assertEquals(AiException.Kind.USAGE, e.kind());
            assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
            assertEquals(text, Files.readString(file));
        }
        run(TestBatches.texts(1, i -> "t"), new Resume(false, true));
        assertEquals(1, Files.readAllLines(file).size());
    }

    @Test
    void aSecondWriterIsToldWhoTheFirstIs() throws IOException {
        try (OutcomeFile first = open(RESUME)) {
            first.accept(TestBatches.finished(Item.text("a", "a")));
            AiException e = assertThrows(AiException.class, () -> open(RESUME));
            assertTrue(e.getMessage().contains("process " + ProcessHandle.current().pid()), e.getMessage());
        }
        open(RESUME).close();
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(file), left.toList(), "the lock goes away");
        }
    }

    @Test
    void aLockThatAKilledProcessLeftIsTakenOver() throws IOException {
        Files.writeString(folder.resolve(".out.ndjson.lock"), "99999999\n");
        open(RESUME).close();
        assertFalse(Files.exists(folder.resolve(".out.ndjson.lock")));
    }

    @Test
    void recordsHoldLoneSurrogatesAsReplacementCharacters() throws IOException {
        try (OutcomeFile outcomes = open(RESUME)) {
            outcomes.accept(TestBatches.finished(Item.text("x", "lone \ud800 and \ud83d\ude00 pair")));
        }
        assertEquals(
                "lone \ufffd and \ud83d\ude00 pair",
                JsonMapper.shared().readTree(Files.readString(file)).get("input").asString());
    }
}
