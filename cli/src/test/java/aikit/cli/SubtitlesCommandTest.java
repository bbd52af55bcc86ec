package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `ai subtitles` as a user runs it.
class SubtitlesCommandTest extends AtWork {

    private static final String SRT = """
            1
            00:00:01,000 --> 00:00:02,500
            First line
            <i>second</i> line

            2
            00:00:04,000 --> 00:00:06,000
            It is late.
            """;

    private static final String SPOKEN = "language en\n0 1.5 Good evening to all of you who came out tonight.\n"
            + "1.5 9 This is a story of a lighthouse keeper, who lived on this rock for almost forty years.\n";

    @Test
    void subtitlesBecomeAnotherFormatWithTheirLines() throws IOException {
        Cli.Result result = ai.launch("subtitles", "convert", file("talk.srt", SRT), "-f", "vtt", "--quiet");
        assertEquals("""
                WEBVTT

                00:00:01.000 --> 00:00:02.500
                First line
                <i>second</i> line

                00:00:04.000 --> 00:00:06.000
                It is late.
                """, result.out());
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
        assertEquals("First line second line\nIt is late.\n",
                ai.launch("subtitles", "convert", at("talk.srt"), "-f", "txt").out());
    }

    @Test
    void theEndingSaysTheFormatAndNothingIsReplacedUnasked() throws IOException {
        String talk = file("talk.srt", SRT);
        assertEquals(0, ai.launch("subtitles", "convert", talk, "-o", at("talk.tsv")).exitCode());
        assertEquals("start\tend\ttext\n1000\t2500\tFirst line second line\n4000\t6000\tIt is late.\n",
                text("talk.tsv"));
        Cli.Result again = ai.launch("subtitles", "convert", talk, "-o", at("talk.tsv"));
        assertEquals(2, again.exitCode());
        assertTrue(again.err().contains("is there already"), again.err());
        assertEquals(0, ai.launch("subtitles", "convert", talk, "-o", at("talk.tsv"), "--overwrite").exitCode());
    }

    @Test
    void subtitlesOfStandardInputAreKnownByTheirText() {
        Cli.Result result = ai.stdin(SRT).launch("subtitles", "convert", "-", "-f", "lrc");
        assertEquals("[00:01.00]First line second line\n[00:02.50]\n[00:04.00]It is late.\n[00:06.00]\n", result.out());
    }

    @Test
    void timesAreShifted() throws IOException {
        String talk = file("talk.srt", SRT);
        assertTrue(ai.launch("subtitles", "shift", talk, "--by", "1.5s").out()
                .startsWith("1\n00:00:02,500 --> 00:00:04,000\nFirst line\n<i>second</i> line\n"));
        assertTrue(ai.launch("subtitles", "shift", talk, "--by=-200ms").out()
                .startsWith("1\n00:00:00,800 --> 00:00:02,300\n"));
        assertTrue(ai.launch("subtitles", "shift", talk, "--by", "-200ms").out()
                .startsWith("1\n00:00:00,800 --> 00:00:02,300\n"));
        assertTrue(ai.launch("subtitles", "shift", talk, "--scale", "25/20", "--by", "1s").out()
                .startsWith("1\n00:00:02,250 --> 00:00:04,125\n"));
        assertTrue(ai.launch("subtitles", "shift", file("talk.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n"), "--by",
                "1:00").out().startsWith("WEBVTT\n\n00:01:01.000 --> 00:01:02.000\n"));
    }

    @Test
    void whatWouldBeBeforeTheStartIsLeftOutAndTold() throws IOException {
        Cli.Result result = ai.launch("subtitles", "shift", file("talk.srt", SRT), "--by=-5s");
        assertEquals("1\n00:00:00,000 --> 00:00:01,000\nIt is late.\n", result.out());
        assertTrue(result.err().contains("1 subtitle would be before the start: left out"), result.err());
        assertEquals(3, result.exitCode());
    }

    @Test
    void aShiftBesideTheSourceIsNotShiftedAgain() throws IOException {
        file("subs/talk.srt", SRT);
        for (int i = 0; i < 2; i++) {
            Cli.Result result = ai.launch("subtitles", "shift", at("subs"), "--by", "1s", "-o", "source");
            assertEquals(0, result.exitCode(), result.err());
            assertEquals(List.of("talk.shifted.srt", "talk.srt"), names("subs"));
            assertTrue(text("subs/talk.shifted.srt").startsWith("1\n00:00:02,000"));
        }
        Cli.Result onto = ai.launch("subtitles", "shift", at("subs/talk.srt"), "--by", "1s", "-o", at("subs"),
                "--overwrite");
        assertEquals(1, onto.exitCode());
        assertTrue(onto.err().contains("its result would take its own place"), onto.err());
        assertEquals(SRT, text("subs/talk.srt"));
    }

    @Test
    void aFolderIsMirroredAndDoneOnce() throws IOException {
        file("subs/a.srt", SRT);
        file("subs/deep/b.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n");
        file("subs/notes.md", "no subtitles");
        file("subs/data.csv", "id,name\n1,x\n");
        file("subs/package.json", "{\"name\": \"x\"}");
        String[] command = {"subtitles", "convert", at("subs"), "-f", "lrc,txt", "-o", at("out") + "/"};
        assertEquals(0, ai.launch(command).exitCode());
        assertEquals(List.of("a.lrc", "a.txt", "deep"), names("out"));
        assertEquals("x\n", text("out/deep/b.txt"));
        Cli.Result again = ai.launch(command);
        assertTrue(again.err().contains("2 unchanged"), again.err());
        assertEquals(0, again.exitCode());
    }

    @Test
    void whatOneJobMadeIsNotReplacedByAnother() throws IOException {
        String talk = file("talk.srt", SRT);
        String out = at("out") + "/";
        assertEquals(0, ai.launch("subtitles", "convert", talk, "-o", out).exitCode());
        String converted = text("out/talk.srt");
        for (String[] other : new String[][]{
            {"subtitles", "shift", talk, "--by", "1s", "-o", out},
            {"subtitles", "shape", talk, "--max-lines", "1", "-o", out}}) {
            Cli.Result refused = ai.launch(other);
            assertTrue(refused.err().contains("talk.srt is there already\nhint: use --overwrite"), refused.err());
            assertEquals(1, refused.exitCode());
            assertEquals(converted, text("out/talk.srt"));
        }
        String later = at("later") + "/";
        assertEquals(0, ai.launch("subtitles", "shift", talk, "--by", "1s", "-o", later).exitCode());
        assertEquals(0, ai.launch("subtitles", "shift", talk, "--by", "2s", "-o", later).exitCode());
        assertTrue(text("later/talk.srt").startsWith("1\n00:00:03,000"), text("later/talk.srt"));
        file("later/talk.srt", "mended by hand");
        assertEquals(1, ai.launch("subtitles", "shift", talk, "--by", "3s", "-o", later).exitCode());
        assertEquals("mended by hand", text("later/talk.srt"));
    }

    @Test
    void oneBadFileIsOneFailure() throws IOException {
        String good = file("good.srt", SRT);
        String bad = file("bad.srt", "1\n00:00:0x,000 --> 00:00:02,000\nx\n");
        Cli.Result result = ai.launch("subtitles", "convert", good, bad, "-f", "vtt", "-o", at("out") + "/");
        assertEquals(3, result.exitCode());
        assertTrue(result.err().contains(bad + ": line 2: is not of the form"), result.err());
        assertEquals(List.of("good.vtt"), names("out"));
        assertEquals(1, ai.launch("subtitles", "convert", bad).exitCode());
    }

    @Test
    void savedTranscriptsAreRenderedAsIfTheyWereTranscribedAgain() throws IOException {
        String talk = file("talk.mp4", SPOKEN);
        ai.launch("transcribe", talk, "--words", "--json", "-o", at("talk.json"));
        for (String format : List.of("srt", "vtt", "txt", "tsv", "csv", "lrc")) {
            assertEquals(
                    ai.launch("transcribe", talk, "--words", "-f", format).out(),
                    ai.launch("subtitles", "convert", at("talk.json"), "-f", format).out());
        }
        assertEquals(
                ai.launch("transcribe", talk, "--words", "-f", "vtt", "--word-times", "--max-width", "20").out(),
                ai.launch("subtitles", "convert", at("talk.json"), "-f", "vtt", "--word-times", "--max-width", "20")
                        .out());
    }

    @Test
    void aFileOfRecordsGivesAFileForEach() throws IOException {
        file("talks/a.mp4", SPOKEN);
        file("talks/deep/b.mp4", "language de\n0 1 Guten Abend.\n");
        file("talks/c.mp4", "damaged");
        ai.launch("transcribe", at("talks"), "-o", at("all.ndjson"));
        Cli.Result result = ai.launch(
                "subtitles", "convert", at("all.ndjson"), "-f", "srt", "-o", at("out") + "/", "--language-in-name",
                "-v");
        assertEquals(0, result.exitCode(), result.err());
        Path root = Path.of(at("out")).resolve(work.getRoot().relativize(work).toString()).resolve("talks");
        assertTrue(Files.exists(root.resolve("a.en.srt")), result.err());
        assertEquals("1\n00:00:00,000 --> 00:00:01,000\nGuten Abend.\n",
                Files.readString(root.resolve("deep/b.de.srt")));
        assertTrue(result.err().contains("its record says that it was failed"), result.err());
        Cli.Result together = ai.launch("subtitles", "convert", at("all.ndjson"), "-f", "srt");
        assertTrue(together.err().contains("holds several transcripts"), together.err());
        assertEquals("", together.out());
        assertEquals(1, together.exitCode());
    }

    @Test
    void recordsNeverLeadOutOfTheFolder() throws IOException {
        String segments = "\"segments\":[{\"start\":0,\"end\":1,\"text\":\" x\"}]}\n";
        file("in/all.ndjson", "{\"input\":\"../../up.mp4\"," + segments + "{\"input\":\"/etc/down.mp4\"," + segments
                + "{\"input\":\"-\"," + segments);
        assertEquals(0, ai.launch("subtitles", "convert", at("in/all.ndjson"), "-o", at("out") + "/").exitCode());
        assertEquals(List.of("etc", "record-3.srt", "up.srt"), names("out"));
        assertTrue(Files.exists(work.resolve("out/etc/down.srt")));
        assertEquals(List.of("in", "out"), names("."));
    }

    @Test
    void everythingIsShapedAnew() throws IOException {
        String talk = file("talk.srt",
                "1\n00:00:01,000 --> 00:00:06,000\nThe boat that brought\nhis bread and his oil did not take any post.\n");
        assertEquals("""
                1
                00:00:01,000 --> 00:00:03,341
                The boat
                that brought his bread

                2
                00:00:03,424 --> 00:00:06,000
                and his oil
                did not take any post.
                """, ai.launch("subtitles", "shape", talk, "--max-width", "24").out());
        String one = ai.launch("subtitles", "shape", talk, "--max-cue-words", "1", "-f", "tsv").out();
        assertEquals(15, one.lines().count());
    }

    @Test
    void mistakesOfTheUserAreToldFirst() throws IOException {
        String talk = file("talk.srt", SRT);
        for (String[] args : new String[][]{
            {"subtitles"},
            {"subtitles", "shift", talk},
            {"subtitles", "shift", talk, "--by", "soon"},
            {"subtitles", "shift", talk, "--by", "1s", "--scale", "0"},
            {"subtitles", "shift", talk, "--scale", "25/0"},
            {"subtitles", "convert", talk, "--encoding", "klingon"},
            {"subtitles", "convert", talk, "--language", "english"},
            {"subtitles", "convert", talk, "-f", "npy"},
            {"subtitles", "convert", talk, "-o", at("talk.xyz")},
            {"subtitles", "convert", talk, talk + "2", "-o", at("both.srt")},
            {"subtitles", "shape", talk, "--min-duration", "9s"}}) {
            Cli.Result result = ai.launch(args);
            assertEquals(2, result.exitCode(), String.join(" ", args) + ": " + result.err());
            assertTrue(result.err().startsWith("ai: ") && result.err().contains("hint: "), result.err());
            assertFalse(result.err().contains("Exception"), result.err());
        }
    }

    @Test
    void oldEncodingsAreReadByName() throws IOException {
        Path talk = work.resolve("talk.srt");
        Files.write(talk, "1\n00:00:01,000 --> 00:00:02,000\nžluťoučký kůň\n".getBytes("windows-1250"));
        Cli.Result result = ai.launch("subtitles", "convert", talk.toString(), "--encoding", "windows-1250", "-f",
                "txt");
        assertEquals("žluťoučký kůň\n", result.out());
        assertEquals(0, result.exitCode());
        assertEquals(3, ai.launch("subtitles", "convert", talk.toString(), "-f", "txt").exitCode());
    }

    @Test
    void aPlanIsPrintedWithoutDoingIt() throws IOException {
        String talk = file("talk.srt", SRT);
        Cli.Result result = ai.launch("subtitles", "convert", talk, "-f", "vtt", "-o", "source", "--dry-run");
        assertEquals("output: beside each input, vtt\nconvert: " + talk + "\ninputs: 1\n", result.out());
        assertEquals(List.of("talk.srt"), names("."));
    }

    @Test
    void recordsOfSubtitlesNameNoModel() throws IOException {
        String other = file("other.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nx\n");
        ai.launch("subtitles", "convert", other, file("talk.srt", SRT), "-o", at("all.ndjson"));
        assertEquals(0, ai.launch("subtitles", "convert", at("all.ndjson"), "-o", at("out") + "/").exitCode());
        String record = ai.launch("subtitles", "convert", file("talk.srt", SRT), "--json").out();
        assertTrue(record.startsWith("{\"schema\":\"ai.subtitles/1\",\"input\":"), record);
        assertFalse(record.contains("\"model\""), record);
        // What was read from subtitles stays as it was shaped, through records too.
        assertEquals(SRT, ai.stdin(record.getBytes(StandardCharsets.UTF_8)).launch("subtitles", "convert", "-").out());
    }
}
