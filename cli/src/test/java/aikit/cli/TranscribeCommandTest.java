package aikit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.audio.SpeechRange;
import aikit.audio.TranscribeOptions;
import aikit.audio.VoiceActivity;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `ai transcribe` as a user runs it, with a model that hears what a script says.
class TranscribeCommandTest extends AtWork {

    private static final String HELLO = "language en\n0 1.5 Hello there.\n1.5 3 How are you?\n";

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void whatIsSaidGoesToStandardOutput() throws IOException {
        Cli.Result result = ai.launch("transcribe", file("talk.mp3", HELLO), "--quiet");
        assertEquals("", result.err());
        assertEquals("Hello there.\nHow are you?\n", result.out());
        assertEquals(0, result.exitCode());
    }

    @Test
    void aTerminalShowsTimesAsTheyCome() throws IOException {
        String talk = file("talk.mp3", HELLO);
        Cli.Result result = ai.terminals(true, true, false).launch("transcribe", talk);
        assertEquals("[0:00:00] Hello there.\n[0:00:01] How are you?\n", result.out());
        String late = file("late.mp3", "3723.5 3724 Late.\n");
        Cli.Result two = ai.launch("transcribe", talk, late);
        assertEquals("==> " + talk + " <==\n" + result.out() + "\n==> " + late + " <==\n[1:02:03] Late.\n", two.out());
    }

    @Test
    void aRecordSaysEverything() throws IOException {
        String talk = file("talk.mp3", "language en\nspeech 2\n0 1.5 Hello there.\n");
        JsonNode record = json(ai.launch("transcribe", talk, "--json", "--words").out());
        String expected = "{'schema':'ai.transcribe/1','input':'" + talk + "','status':'ok','fingerprint':'FP',"
                + "'coverage':{'ratio':0.75,'method':'energy','speech':2.0,'transcribed':1.5},"
                + "'task':'transcribe','language':'en','duration':1.5,'text':'Hello there.',"
                + "'segments':[{'id':0,'start':0.0,'end':1.5,'text':' Hello there.','tokens':[7],'temperature':0.0,"
                + "'avg_logprob':-0.25,'compression_ratio':1.5,'no_speech_prob':0.125,"
                + "'words':[{'word':' Hello there.','start':0.0,'end':1.5,'probability':0.5}]}],"
                + "'language_probability':1.0,'model':{'name':'script','revision':'local','sha256':'" + "1".repeat(64)
                + "','precision':'fp32'},'device':'cpu','elapsed_ms':N}";
        assertEquals(expected.replace('\'', '"'), record.toString()
                .replaceFirst("print\":\"[0-9a-f]{16}\"", "print\":\"FP\"").replaceFirst("_ms\":\\d+", "_ms\":N"));
    }

    @Test
    void textsOfSeveralRecordingsStandUnderTheirNames() throws IOException {
        String a = file("a.mp3", HELLO);
        String b = file("b.wav", "0 1 Bye.\n");
        Cli.Result result = ai.launch("transcribe", a, b);
        assertEquals("==> " + a + " <==\nHello there.\nHow are you?\n\n==> " + b + " <==\nBye.\n", result.out());
        assertEquals(2, ai.launch("transcribe", a, b, "--json").lines().size());
        assertTrue(ai.launch("transcribe", a, b, "-f", "md").out().contains("# "));
    }

    @ParameterizedTest
    @CsvSource({"srt", "vtt", "tsv", "csv", "lrc"})
    void whatCannotBeReadTogetherIsNotPutTogether(String format) throws IOException {
        String a = file("a.mp3", HELLO);
        String b = file("b.mp3", HELLO);
        for (String[] args : new String[][]{
            {"transcribe", a, b, "-f", format},
            {"transcribe", at("."), "-o", at("all." + format)}}) {
            Cli.Result result = ai.launch(args);
            assertEquals("ai: --format " + format + ": several inputs need several files\n"
                    + "hint: use -o DIR/ or -o source\n", result.err());
            assertEquals(2, result.exitCode());
        }
        Cli.Result one = ai.launch("transcribe", a, "-f", format);
        assertEquals(0, one.exitCode(), one.err());
        assertEquals(0, ai.launch("transcribe", a, "-o", at("one." + format)).exitCode());
        assertEquals(one.out(), text("one." + format));
        assertEquals(2, ai.launch("transcribe", a, "-o", at("one." + format)).exitCode(), "nothing is replaced");
    }

    @Test
    void subtitlesGetTheNameOfTheRecording() throws IOException {
        file("in/talk.mp4", HELLO);
        file("in/more/Sound.WAV", "0 1 Bye.\n");
        Cli.Result result = ai.launch("transcribe", at("in"), "-o", at("out") + "/", "-f", "srt,json,txt");
        assertEquals(0, result.exitCode(), result.err());
        assertEquals(List.of("more", "talk.json", "talk.srt", "talk.txt"), names("out"));
        assertEquals(List.of("Sound.json", "Sound.srt", "Sound.txt"), names("out/more"));
        assertTrue(text("out/talk.srt").startsWith("1\n00:00:00,000 --> "), text("out/talk.srt"));
        assertTrue(text("out/talk.srt").contains("\nHello there.\n"), text("out/talk.srt"));
        assertEquals("Hello there. How are you?", json(text("out/talk.json")).path("text").asString());
        assertEquals(0, ai.launch("transcribe", at("in"), "-o", "source", "-f", "vtt").exitCode());
        assertEquals(List.of("more", "talk.mp4", "talk.vtt"), names("in"));
    }

    @Test
    void anotherFormatIsMadeAndWhatIsThereStaysAsItIs() throws IOException {
        String talk = file("in/talk.mp4", HELLO);
        assertEquals(0, ai.launch("transcribe", at("in"), "-o", "source", "-f", "srt").exitCode());
        file("in/talk.srt", "mended by hand");
        Cli.Result more = ai.launch("transcribe", at("in"), "-o", "source", "-f", "srt,vtt");
        assertEquals(0, more.exitCode(), more.err());
        assertTrue(text("in/talk.vtt").startsWith("WEBVTT"));
        assertEquals("mended by hand", text("in/talk.srt"));
        assertEquals("0 done, 1 unchanged\n",
                ai.launch("transcribe", at("in"), "-o", "source", "-f", "vtt,srt", "-v").err());
        file("in/talk.mp4", HELLO + "3 4 Fine.\n");
        assertEquals(0, ai.launch("transcribe", talk, "-o", "source", "-f", "vtt").exitCode());
        assertTrue(text("in/talk.vtt").contains("Fine."), "nobody has touched it");
        assertEquals(0, ai.launch("transcribe", talk, "-o", "source", "-f", "srt", "--overwrite").exitCode());
        assertTrue(text("in/talk.srt").contains("Fine."), "made anew, although the journal knows the new recording");
    }

    @Test
    void whatWasMendedByHandIsNeverReplacedUnasked() throws IOException {
        String talk = file("in/talk.mp4", HELLO);
        String[] run = {"transcribe", talk, "-o", "source", "-f", "srt,vtt"};
        String[] shaped = {"transcribe", talk, "-o", "source", "-f", "srt,vtt", "--max-width", "20"};
        assertEquals(0, ai.launch(run).exitCode());
        assertEquals(0, ai.launch(shaped).exitCode(), "what nobody has touched is replaced");
        file("in/talk.srt", "mended by hand");
        for (int i = 0; i < 2; i++) {
            Cli.Result refused = ai.launch(run);
            assertEquals("ai: " + talk + ": " + work.resolve("in/talk.srt")
                    + " is there already\nhint: use --overwrite to replace it\n", refused.err());
            assertEquals(1, refused.exitCode());
            assertEquals("mended by hand", text("in/talk.srt"));
        }
        assertEquals(0, ai.launch(shaped).exitCode(), "it is still what the journal says");
        file("in/talk.mp4", "damaged\n");
        ai.launch("transcribe", talk, "-o", "source", "-f", "vtt");
        file("in/talk.vtt", "mended, too");
        file("in/talk.mp4", HELLO + "3 4 Fine.\n");
        assertEquals(1, ai.launch("transcribe", talk, "-o", "source", "-f", "vtt").exitCode());
        assertEquals("mended, too", text("in/talk.vtt"), "a failure in between forgets nothing");
        assertEquals(0, ai.launch("transcribe", talk, "-o", "source", "-f", "srt,vtt", "--overwrite").exitCode());
        assertTrue(text("in/talk.srt").contains("Fine."));
        assertTrue(text("in/talk.vtt").contains("Fine."));
    }

    @Test
    void whatIsPutThereAfterAFailureIsNotOurs() throws IOException {
        String talk = file("in/talk.mp4", "damaged\n");
        String[] run = {"transcribe", talk, "-o", "source", "-f", "srt"};
        assertEquals(1, ai.launch(run).exitCode());
        file("in/talk.srt", "written by hand");
        file("in/talk.mp4", HELLO);
        assertEquals(1, ai.launch(run).exitCode());
        assertEquals("written by hand", text("in/talk.srt"));
    }

    @Test
    void theLanguageThatIsFoundReplacesNothingUnasked() throws IOException {
        String talk = file("in/talk.mp4", "language de\n0 1 Guten Tag.\n");
        String[] run = {"transcribe", talk, "-o", "source", "-f", "srt", "--language-in-name"};
        assertEquals(0, ai.launch(run).exitCode());
        file("in/talk.en.srt", "made by hand");
        file("in/talk.mp4", HELLO);
        Cli.Result refused = ai.launch(run);
        assertTrue(refused.err().contains("talk.en.srt is there already"), refused.err());
        assertEquals(1, refused.exitCode());
        assertEquals("made by hand", text("in/talk.en.srt"));
        assertEquals(0, ai.launch("transcribe", talk, "-o", "source", "-f", "srt", "--language-in-name", "--overwrite")
                .exitCode());
        assertTrue(text("in/talk.en.srt").contains("Hello there."));
    }

    @Test
    void filesOfAJournalWithoutHashesAreOurs() throws IOException {
        String talk = file("in/talk.mp4", HELLO);
        String out = at("out") + "/";
        assertEquals(0, ai.launch("transcribe", talk, "-o", out, "-f", "srt").exitCode());
        String journal = text("out/.ai-transcribe.ndjson");
        assertTrue(journal.contains(",\"made\":\""), journal);
        file("out/.ai-transcribe.ndjson", journal.replaceAll(",\"made\":\"[0-9a-f]{16}\"", ""));
        assertEquals(0, ai.launch("transcribe", talk, "-o", out, "-f", "srt", "--max-width", "20").exitCode());
        assertTrue(text("out/.ai-transcribe.ndjson").contains("\"made\""), "known from now on");
    }

    @Test
    void aFileOfSomebodyElseIsNeverReplacedUnasked() throws IOException {
        String talk = file("in/talk.mp4", HELLO);
        assertEquals(0, ai.launch("transcribe", talk, "-o", "source", "-f", "srt").exitCode());
        file("in/talk.txt", "my notes on the talk");
        Cli.Result refused = ai.launch("transcribe", talk, "-o", "source", "-f", "srt,txt");
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("talk.txt is there already\nhint: use --overwrite"), refused.err());
        assertEquals("my notes on the talk", text("in/talk.txt"));
        assertEquals(0, ai.launch("transcribe", talk, "-o", "source", "-f", "txt", "--overwrite").exitCode());
        assertEquals("Hello there.\nHow are you?\n", text("in/talk.txt"));
    }

    @Test
    void twoRecordingsOfOneNameAreToldApart() throws IOException {
        file("in/talk.mp3", HELLO);
        String film = file("in/talk.mp4", HELLO);
        Cli.Result result = ai.launch("transcribe", at("in"), "-o", "source", "-f", "srt", "--quiet");
        assertEquals("ai: " + film + ": its result would take the place of another one, "
                + work.resolve("in/talk.srt") + "\nhint: keep their endings apart with --full-names\n", result.err());
        assertEquals(3, result.exitCode());
        assertEquals(0,
                ai.launch("transcribe", at("in"), "-o", "source", "-f", "srt", "--full-names").exitCode());
        assertEquals(List.of("talk.mp3", "talk.mp3.srt", "talk.mp4", "talk.mp4.srt", "talk.srt"), names("in"));
    }

    @Test
    void theLanguageStandsInNamesOnRequest() throws IOException {
        file("in/talk.mp4", "language de\n0 1 Guten Tag.\n");
        file("in/silence.wav", "");
        String[] found = {"transcribe", at("in"), "-o", "source", "-f", "srt", "--language-in-name"};
        assertEquals(0, ai.launch(found).exitCode());
        assertEquals(List.of("silence.srt", "silence.wav", "talk.de.srt", "talk.mp4"), names("in"));
        assertEquals("0 done, 2 unchanged\n", ai.launch(found).err());
        String[] english = {"transcribe", at("in"), "-o", "source", "-f", "srt", "--language-in-name",
            "--translate"};
        assertEquals(0, ai.launch(english).exitCode());
        assertEquals(List.of("silence.en.srt", "silence.srt", "silence.wav", "talk.de.srt", "talk.en.srt", "talk.mp4"),
                names("in"));
        file("more/talk.mp4", "language de\n0 1 Guten Tag.\n");
        file("more/talk.fr.srt", "made by hand");
        Cli.Result refused = ai.launch("transcribe", at("more"), "-o", "source", "-f", "srt",
                "--language-in-name");
        assertTrue(refused.err().contains("talk.fr.srt is there already"), refused.err());
        assertEquals(0, ai.launch("transcribe", at("more"), "-o", "source", "-f", "srt", "--language-in-name",
                "--language", "German").exitCode());
        assertEquals("made by hand", text("more/talk.fr.srt"));
    }

    @Test
    void whatGlobsMatchIsNotWhatAnEarlierRunMade() throws IOException {
        file("in/talk.mp4", HELLO);
        for (int i = 0; i < 2; i++) {
            assertEquals(0, ai.launch("transcribe", at("in") + "/*", "-o", "source", "-f", "srt,txt").exitCode());
        }
        assertEquals(List.of("talk.mp4", "talk.srt", "talk.txt"), names("in"));
    }

    @Test
    void oneBadRecordingNeverStopsTheOthers() throws IOException {
        file("in/a.mp3", "damaged\n");
        file("in/b.mp3", "warn ends before its declared end\n" + HELLO);
        file("in/c.mp3", HELLO);
        Cli.Result result = ai.launch("transcribe", at("in"), "-o", at("out.ndjson"));
        assertEquals(3, result.exitCode());
        List<JsonNode> records = Files.readAllLines(work.resolve("out.ndjson")).stream()
                .map(TranscribeCommandTest::json).toList();
        assertEquals(List.of("failed", "partial", "ok"),
                records.stream().map(record -> record.path("status").asString()).toList());
        assertEquals("[\"ends before its declared end\"]", records.get(1).path("warnings").toString());
        Cli.Result again = ai.launch("transcribe", at("in"), "-o", at("out.ndjson"));
        assertEquals(3, again.exitCode());
        assertTrue(again.err().startsWith("0 done, 1 in part, 1 unchanged, 1 failed earlier\n"), again.err());
        assertEquals(1, ai.launch("transcribe", at("in/a.mp3")).exitCode());
        assertEquals(3, ai.launch("transcribe", at("in"), "-o", at("out") + "/", "-f", "srt").exitCode());
        assertEquals(List.of("b.srt", "c.srt"), names("out"));
    }

    @Test
    void silenceIsAnEmptySuccess() throws IOException {
        String silence = file("silence.wav", "");
        for (String format : List.of("txt", "srt", "vtt", "tsv", "csv", "lrc", "md", "json")) {
            Cli.Result result = ai.launch("transcribe", silence, "-f", format);
            assertEquals(0, result.exitCode(), format);
            assertEquals("", result.err());
        }
        assertEquals("", ai.launch("transcribe", silence).out());
        assertEquals("[]", json(ai.launch("transcribe", silence, "--json").out()).path("segments").toString());
    }

    @Test
    void aGateOnCoverageTripsInEveryRun() throws IOException {
        file("in/a.mp3", "speech 10\n0 3.1 Hello.\n");
        file("in/b.mp3", HELLO);
        for (String output : List.of("out.ndjson", "out/")) {
            String out = work.resolve(output) + (output.endsWith("/") ? "/" : "");
            String[] run = {"transcribe", at("in"), "-o", out, "--min-coverage", "0.8"};
            Cli.Result first = ai.launch(run);
            assertEquals(4, first.exitCode());
            assertTrue(first.err().startsWith("ai: " + at("in/a.mp3")
                    + ": only 31.0% of the speech became text, less than 80.0%\nhint: "), first.err());
            Cli.Result again = ai.launch(run);
            assertEquals(4, again.exitCode(), output);
            assertTrue(again.err().contains("0 done, 2 unchanged"), again.err());
            assertEquals(0, ai.launch("transcribe", at("in"), "-o", out, "--min-coverage", "0.3").exitCode());
        }
        JsonNode record = json(Files.readAllLines(work.resolve("out.ndjson")).getFirst());
        assertEquals("{\"ratio\":0.31,\"enough\":false,\"method\":\"energy\",\"speech\":10.0,\"transcribed\":3.1}",
                record.path("coverage").toString());
        assertEquals("ok", record.path("status").asString());
    }

    @Test
    void whatShapesSubtitlesChangesNoRecord() throws IOException {
        String talk = file("in/talk.mp4",
                "language en\n0 9 One two three four five six seven eight nine ten eleven.\n");
        String out = at("out") + "/";
        assertEquals(0, ai.launch("transcribe", talk, "-o", out, "-f", "srt").exitCode());
        String wide = text("out/talk.srt");
        assertEquals(0, ai.launch("transcribe", talk, "-o", out, "-f", "srt", "--max-width", "16").exitCode());
        assertNotEquals(wide, text("out/talk.srt"));
        String records = at("out.ndjson");
        ai.launch("transcribe", talk, "-o", records);
        assertEquals("0 done, 1 unchanged\n",
                ai.launch("transcribe", at("in"), "-o", records, "--max-width", "16", "-v").err());
    }

    @Test
    void standardInputIsARecording() throws IOException {
        assertEquals("Hello there.\nHow are you?\n", ai.stdin(HELLO).launch("transcribe", "-").out());
        ai.stdin(HELLO).launch("transcribe", "-", "-o", at("out") + "/", "-f", "srt");
        assertEquals(List.of("stdin.srt"), names("out"));
        assertEquals("-", json(ai.stdin(HELLO).launch("transcribe", "--json").out()).path("input").asString());
        Cli.Result none = new Cli(home).terminals(true, false, false).launch("transcribe");
        assertEquals("ai: no input\nhint: name files or folders, - for standard input\n", none.err());
    }

    @Test
    void soundThatHasNoEndYetIsTranscribedAsItComes() {
        ai.stdin(new byte[64]);
        assertEquals("64 bytes\n", ai.launch("transcribe", "--live").out());
        assertEquals("64 bytes\n", ai.launch("transcribe", "--live", "-").out());
        assertEquals("[0:00:00] 64 bytes\n", ai.terminals(false, true, false).launch("transcribe", "--live").out());
        assertEquals("{\"schema\":\"ai.segment/1\",\"start\":0.0,\"end\":1.0,\"text\":\"64 bytes\"}\n",
                ai.launch("transcribe", "--live", "-f", "ndjson").out());
        assertEquals(2, ai.launch("transcribe", "--live", "-f", "srt").exitCode());
        assertEquals(2, ai.launch("transcribe", "--live", "talk.mp3").exitCode());
        assertEquals(2, ai.launch("transcribe", "--live", "-o", "source").exitCode());
    }

    @Test
    void theGateOnCoverageStandsBehindLiveSoundToo() {
        ai.stdin(new byte[640]);
        Cli.Result result = ai.launch("transcribe", "--live", "--min-coverage", "0.8", "--quiet");
        assertEquals("640 bytes\n", result.out());
        assertTrue(result.err().startsWith("ai: -: only 10.0% of the speech became text, less than 80.0%\nhint: "),
                result.err());
        assertEquals(4, result.exitCode());
        assertEquals(0, ai.launch("transcribe", "--live", "--min-coverage", "0.1").exitCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--batch-size 8", "--clip 1-2", "--track 2", "--max-width 30", "--max-lines 1",
        "--max-words 3", "--max-cue-words 3", "--max-cps 9", "--min-duration 1", "--max-duration 3", "--min-gap 1",
        "--max-pause 1", "--no-sentences", "--keep-segments", "--word-times", "--language-in-name", "--full-names",
        "--overwrite", "--dry-run"})
    void whatLiveSoundCannotHaveIsRefused(String options) {
        String[] args = Stream.concat(Stream.of("transcribe", "--live"), Stream.of(options.split(" ")))
                .toArray(String[]::new);
        Cli.Result result = ai.stdin(new byte[64]).launch(args);
        assertEquals("ai: --live and " + options.split(" ")[0]
                + ": do not go together\nhint: leave out one of them\n", result.err());
        assertEquals(2, result.exitCode());
        assertEquals("", result.out());
    }

    @Test
    void settingsForRecordingsDoNotDisturbLiveSound() throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/config.yaml"), "transcribe.batch-size: 8\ntranscribe.max-width: 30\n");
        assertEquals("64 bytes\n", ai.stdin(new byte[64]).launch("transcribe", "--live").out());
    }

    @Test
    void everyOptionReachesTheModel() throws IOException {
        String talk = file("talk.mp3", HELLO);
        ai.launch("transcribe", talk);
        assertEquals(TranscribeOptions.DEFAULT, ScriptedSpeech.last());
        ai.launch("transcribe", talk, "--languages", "de,English", "--detect-windows", "4", "--task", "translate",
                "--prompt", "Names: Ann.", "--carry-prompt", "--hotwords", "ONNX", "--prefix", "So", "--no-context",
                "--beam-size", "5", "--best-of", "3", "--patience", "1.5", "--length-penalty", "0.8", "--max-tokens",
                "224", "--temperature",
                "0,0.4", "--compression-ratio-threshold", "none", "--logprob-threshold", "-0.5",
                "--no-speech-threshold", "0.7", "--suppress-tokens", "-1,50364", "--vad", "energy", "--vad-threshold",
                "0.4", "--vad-min-speech", "250ms", "--vad-min-silence", "1.5s", "--vad-pad", "0.2", "--track", "DEU",
                "--clip", "1:02:03.5-2h", "--clip", "00:10-20,15-25,90-", "--words");
        TranscribeOptions options = ScriptedSpeech.last();
        assertEquals(new TranscribeOptions.Language("", List.of("de", "en"), 4, true), options.language());
        assertEquals(new TranscribeOptions.Context("Names: Ann.", true, "ONNX", "So", false), options.context());
        assertEquals(new TranscribeOptions.Search(5, 3, 1.5, 0.8, 224, List.of(0.0, 0.4), List.of(-1, 50364)),
                options.search());
        assertEquals(new TranscribeOptions.Gates(Double.NaN, -0.5, 0.7), options.gates());
        assertEquals("energy", options.speech().vad());
        assertEquals(new VoiceActivity.Options(0.4, 0.25, 1.5, 0.2), options.speech().options());
        assertEquals("deu", options.speech().track());
        assertEquals(List.of(new SpeechRange(10, 25), new SpeechRange(90, Double.POSITIVE_INFINITY)),
                options.speech().clips());
        assertEquals(new TranscribeOptions.Windows(0, true, true), options.windows());
        ai.launch("transcribe", talk, "--no-timestamps", "--temperature", "0", "--suppress-tokens", "", "-l", "DE",
                "--batch-size", "8");
        assertEquals(new TranscribeOptions.Windows(8, false, false), ScriptedSpeech.last().windows());
        assertEquals(List.of(0.0), ScriptedSpeech.last().search().temperatures());
        assertEquals(List.of(), ScriptedSpeech.last().search().suppress());
        assertEquals("de", ScriptedSpeech.last().language().code());
        ai.launch("transcribe", talk, "--word-times");
        assertTrue(ScriptedSpeech.last().windows().words());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--language klingonish | --language klingonish: is no language",
        "--language de --languages de,en | --language and --languages: contradict each other",
        "--task dub | --task dub: is none of the choices",
        "--detect-windows 0 | --detect-windows 0: is out of bounds",
        "--carry-prompt | --carry-prompt: there is no prompt",
        "--beam-size 0 | --beam-size 0: is out of bounds",
        "--best-of 101 | --best-of 101: is out of bounds",
        "--patience 0 | --patience 0: is out of bounds",
        "--length-penalty x | --length-penalty x: is not a number",
        "--temperature 0,x | --temperature x: is not a number",
        "--temperature -1 | --temperature -1: is out of bounds",
        "--logprob-threshold 1 | --logprob-threshold 1: is out of bounds",
        "--no-speech-threshold 60 | --no-speech-threshold 60: is out of bounds",
        "--suppress-tokens 1,a | --suppress-tokens a: is no number of a token",
        "--vad webrtc | --vad webrtc: is none of the choices",
        "--vad-threshold 2 | --vad-threshold 2: is out of bounds",
        "--vad-pad soon | --vad-pad soon: is no time",
        "--vad-min-silence -1 | --vad-min-silence -1: is no time",
        "--track 0 | --track 0: is no track",
        "--clip 10 | --clip 10: is no part",
        "--clip 20-10 | --clip 20-10: ends before it begins",
        "--clip 1:2s-3 | --clip 1:2s: is no time",
        "--batch-size -1 | --batch-size -1: is out of bounds",
        "--batch-size 8 --detect-windows 2 | --detect-windows and --batch-size: in fast mode the first stretch of "
                + "speech tells the language",
        "--words --no-timestamps | --words and --no-timestamps: contradict each other",
        "--min-coverage 80 | --min-coverage 80: is out of bounds",
        "--max-width 3 | --max-width 3: is out of bounds",
        "--max-lines 0 | --max-lines 0: is out of bounds",
        "--max-cps -5 | --max-cps -5: is out of bounds",
        "--min-duration 8 | --max-duration 7s: is less than --min-duration",
        "--format docx | --format docx: is not offered here",
        "--format npy | --format npy: is not offered here",
    })
    void mistakesAreUsageErrors(String options, String message) {
        String[] args = Stream.concat(Stream.of("transcribe", "talk.mp3"), Stream.of(options.split(" ")))
                .toArray(String[]::new);
        Cli.Result result = ai.launch(args);
        assertEquals("ai: " + message, result.err().lines().findFirst().orElse(""));
        assertEquals(2, result.exitCode());
        assertEquals("", result.out());
    }

    @Test
    void helpIsInSections() {
        String help = ai.launch("transcribe", "--help").out();
        int last = 0;
        for (String heading : List.of("Examples:", "Usage:", "Output:", "Language:", "Words to expect:",
                "What is listened to:", "How it is transcribed:", "Subtitles (srt, vtt, lrc):", "Model:", "Inputs:",
                "Of every command:")) {
            int at = help.indexOf("\n" + heading);
            assertTrue(at > last || heading.equals("Examples:"), heading + "\n" + help);
            last = at;
        }
        assertTrue(help.lines().allMatch(line -> line.length() <= 110), help);
    }

    @Test
    void settingsGiveUsualValues() throws IOException {
        String talk = file("talk.mp3", HELLO);
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/config.yaml"), "transcribe.language: fr\ntranscribe.beam-size: 5\n");
        ai.launch("transcribe", talk);
        assertEquals("fr", ScriptedSpeech.last().language().code());
        assertEquals(5, ScriptedSpeech.last().search().beams());
    }

    @Test
    void aDryRunTellsThePlan() throws IOException {
        String talk = file("in/talk.mp3", "boom\n");
        Cli.Result result = ai.launch("transcribe", at("in"), "-o", "source", "-f", "srt,vtt", "--dry-run");
        assertEquals("model: the usual one for transcribe\noutput: beside each input, srt, vtt\ntranscribe: " + talk
                + "\ninputs: 1\n", result.out());
        assertEquals(70, ai.launch("transcribe", talk).exitCode());
    }
}
