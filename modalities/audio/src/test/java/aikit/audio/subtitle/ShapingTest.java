package aikit.audio.subtitle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.Result.Transcript;
import aikit.Result.Word;
import aikit.audio.subtitle.Cue.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What holds for all cues that were shaped, and how some texts are cut.
class ShapingTest {

    private static final int TIMES = 3000;

    private interface Law {
        void check(Transcript transcript, Shaping shaping, List<Cue> cues);
    }

    private static final List<Law> LAWS = List.of(
            ShapingTest::linesKeepTheirLimits, ShapingTest::allWordsAreKeptInOrder,
            ShapingTest::timesNeverOverlapAndNeverFlicker, ShapingTest::noCueIsShownLongerThanAllowed,
            ShapingTest::cuesStayUntilTheyAreReadWhereThereIsTime, ShapingTest::wordsOfALineAreItsText,
            ShapingTest::wordsAreCounted);

    @Test
    void theLawsHoldForAllTranscripts() {
        for (int seed = 0; seed < TIMES; seed++) {
            RandomTranscripts random = new RandomTranscripts(seed);
            Transcript transcript = random.next();
            Shaping shaping = random.shaping();
            try {
                List<Cue> cues = Cues.of(transcript, shaping);
                for (Law law : LAWS) {
                    law.check(transcript, shaping, cues);
                }
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ", " + shaping, e);
            }
        }
    }

    private static void linesKeepTheirLimits(Transcript transcript, Shaping shaping, List<Cue> cues) {
        for (Cue cue : cues) {
            assertTrue(!cue.lines().isEmpty() && cue.lines().size() <= shaping.lines().count(), "lines");
            for (Line line : cue.lines()) {
                assertTrue(CueText.isVisible(line.text()) && line.text().equals(line.text().strip()),
                        () -> "blank: [" + line.text() + "]"
                                + line.text().codePoints().mapToObj(Integer::toHexString).toList());
                boolean alone = line.text().indexOf(' ') < 0
                        && line.text().codePoints().noneMatch(LineBreaks::isUnspaced);
                assertTrue(alone || TextWidth.of(line.text()) <= shaping.lines().width(),
                        () -> "wider than " + shaping.lines().width() + ": " + line.text());
            }
        }
    }

    private static void allWordsAreKeptInOrder(Transcript transcript, Shaping shaping, List<Cue> cues) {
        StringBuilder shown = new StringBuilder();
        cues.forEach(cue -> shown.append(cue.text().replace("\n", "")));
        assertEquals(bare(transcript.text()), bare(shown.toString()));
    }

    private static String bare(String text) {
        return text.replaceAll("\\s", "");
    }

    private static void timesNeverOverlapAndNeverFlicker(Transcript transcript, Shaping shaping, List<Cue> cues) {
        long gap = Timecode.millis(shaping.pace().gap());
        long before = 0;
        for (int i = 0; i < cues.size(); i++) {
            Cue cue = cues.get(i);
            long between = cue.start() - before;
            assertTrue(between >= 0 && cue.end() > cue.start(), "overlap");
            assertTrue(i == 0 || between == 0 || between >= gap, () -> "a gap of " + between);
            before = cue.end();
        }
    }

    private static void noCueIsShownLongerThanAllowed(Transcript transcript, Shaping shaping, List<Cue> cues) {
        for (Cue cue : cues) {
            assertTrue(cue.end() - cue.start() <= Timecode.millis(shaping.pace().longest()), "too long");
        }
    }

    private static void cuesStayUntilTheyAreReadWhereThereIsTime(Transcript transcript, Shaping shaping,
            List<Cue> cues) {
        for (int i = 0; i + 1 < cues.size(); i++) {
            Cue cue = cues.get(i);
            List<Word> words = cue.lines().getLast().words();
            boolean rushed = shaping.pace().cps() > 0
                    && TextWidth.of(cue.text().replace("\n", "")) * 1000.0
                            / (cue.end() - cue.start()) > shaping.pace().cps()
                                    + 0.1;
            if (rushed && cues.get(i + 1).start() - cue.end() >= 500 && !words.isEmpty()) {
                long spoken = Timecode.millis(words.getLast().end());
                long longest = cue.start() + Timecode.millis(shaping.pace().longest());
                assertTrue(cue.end() >= Math.min(spoken + CueTimes.LINGER, longest), () -> "gone too soon: " + cue);
            }
        }
    }

    @Test
    void slowSpeechIsAlwaysReadable() {
        for (double speed : new double[]{10, 13, 16}) {
            List<Cue> cues = Cues.of(Transcripts.spoken("en", Samples.HARBOUR, speed), Shaping.DEFAULT);
            for (Cue cue : cues) {
                double seconds = (cue.end() - cue.start()) / 1000.0;
                assertTrue(TextWidth.of(cue.inOneLine()) / seconds <= 20.01, () -> "too fast: " + cue);
                assertTrue(seconds >= 0.83, () -> "too short: " + cue);
            }
        }
    }

    private static void wordsOfALineAreItsText(Transcript transcript, Shaping shaping, List<Cue> cues) {
        for (Cue cue : cues) {
            for (Line line : cue.lines()) {
                StringBuilder spelled = new StringBuilder();
                line.words().forEach(word -> spelled.append(word.text()));
                assertTrue(line.words().isEmpty() || spelled.toString().equals(line.text()),
                        () -> line.text() + " is not " + spelled);
            }
        }
    }

    private static void wordsAreCounted(Transcript transcript, Shaping shaping, List<Cue> cues) {
        if (transcript.language().equals("en")) {
            for (Cue cue : cues) {
                // Signs that stand alone belong to their neighbours, so only words with letters are counted.
                int all = 0;
                for (Line line : cue.lines()) {
                    int words = (int) List.of(line.text().split(" ")).stream()
                            .filter(word -> word.matches(".*[\\p{L}\\p{N}].*")).count();
                    assertTrue(shaping.lines().words() == 0 || words <= shaping.lines().words(), line.text());
                    all += words;
                }
                assertTrue(shaping.lines().cueWords() == 0 || all <= shaping.lines().cueWords(), cue.toString());
            }
        }
    }

    @Test
    void columnsAreThoseOfATerminal() {
        assertEquals(5, TextWidth.of("caf\u00E9!"));
        assertEquals(4, TextWidth.of("cafe\u0301"));
        assertEquals(8, TextWidth.of("\u6771\u4EAC \uFF27\uFF71"));
        assertEquals(2, TextWidth.of("\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67"));
        assertEquals(4, TextWidth.of("\uD83C\uDDE9\uD83C\uDDEA\u2764\uFE0F"));
        assertEquals(3, TextWidth.of("\u0645\u064F\u062A\u0652\u062D"));
        assertEquals(4, TextWidth.of("\uD55C\uAD6D"));
    }

    @Test
    void cuesBeginWithTheirFirstWord() {
        Transcript transcript = Transcripts.spoken("en", Samples.HARBOUR, 15);
        for (Cue cue : Cues.of(transcript, Shaping.DEFAULT)) {
            assertEquals(cue.start(), Timecode.millis(cue.lines().getFirst().words().getFirst().start()));
        }
    }

    @Test
    void sentencesAreKeptTogether() {
        Shaping apart = Shaping.DEFAULT;
        Shaping.Lines lines = new Shaping.Lines(42, 2, 0, 0, false);
        Transcript transcript = Transcripts.spoken(
                "en", "The boat is late today. The wind comes from the north. Nobody minds.", 14);
        assertEquals(
                List.of("The boat is late today.", "The wind comes from the north.", "Nobody minds."),
                texts(transcript, apart));
        assertEquals(
                List.of("The boat is late today. The wind comes\nfrom the north. Nobody minds."),
                texts(transcript, new Shaping(false, lines, Shaping.Pace.DEFAULT, false)));
    }

    @Test
    void aSentenceThatIsOverAtOnceIsShownWithTheNext() {
        Transcript transcript = Transcripts.spoken("en", "Yes. The boat is late today.", 17);
        assertEquals(List.of("Yes. The boat is late today."), texts(transcript, Shaping.DEFAULT));
    }

    @Test
    void aTitleEndsNoSentence() {
        Transcript transcript = Transcripts.spoken("en", "I asked Dr. Miller and J. Smith about it.", 12);
        assertEquals(List.of("I asked Dr. Miller and J. Smith about it."), texts(transcript, Shaping.DEFAULT));
    }

    @Test
    void noLineOfJapaneseBeginsWithAFullStop() {
        String text = "\u6771\u4EAC\u306E\u6E2F\u3067\u306F\u3001\u6BCE\u671D\u8239\u304C\u51FA\u307E\u3059\u3002"
                .repeat(4);
        Shaping.Lines narrow = new Shaping.Lines(8, 3, 0, 0, true);
        Transcript transcript = Transcripts.of("ja", List.of(Transcripts.segment(0, 0, 30, text)));
        for (Cue cue : Cues.of(transcript, new Shaping(false, narrow, Shaping.Pace.DEFAULT, false))) {
            for (Line line : cue.lines()) {
                assertTrue("\u3001\u3002".indexOf(line.text().charAt(0)) < 0, line.text());
            }
        }
    }

    @Test
    void oneWordForEachCue() {
        Shaping.Lines one = new Shaping.Lines(42, 1, 0, 1, true);
        Transcript transcript = Transcripts.spoken("en", "Good evening and welcome.", 12);
        assertEquals(
                List.of("Good", "evening", "and", "welcome."),
                texts(transcript, new Shaping(false, one, Shaping.Pace.DEFAULT, false)));
    }

    @Test
    void aLongSilenceIsSpannedByNoCue() {
        Transcript transcript = Transcripts.of("en", List.of(Transcripts.segment(
                0, 0, 6, " Wait here.", new Word(0, 0.4, " Wait", 1), new Word(5, 5.5, " here.", 1))));
        assertEquals(List.of("Wait", "here."), texts(transcript, Shaping.DEFAULT));
    }

    @Test
    void textWithoutWordTimesThatIsSlowEndsInSilence() {
        Transcript transcript = Transcripts.of("en", List.of(Transcripts.segment(0, 2, 30, " Thank you very much.")));
        List<Cue> cues = Cues.of(transcript, Shaping.DEFAULT);
        assertEquals(1, cues.size());
        assertEquals(2000, cues.getFirst().start());
        assertEquals(9000, cues.getFirst().end());
    }

    private static List<String> texts(Transcript transcript, Shaping shaping) {
        return Cues.of(transcript, shaping).stream().map(cue -> cue.text()).toList();
    }
}
