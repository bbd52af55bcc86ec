package aikit.audio.subtitle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Input;
import aikit.Result.Segment;
import aikit.Result.Transcript;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is written can be read again, and what cannot be read is refused in words.
class RoundTripTest {

    private static final TranscriptReader READER = new TranscriptReader(Optional.empty());

    private static Transcript read(SubtitleFormat format, String text) {
        Input input = new Input.OfBytes(text.getBytes(StandardCharsets.UTF_8), "talk." + format.word());
        return READER.read(input).getFirst().transcript();
    }

    @Test
    void cuesComeBackFromSrtAndVtt() {
        for (int seed = 0; seed < 800; seed++) {
            Transcript before = new RandomTranscripts(seed).cues();
            for (SubtitleFormat format : List.of(SubtitleFormat.SRT, SubtitleFormat.VTT)) {
                Transcript after = read(format, Transcripts.written(format, before, Shaping.KEPT));
                assertEquals(before.segments().size(), after.segments().size(), "seed " + seed);
                for (int i = 0; i < before.segments().size(); i++) {
                    Segment was = before.segments().get(i);
                    Segment is = after.segments().get(i);
                    String text = CueText.lines(was.text());
                    assertEquals(format == SubtitleFormat.SRT ? text.replace("-->", "\u2192") : text, is.text().strip(),
                            "seed " + seed);
                    assertEquals(was.start(), is.start(), 0.001);
                    assertEquals(was.end(), is.end(), 0.001);
                }
            }
        }
    }

    @Test
    void shapedTranscriptsComeBackFromSrtAndVtt() {
        for (int seed = 0; seed < 500; seed++) {
            RandomTranscripts random = new RandomTranscripts(seed);
            Transcript transcript = random.next();
            Shaping shaping = random.shaping();
            List<Cue> cues = Cues.of(transcript, shaping);
            for (SubtitleFormat format : List.of(SubtitleFormat.SRT, SubtitleFormat.VTT)) {
                Transcript after = read(format, Transcripts.written(format, transcript, shaping));
                assertEquals(cues.size(), after.segments().size(), "seed " + seed);
                for (int i = 0; i < cues.size(); i++) {
                    assertEquals(cues.get(i).text(), after.segments().get(i).text().strip(), "seed " + seed);
                    assertEquals(cues.get(i).start(), Timecode.millis(after.segments().get(i).start()));
                    assertEquals(cues.get(i).end(), Timecode.millis(after.segments().get(i).end()));
                }
            }
        }
    }

    @Test
    void tablesAndLyricsComeBackToo() {
        for (int seed = 0; seed < 500; seed++) {
            Transcript before = new RandomTranscripts(seed).cues();
            for (SubtitleFormat format : List.of(SubtitleFormat.CSV, SubtitleFormat.TSV, SubtitleFormat.LRC)) {
                Transcript after = read(format, Transcripts.written(format, before, Shaping.KEPT));
                assertEquals(before.segments().size(), after.segments().size(), format + ", seed " + seed);
                for (int i = 0; i < before.segments().size(); i++) {
                    Segment was = before.segments().get(i);
                    Segment is = after.segments().get(i);
                    String text = CueText.lines(was.text());
                    assertEquals(format == SubtitleFormat.CSV ? text : text.replace('\n', ' '), is.text().strip(),
                            format + ", seed " + seed);
                    assertEquals(was.start(), is.start(), format == SubtitleFormat.LRC ? 0.0051 : 0.0001);
                }
            }
        }
    }

    @Test
    void wordTimesComeBackFromVtt() {
        Transcript before = Transcripts.spoken("en", Samples.HARBOUR, 15);
        Shaping timed = new Shaping(false, Shaping.Lines.DEFAULT, Shaping.Pace.DEFAULT, true);
        Transcript after = read(SubtitleFormat.VTT, Transcripts.written(SubtitleFormat.VTT, before, timed));
        List<Segment> segments = after.segments();
        int words = 0;
        for (Segment segment : segments) {
            assertEquals(segment.text().strip().replace('\n', ' '), joined(segment));
            words += segment.words().size();
        }
        assertEquals(before.segments().stream().mapToInt(segment -> segment.words().size()).sum(), words);
        // A second writing is the same file: words without times of their own would be lost.
        assertEquals(
                Transcripts.written(SubtitleFormat.VTT, before, timed),
                Transcripts.written(SubtitleFormat.VTT, after,
                        new Shaping(true, Shaping.Lines.DEFAULT, Shaping.Pace.DEFAULT, true)));
    }

    private static String joined(Segment segment) {
        StringBuilder text = new StringBuilder();
        segment.words().forEach(word -> text.append(word.text()));
        return text.toString();
    }

    @Test
    void damagedFilesAreReadOrRefusedButNeverBreakTheReader() {
        int refused = 0;
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            SubtitleFormat format = SubtitleFormat.values()[1 + seed % 5];
            Transcript transcript = new RandomTranscripts(seed).cues();
            boolean json = seed % 6 == 0;
            String text = json
                    ? JsonSamples.record(transcript)
                    : Transcripts.written(format, transcript, Shaping.KEPT);
            byte[] bytes = mutated(text.getBytes(StandardCharsets.UTF_8), random);
            Input input = new Input.OfBytes(bytes, json ? "talk.json" : "talk." + format.word());
            try {
                for (SavedTranscript saved : READER.read(input)) {
                    for (SubtitleFormat each : SubtitleFormat.values()) {
                        String again = Transcripts.written(each, saved.transcript(), Shaping.KEPT);
                        if (each == SubtitleFormat.SRT || each == SubtitleFormat.VTT) {
                            read(each, again);
                        }
                    }
                    Cues.of(Cues.unset(saved.transcript()), Shaping.DEFAULT);
                }
            } catch (AiException e) {
                assertEquals(AiException.Kind.INPUT, e.kind());
                assertTrue(e.getMessage().startsWith("talk."), e.getMessage());
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertTrue(refused > 50, "only " + refused + " were refused");
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] mutated = bytes.clone();
        int changes = 1 + random.nextInt(8);
        byte[] telling = "0123456789:,.->[]<>{}\"\\\n\r\t\u0000 ".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < changes && mutated.length > 0; i++) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(5)) {
                case 0 -> mutated[at] = (byte) random.nextInt(256);
                case 1 -> mutated[at] = telling[random.nextInt(telling.length)];
                case 2 -> mutated = without(mutated, at, Math.min(mutated.length, at + 1 + random.nextInt(30)));
                case 3 -> mutated = without(mutated, at, mutated.length);
                default -> {
                    int from = random.nextInt(mutated.length);
                    int length = Math.min(random.nextInt(40), mutated.length - Math.max(at, from));
                    System.arraycopy(mutated, from, mutated, at, length);
                }
            }
        }
        return mutated;
    }

    private static byte[] without(byte[] bytes, int from, int to) {
        byte[] rest = new byte[bytes.length - (to - from)];
        System.arraycopy(bytes, 0, rest, 0, from);
        System.arraycopy(bytes, to, rest, from, bytes.length - to);
        return rest;
    }
}
