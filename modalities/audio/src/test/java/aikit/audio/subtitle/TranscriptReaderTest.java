package aikit.audio.subtitle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Input;
import aikit.Result.Segment;
import aikit.Result.Transcript;
import aikit.batch.Outcome;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Files as other programs and people write them.
class TranscriptReaderTest {

    private static final TranscriptReader READER = new TranscriptReader(Optional.empty());

    private static Transcript read(String name, String text) {
        return READER.read(new Input.OfBytes(text.getBytes(StandardCharsets.UTF_8), name)).getFirst().transcript();
    }

    /// Cues as `start-end:text`, seconds and lines.
    private static List<String> cues(Transcript transcript) {
        List<String> cues = new ArrayList<>();
        for (Segment s : transcript.segments()) {
            cues.add(s.start() + "-" + s.end() + ":" + s.text().strip().replace("\n", "|"));
        }
        return cues;
    }

    private static String refusal(String name, String text) {
        AiException e = assertThrows(AiException.class, () -> read(name, text));
        assertEquals(AiException.Kind.INPUT, e.kind());
        return e.getMessage();
    }

    @Test
    void subRipIsReadAsPeopleWriteIt() {
        String text = "\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\nFirst\r\nsecond line\r\n\r\n"
                + "00:00:03.000-->0:0:4,5  X1:40 X2:600\r\nno number\r\n2\r\n"
                + "00:00:05,000 --> 00:00:06,000\r\n17\r\n\r\nstill the same cue\r\n\r\n\r\n7\r\n1:02 -> 1:03\r\nlast";
        assertEquals(
                List.of("1.0-2.5:First|second line", "3.0-4.5:no number", "5.0-6.0:17|still the same cue",
                        "62.0-63.0:last"),
                cues(read("a.srt", text)));
    }

    @Test
    void aBrokenTimeIsRefusedByItsLine() {
        assertEquals(
                "a.srt: line 6: is not of the form 00:00:00,000 --> 00:00:00,000",
                refusal("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nx\n\n2\n00:00:0x --> 00:00:03,000\ny\n"));
        assertEquals(
                "a.srt: line 2: minutes and seconds go up to 59",
                refusal("a.srt", "1\n00:00:01,000 --> 00:99:02,000\nx\n"));
        assertEquals(
                "a.srt: has no cue: no line has times such as 00:00:00,000 --> 00:00:02,000",
                refusal("a.srt", "Dear diary\n"));
    }

    @Test
    void timesThatGoBackAreToldOnce() {
        Transcript read = read("a.srt", "1\n00:00:05,000 --> 00:00:02,000\nx\n\n2\n00:00:01,000 --> 00:00:00,500\ny\n");
        assertEquals(List.of("line 2: ends before it begins"), read.warnings());
        assertEquals(List.of("1.0-1.001:y", "5.0-5.001:x"), cues(read));
    }

    @Test
    void webVttIsReadWithItsBlocksAndTags() {
        String text = "WEBVTT - a title\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:fred\n\n"
                + "NOTE\n00:00.000 --> 00:01.000\n\n"
                + "intro\n00:01.000 --> 00:02.000 line:0 align:start\n<v Mary>Tom &amp; <i.loud>Jerry</i> &lt;3&nbsp;you\n- <c.x>two</c>\n\n"
                + "100:00:00.000 --> 100:00:01.000\nlate &#169; &#x4e2d;\n";
        assertEquals(
                List.of("1.0-2.0:Tom & <i>Jerry</i> <3\u00A0you|- two", "360000.0-360001.0:late \u00A9 \u4E2D"),
                cues(read("a.vtt", text)));
        assertTrue(read("a.vtt", "WEBVTT\n").segments().isEmpty());
    }

    @Test
    void wordsOfRollingCaptionsHaveTimes() {
        Transcript read = read("a.vtt",
                "WEBVTT\n\n00:00.000 --> 00:02.000\nso<00:00.500><c> we</c><00:01.250><c> went</c>\n");
        assertEquals(
                List.of("0.0-0.5:so", "0.5-1.25: we", "1.25-2.0: went"),
                read.segments().getFirst().words().stream()
                        .map(word -> word.start() + "-" + word.end() + ":" + word.text()).toList());
    }

    @Test
    void lyricsAreReadWithTheirTags() {
        String text = "[ar:Somebody]\n[offset:+500]\n[00:12.00][01:02.50]Refrain\n[00:15.5]\n[0:20]Verse <0:21.00>word <0:22.00>by\n";
        assertEquals(
                List.of("11.5-15.0:Refrain", "19.5-62.0:Verse word by", "62.0-67.0:Refrain"),
                cues(read("a.lrc", text)));
    }

    @Test
    void tablesTellSecondsFromMilliseconds() {
        assertEquals(List.of("0.0-2.5:a, \"b\"|c"),
                cues(read("a.csv", "start,end,text\n0.000,2.500,\"a, \"\"b\"\"\nc\"\n")));
        assertEquals(List.of("0.0-2.5:And so"), cues(read("a.csv", "start,end,text\n0,2500,\"And so\"\n")));
        assertEquals(List.of("0.0-2.5:And so"), cues(read("a.tsv", "start\tend\ttext\n0\t2500\tAnd so\n")));
        assertEquals("a.tsv: line 2: a time is not a number", refusal("a.tsv", "start\tend\ttext\nx\t1\ty\n"));
        assertEquals("a.csv: line 2: a quote is not closed", refusal("a.csv", "start,end,text\n0,1,\"y\n"));
    }

    @Test
    void theEncodingIsFoundOut() {
        byte[] western = "1\n00:00:01,000 --> 00:00:02,000\nGr\u00FC\u00DFe\n"
                .getBytes(Charset.forName("windows-1252"));
        Transcript read = READER.read(new Input.OfBytes(western, "a.srt")).getFirst().transcript();
        assertEquals(List.of("1.0-2.0:Gr\u00FC\u00DFe"), cues(read));
        assertEquals(List.of("is not UTF-8: read as windows-1252"), read.warnings());
        byte[] wide = "\uFEFF1\n00:00:01,000 --> 00:00:02,000\nGr\u00FC\u00DFe\n".getBytes(StandardCharsets.UTF_16LE);
        assertEquals(List.of("1.0-2.0:Gr\u00FC\u00DFe"),
                cues(READER.read(new Input.OfBytes(wide, "a.srt")).getFirst().transcript()));
        byte[] greek = "1\n00:00:01,000 --> 00:00:02,000\n\u03B3\u03B5\u03B9\u03B1\n"
                .getBytes(Charset.forName("ISO-8859-7"));
        TranscriptReader told = new TranscriptReader(Optional.of(Charset.forName("ISO-8859-7")));
        assertEquals(List.of("1.0-2.0:\u03B3\u03B5\u03B9\u03B1"),
                cues(told.read(new Input.OfBytes(greek, "a.srt")).getFirst().transcript()));
    }

    @Test
    void ourOwnRecordsComeBackWhole() {
        Transcript before = Transcripts.spoken("en", Samples.HARBOUR, 15);
        SavedTranscript saved = READER.read(new Input.OfBytes(
                JsonSamples.record(before).getBytes(StandardCharsets.UTF_8), "talk.json")).getFirst();
        assertEquals("talk.mp4", saved.recording());
        assertEquals(before, saved.transcript());
    }

    @Test
    void aFileOfRecordsHoldsSeveralTranscripts() {
        Transcript one = Transcripts.of("en", List.of(Transcripts.segment(0, 0, 1, " One.")));
        String records = JsonSamples.record("a.mp4", new Outcome.Done(one))
                + JsonSamples.record("b.mp4", new Outcome.Partial(one, List.of("cut off")));
        List<SavedTranscript> saved = READER.read(
                new Input.OfBytes(records.getBytes(StandardCharsets.UTF_8), "all.ndjson"));
        assertEquals(List.of("a.mp4", "b.mp4"), saved.stream().map(SavedTranscript::recording).toList());
        assertEquals(List.of("cut off"), saved.get(1).transcript().warnings());
    }

    @Test
    void openAiJsonIsRead() {
        Transcript read = read("a.json", """
                {"task": "transcribe", "language": "german", "duration": 8.0, "text": "Guten Tag. Wie geht es?",
                 "segments": [
                   {"id": 0, "seek": 0, "start": 0.0, "end": 2.0, "text": " Guten Tag.", "tokens": [1, 2],
                    "temperature": 0.2, "avg_logprob": -0.3, "compression_ratio": 1.1, "no_speech_prob": 0.05},
                   {"id": 1, "seek": 0, "start": 2.0, "end": 5.0, "text": " Wie geht es?"}],
                 "words": [{"word": "Guten", "start": 0.0, "end": 0.5}, {"word": "Tag", "start": 0.5, "end": 1.25},
                           {"word": "Wie", "start": 2.5, "end": 2.75}]}
                """);
        assertEquals("de", read.language());
        assertEquals(8, read.duration());
        assertEquals(List.of("0.0-2.0:Guten Tag.", "2.0-5.0:Wie geht es?"), cues(read));
        assertEquals(List.of(1, 2), read.segments().getFirst().tokens());
        assertEquals(2, read.segments().getFirst().words().size());
        assertEquals(2500, Cues.of(read, Shaping.DEFAULT).get(1).start());
    }

    @Test
    void whisperCppJsonIsReadWithItsTokens() {
        Transcript read = read("a.json", """
                {"systeminfo": "x", "result": {"language": "en"}, "transcription": [
                  {"timestamps": {"from": "00:00:00,000", "to": "00:00:01,000"}, "offsets": {"from": 0, "to": 1000},
                   "text": " And so", "tokens": [
                     {"text": "[_BEG_]", "offsets": {"from": 0, "to": 0}, "id": 50363, "p": 0.9},
                     {"text": " A", "offsets": {"from": 10, "to": 200}, "id": 1, "p": 0.9},
                     {"text": "nd", "offsets": {"from": 200, "to": 400}, "id": 1, "p": 0.5},
                     {"text": " so", "offsets": {"from": 400, "to": 900}, "id": 2, "p": 0.8}]}]}
                """);
        assertEquals(List.of("0.0-1.0:And so"), cues(read));
        assertEquals(
                List.of("0.01-0.4: And", "0.4-0.9: so"),
                read.segments().getFirst().words().stream()
                        .map(word -> word.start() + "-" + word.end() + ":" + word.text()).toList());
    }

    @Test
    void halvesOfCharactersInTokensDoNotSpoilTheText() {
        byte[] json = ("{\"result\": {\"language\": \"ja\"}, \"transcription\": [{\"offsets\": {\"from\": 0, \"to\": 900}, "
                + "\"text\": \"\u6E2F\", \"tokens\": [{\"text\": \"~\", \"offsets\": {\"from\": 0, \"to\": 900}}]}]}")
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < json.length; i++) {
            json[i] = json[i] == '~' ? (byte) 0xE6 : json[i];
        }
        Transcript read = READER.read(new Input.OfBytes(json, "a.json")).getFirst().transcript();
        assertEquals("\u6E2F", read.text());
        assertEquals(List.of(), read.warnings());
        assertEquals("\u6E2F", Cues.of(read, Shaping.DEFAULT).getFirst().text());
    }

    @Test
    void whisperXJsonIsReadAlthoughWordsLackTimes() {
        Transcript read = read("a.json", """
                {"segments": [{"start": 1.0, "end": 3.0, "text": "It was 1984, then.", "words": [
                   {"word": "It", "start": 1.0, "end": 1.2, "score": 0.9}, {"word": "was", "start": 1.3, "end": NaN},
                   {"word": "1984,"}, {"word": "then.", "start": 2.5, "end": 2.9, "score": 0.4}]}],
                 "word_segments": [], "language": "en"}
                """);
        assertEquals(List.of("1.0-3.0:It was 1984, then."), cues(read));
        List<Cue> cues = Cues.of(read, Shaping.DEFAULT);
        assertEquals("It was 1984, then.", cues.getFirst().text());
        assertEquals(1000, cues.getFirst().start());
    }

    @Test
    void chunksOfTransformersAreRead() {
        assertEquals(
                List.of("0.0-2.0:Hello", "2.0-7.0:there"),
                cues(read("a.json", """
                        {"text": "Hello there", "chunks": [{"timestamp": [0.0, 2.0], "text": " Hello"},
                         {"timestamp": [2.0, null], "text": " there"}]}
                        """)));
    }

    @Test
    void jsonThatIsNoTranscriptIsRefused() {
        assertEquals("a.json: is not a transcript: it has no segments", refusal("a.json", "{\"a\": 1}"));
        assertEquals("a.json: line 2: is not valid JSON", refusal("a.json", "{\n\"a\" 1}"));
        assertEquals(
                "a.json: has a text but no times: ask for segments (verbose_json)",
                refusal("a.json", "{\"text\": \"x\"}"));
        assertEquals("a.json: segment 0 has no start or no text", refusal("a.json", "{\"segments\": [{\"end\": 1}]}"));
        assertTrue(refusal("a.json", "[".repeat(5000)).contains("is not valid JSON"));
        assertEquals(
                "talk.json: is the record of an input that has no transcript: failed",
                refusal("talk.json", JsonSamples.record("talk.mp4",
                        Outcome.Failed.of(AiException.input("talk.mp4: is damaged", "")))));
    }

    @Test
    void bytesWithoutAnEndingAreLookedAt() {
        assertEquals(1, read("-", "WEBVTT\n\n00:00.000 --> 00:01.000\nx\n").segments().size());
        assertEquals(1, read("-", "1\n00:00:00,000 --> 00:00:01,000\nx\n").segments().size());
        assertEquals(1, read("-", "[00:01.00]x\n").segments().size());
        assertEquals(1, read("-", "start\tend\ttext\n0\t1\tx\n").segments().size());
        assertEquals(1, read("-", "{\"segments\": [{\"start\": 0, \"end\": 1, \"text\": \"x\"}]}").segments().size());
        assertEquals("-: is empty", refusal("-", ""));
        assertEquals("-: is not text", refusal("-", "a\0b"));
    }
}
