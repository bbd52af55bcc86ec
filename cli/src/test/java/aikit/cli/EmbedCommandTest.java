package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EmbedCommandTest {

    /// File names that have broken other tools.
    private static final List<String> NAMES = List.of(
            "plain.txt", "two words.txt", " lead.txt", "trail .txt", "new\nline.txt", "tab\there.txt", "quote\".txt",
            "it's.txt",
            "-dash.txt", "@at.txt", "$(echo).txt", "semi;colon.txt", "star*.txt", "brackets[1].txt", "comma,.txt",
            "é日本😀.txt");

    @TempDir
    Path home;

    @TempDir
    Path work;

    private Cli ai;

    @BeforeEach
    void cli() {
        ai = new Cli(home);
    }

    private Path file(String name, String text) throws IOException {
        Path file = work.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static List<JsonNode> records(List<String> lines) {
        List<JsonNode> records = new ArrayList<>();
        for (String line : lines) {
            records.add(JsonMapper.shared().readTree(line));
        }
        return records;
    }

    private static void vector(String text, JsonNode record) {
        JsonNode numbers = record.get("embeddings").get(0).get("embedding");
        float[] found = new float[numbers.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = numbers.get(i).floatValue();
        }
        assertArrayEquals(HashTasks.vector(text), found);
    }

    @Test
    void aRecordSaysEverything() {
        Cli.Result result = ai.launch("embed", "--text", "hello world", "--json", "--quiet");
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
        String expected = "{\"schema\":\"ai.embed/1\",\"input\":\"text:1\",\"status\":\"ok\",\"fingerprint\":\"FP\",\"dimensions\":4,"
                + "\"precision\":\"float32\",\"embeddings\":[{\"index\":0,\"start\":0,\"end\":11,\"tokens\":3,"
                + "\"embedding\":[-0.46875,-0.234375,-0.1328125,0.828125]}],\"model\":{\"name\":\"hash\",\"revision\":\"local\","
                + "\"sha256\":\"" + "0".repeat(64)
                + "\",\"precision\":\"fp32\"},\"device\":\"cpu\",\"elapsed_ms\":N}\n";
        assertEquals(
                expected,
                result.out().replaceFirst("print\":\"[0-9a-f]{16}\"", "print\":\"FP\"").replaceFirst("_ms\":\\d+",
                        "_ms\":N"));
    }

    @Test
    void textOfPassagesIsThereWhenAskedFor() {
        JsonNode record = records(ai.launch("embed", "-t", "hi", "--with-text").lines()).getFirst();
        assertEquals("hi", record.get("embeddings").get(0).get("text").asString());
    }

    @Test
    void everyNameWorksInEveryFormat() throws IOException {
        List<String> expected = new ArrayList<>();
        for (String name : NAMES) {
            file("in/" + name, "text of " + name);
            expected.add(work.resolve("in/" + name).toString());
        }
        // The order is that of the names' bytes.
        expected.sort((a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8),
                b.getBytes(StandardCharsets.UTF_8)));
        String in = work.resolve("in").toString();
        List<JsonNode> records = records(ai.launch("embed", in).lines());
        assertEquals(expected, records.stream().map(record -> record.get("input").asString()).toList());
        for (JsonNode record : records) {
            String name = Path.of(record.get("input").asString()).getFileName().toString();
            vector("text of " + name, record);
            assertEquals(name.contains("\n") || name.contains("\t"), record.has("input_uri"), name);
        }
        assertEquals(NAMES.size() + 2, ai.launch("embed", in, "-f", "csv").lines().size(), "one name holds a newline");
        assertEquals(128 + NAMES.size() * 16, ai.launch("embed", in, "-f", "npy").bytes().length);
        Cli.Result files = ai.launch("embed", in, "-o", work.resolve("out") + "/", "-f", "json,npy,csv");
        assertEquals("", files.err());
        for (String name : NAMES) {
            Path out = work.resolve("out/" + name + ".embed.json");
            vector("text of " + name, records(Files.readAllLines(out)).getFirst());
            assertTrue(Files.exists(work.resolve("out/" + name + ".embed.npy")), name);
            assertTrue(Files.exists(work.resolve("out/" + name + ".embed.csv")), name);
        }
        assertEquals(0, ai.launch("embed", in, "-o", "source").exitCode());
        assertEquals(NAMES.size(), records(ai.launch("embed", in).lines()).size(), "own files are no inputs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--files-from0", "--files-from"})
    void namesAreReadFromLists(String option) throws IOException {
        boolean nul = option.endsWith("0");
        List<String> names = nul ? NAMES : NAMES.stream().filter(name -> !name.contains("\n")).toList();
        StringBuilder list = new StringBuilder();
        for (String name : names) {
            list.append(file(name, name)).append(nul ? '\0' : '\n');
        }
        Cli.Result result = ai.stdin(list.toString()).launch("embed", option, "-");
        assertEquals(names.size(), result.lines().size(), result.err());
        assertEquals(0, result.exitCode());
        Path kept = file("list", list.toString());
        assertEquals(names.size(), new Cli(home).launch("embed", option, kept.toString()).lines().size());
    }

    @Test
    void aNameWithNulInAListOfLinesIsAUsageError() {
        Cli.Result result = ai.stdin("a.txt\0b.txt\0").launch("embed", "--files-from", "-");
        assertEquals("ai: a name in the list holds NUL\nhint: use --files-from0\n", result.err());
        assertEquals(2, result.exitCode());
    }

    @Test
    void whatGlobsMatchIsNotWhatAnEarlierRunMade() throws IOException {
        file("in/a.txt", "a");
        String glob = work.resolve("in") + "/*";
        assertEquals(0, ai.launch("embed", glob, "-o", "source").exitCode());
        assertEquals(0, ai.launch("embed", glob, "-o", "source").exitCode());
        try (Stream<Path> files = Files.list(work.resolve("in"))) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void aRunAfterAPartialResultIsStillPartial() throws IOException {
        file("in/a.txt", "a");
        file("in/b.txt", "strange b");
        String in = work.resolve("in").toString();
        String out = work.resolve("out.ndjson").toString();
        assertEquals(3, ai.launch("embed", in, "-o", out).exitCode());
        Cli.Result again = ai.launch("embed", in, "-o", out);
        assertEquals("0 done, 1 in part, 1 unchanged\n", again.err());
        assertEquals(3, again.exitCode());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFolderOfNothingButSkippedInputsSaysSo() throws Exception {
        Path in = Files.createDirectory(work.resolve("in"));
        assumeTrue(new ProcessBuilder("mkfifo", in.resolve("p.txt").toString()).start().waitFor() == 0);
        Cli.Result result = ai.launch("embed", in.toString());
        assertEquals("ai: no input is left: 1 skipped\nhint: use --verbose to see why\n", result.err());
        assertEquals(1, result.exitCode());
    }

    @Test
    void twoInputsOfOnePlaceAreToldApart() throws IOException {
        String a = file("one/a.txt", "a").toString();
        String b = file("two/a.txt", "b").toString();
        Path out = work.resolve("out");
        Cli.Result result = ai.launch("embed", a, b, "-o", out + "/");
        assertEquals(3, result.exitCode());
        assertTrue(result.err().contains(b + ": its result would take the place of another one, "), result.err());
        vector("a", records(Files.readAllLines(out.resolve("a.txt.embed.json"))).getFirst());
    }

    @Test
    void aResultThatWasNotPublishedIsMadeAgain() throws IOException {
        String in = file("in/a.txt", "a").toString();
        Path out = work.resolve("out");
        ai.launch("embed", in, "-o", out + "/", "-f", "json,npy");
        Path npy = out.resolve("a.txt.embed.npy");
        // As a crash between the two leaves it.
        Files.delete(npy);
        Cli.Result again = ai.launch("embed", in, "-o", out + "/", "-f", "json,npy");
        assertEquals(0, again.exitCode(), again.err());
        assertTrue(Files.exists(npy));
    }

    @Test
    void linesOfStandardInputAreInputs() {
        List<JsonNode> records = records(ai.stdin("one\r\n\ntwo").launch("embed", "--lines", "-").lines());
        assertEquals(List.of("-:1", "-:2", "-:3"),
                records.stream().map(record -> record.get("input").asString()).toList());
        vector("one", records.get(0));
        vector("", records.get(1));
        vector("two", records.get(2));
    }

    @Test
    void standardInputIsOneDocumentOtherwise() {
        JsonNode record = records(ai.stdin("one\ntwo\n").launch("embed", "-").lines()).getFirst();
        assertEquals("-", record.get("input").asString());
        vector("one\ntwo\n", record);
    }

    @Test
    void noInputOnATerminalIsAUsageError() {
        Cli.Result result = ai.terminals(true, false, false).launch("embed");
        assertEquals("ai: no input\nhint: name files or folders, - for standard input, or give --text \"...\"\n",
                result.err());
        assertEquals(2, result.exitCode());
    }

    @Test
    void aTerminalGetsALineAndNotHundredsOfNumbers() {
        Cli.Result result = ai.terminals(true, true, true).launch("embed", "--text", "hello world");
        assertEquals("text:1 [0..11) 4 x float32: -0.46875 -0.234375 -0.1328125 0.828125 ...\n", result.out());
        assertTrue(ai.launch("embed", "--text", "hello world", "--json").out().startsWith("{"));
    }

    @Test
    void exitCodesTellHowItWent() throws IOException {
        String good = file("a.txt", "fine").toString();
        String bad = file("b.txt", "damaged").toString();
        String bug = file("c.txt", "boom").toString();
        assertEquals(0, ai.launch("embed", good).exitCode());
        Cli.Result partial = ai.launch("embed", good, bad, "--quiet");
        assertEquals(3, partial.exitCode());
        assertEquals("ai: " + bad + ": is damaged\nhint: mend it\n", partial.err());
        assertEquals(
                "{\"kind\":\"input\",\"message\":\"" + bad + ": is damaged\",\"hint\":\"mend it\"}",
                records(partial.lines()).get(1).get("error").toString());
        assertEquals(1, ai.launch("embed", bad).exitCode());
        assertEquals(70, ai.launch("embed", good, bug).exitCode());
        assertEquals(1, ai.launch("embed", Files.createDirectory(work.resolve("empty")).toString()).exitCode());
        assertEquals(1, ai.launch("embed", file("m.txt", "no memory").toString()).exitCode());
        assertEquals(6, ai.launch("embed", good, "--limit-memory", "1k").exitCode());
        assertEquals(0, ai.launch("embed", good, "--timeout", "9999999999").exitCode());
    }

    @Test
    void aTimeLimitStopsTheRunWhichCanGoOn() throws IOException {
        for (int i = 0; i < 200; i++) {
            file("in/" + i + ".txt", "slow " + i);
        }
        String in = work.resolve("in").toString();
        String out = work.resolve("out.ndjson").toString();
        Cli.Result result = ai.launch("embed", in, "-o", out, "--timeout", "1s");
        assertEquals(6, result.exitCode());
        assertTrue(result.err().contains("ai: --timeout: the time is up\n"), result.err());
        assertEquals(0, ai.launch("embed", in, "-o", out).exitCode());
        assertEquals(200, records(Files.readAllLines(Path.of(out))).size());
    }

    @Test
    void npyIsWhatNumpyReads() {
        byte[] bytes = ai.launch("embed", "-t", "a", "-t", "hello world", "-f", "npy").bytes();
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals("\u0093NUMPY\u0001\u0000", new String(bytes, 0, 8, StandardCharsets.ISO_8859_1));
        assertEquals(118, file.getShort(8));
        String header = new String(bytes, 10, 118, StandardCharsets.US_ASCII);
        assertEquals("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4), }", header.strip());
        assertTrue(header.endsWith("\n"));
        for (int i = 0; i < 4; i++) {
            assertEquals(HashTasks.vector("hello world")[i], file.getFloat(128 + 16 + 4 * i));
        }
        byte[] whole = ai.launch("embed", "-t", "a", "--quantize", "int8", "-f", "npy").bytes();
        assertTrue(new String(whole, StandardCharsets.ISO_8859_1).contains("'|i1'"));
        assertEquals(132, whole.length);
    }

    @Test
    void csvIsQuotedWhereItMustBe() throws IOException {
        String name = file("a,\"b\".txt", "x").toString();
        Cli.Result result = ai.launch("embed", name, "-f", "csv");
        assertEquals("input,index,start,end,dim0,dim1,dim2,dim3", result.lines().getFirst());
        assertTrue(result.lines().get(1).startsWith("\"" + name.replace("\"", "\"\"") + "\",0,0,1,"), result.out());
    }

    @ParameterizedTest
    @CsvSource({"out.npy", "out.csv", "out.ndjson"})
    void filesAreNotReplacedUnasked(String name) throws IOException {
        Path out = file(name, "precious\n");
        assertEquals(2, ai.launch("embed", "-t", "x", "-o", out.toString()).exitCode());
        assertEquals("precious\n", Files.readString(out));
        assertEquals(0, ai.launch("embed", "-t", "x", "-o", out.toString(), "--overwrite").exitCode());
        assertFalse(Files.readString(out, StandardCharsets.ISO_8859_1).contains("precious"));
        try (Stream<Path> files = Files.list(work)) {
            assertEquals(List.of(out), files.toList(), "nothing is left behind");
        }
    }

    @Test
    void outputsPerInputAreResumedAndNotReplacedUnasked() throws IOException {
        file("in/a.txt", "a");
        file("in/sub/b.txt", "b");
        Path foreign = file("out/a.txt.embed.json", "precious");
        String in = work.resolve("in").toString();
        String out = work.resolve("out") + "/";
        Cli.Result first = ai.launch("embed", in, "-o", out);
        assertEquals(3, first.exitCode());
        assertTrue(first.err().contains(" is there already\nhint: use --overwrite"), first.err());
        assertEquals("precious", Files.readString(foreign));
        Files.delete(foreign);
        assertEquals(0, ai.launch("embed", in, "-o", out).exitCode());
        Path b = work.resolve("out/sub/b.txt.embed.json");
        Files.delete(b);
        Cli.Result again = ai.launch("embed", in, "-o", out);
        assertEquals("1 done, 1 unchanged\n", again.err());
        assertTrue(Files.exists(b), "what is missing is made again");
        file("in/sub/b.txt", "b changed");
        assertEquals("1 done, 1 unchanged\n", ai.launch("embed", in, "-o", out).err());
        vector("b changed", records(Files.readAllLines(b)).getFirst());
    }

    @Test
    void anInputStandsOnceWhateverOptionsChange() throws IOException {
        file("in/a.txt", "a");
        file("in/b.txt", "b");
        String in = work.resolve("in").toString();
        Path out = work.resolve("out.ndjson");
        ai.launch("embed", in, "-o", out.toString());
        Cli.Result same = ai.launch("embed", in, "-o", out.toString());
        assertEquals("0 done, 2 unchanged\n", same.err());
        assertEquals(0, same.exitCode());
        ai.launch("embed", in, "-o", out.toString(), "--with-text");
        List<JsonNode> records = records(Files.readAllLines(out));
        assertEquals(2, records.size());
        assertTrue(records.stream().allMatch(record -> record.get("embeddings").get(0).has("text")));
    }

    @ParameterizedTest
    @CsvSource({"out.txt,", "out.npy,csv", "-,'csv,npy'", "out.csv,ndjson"})
    void outputsAndFormatsMustFit(String output, String format) {
        String where = output.equals("-") ? output : work.resolve(output).toString();
        String[] args = format == null
                ? new String[]{"embed", "-t", "x", "-o", where}
                : new String[]{"embed", "-t", "x", "-o", where, "-f", format};
        Cli.Result result = ai.launch(args);
        assertEquals(2, result.exitCode(), result.err());
    }

    @Test
    void aDryRunTellsThePlanAndDoesNothing() throws IOException {
        file("in/a.txt", "boom");
        Path out = work.resolve("out.ndjson");
        Cli.Result result = ai.launch("embed", work.resolve("in").toString(), "-o", out.toString(), "--dry-run");
        assertEquals(
                "model: the usual one for embed\noutput: " + out + ", ndjson\nembed: " + work.resolve("in/a.txt")
                        + "\ninputs: 1\n",
                result.out());
        assertFalse(Files.exists(out));
    }
}
