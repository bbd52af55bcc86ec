package aikit.audio.subtitle;

import aikit.Result.Segment;
import aikit.Result.Transcript;
import aikit.Result.Word;
import aikit.audio.subtitle.Cue.Line;
import java.util.ArrayList;
import java.util.List;

/// The cues of a transcript.
public final class Cues {

    /// What the text of a segment begins with that is a cue already: a line break, where a model writes a space.
    static final String SET = "\n";

    private Cues() {}

    /// Cuts a transcript into cues, in the order of time. Cues that were shaped never overlap; segments that are kept
    /// may. Segments that are cues already, as those of subtitle files, are kept whatever the shaping says.
    public static List<Cue> of(Transcript transcript, Shaping shaping) {
        boolean set = transcript.segments().stream().allMatch(segment -> segment.text().startsWith(SET));
        return shaping.kept() || set ? kept(transcript) : shaped(transcript, shaping);
    }

    /// A transcript whose segments are cues, with their lines as they are.
    ///
    /// @param like what the cues were made of
    public static Transcript transcript(Transcript like, List<Cue> cues) {
        List<Segment> segments = new ArrayList<>(cues.size());
        for (Cue cue : cues) {
            segments.add(new Segment(
                    segments.size(), cue.start() / 1000.0, cue.end() / 1000.0, SET + cue.text(), List.of(), 0, 0, 0,
                    0,
                    words(cue)));
        }
        return with(like, segments);
    }

    /// The words of all lines, with what stands before them; none when some are not known.
    private static List<Word> words(Cue cue) {
        List<Word> words = new ArrayList<>();
        for (Line line : cue.lines()) {
            if (line.words().isEmpty()) {
                return List.of();
            }
            for (Word word : line.words()) {
                boolean begins = word == line.words().getFirst();
                words.add(begins ? new Word(word.start(), word.end(), SET + word.text(), word.probability()) : word);
            }
        }
        return List.copyOf(words);
    }

    /// The same text as if it had never been shaped.
    public static Transcript unset(Transcript transcript) {
        List<Segment> segments = transcript.segments().stream()
                .map(s -> s.text().startsWith(SET)
                        ? new Segment(s.id(), s.start(), s.end(), s.text().substring(SET.length()), s.tokens(),
                                s.temperature(), s.avgLogprob(), s.compressionRatio(), s.noSpeechProb(), s.words())
                        : s)
                .toList();
        return with(transcript, segments);
    }

    private static Transcript with(Transcript like, List<Segment> segments) {
        return new Transcript(
                like.task(), like.language(), like.languageProbability(), like.duration(), segments, like.coverage(),
                like.warnings());
    }

    private static List<Cue> shaped(Transcript transcript, Shaping shaping) {
        List<Atom> atoms = Flow.of(transcript, shaping.lines().width());
        Phrases phrases = new Phrases(transcript.language());
        LineLayout layout = new LineLayout(shaping.lines(), phrases);
        List<List<Line>> texts = new ArrayList<>();
        List<CueTimes.Spoken> spoken = new ArrayList<>();
        int from = 0;
        for (int to : new CueCuts(shaping, phrases, atoms).ends()) {
            List<Atom> own = atoms.subList(from, to);
            int width = own.getFirst().width() + own.stream().skip(1).mapToInt(Atom::widthAfter).sum();
            texts.add(layout.of(own));
            spoken.add(new CueTimes.Spoken(
                    own.getFirst().time().start(), own.getLast().time().end(), own.getLast().time().hold(), width));
            from = to;
        }
        CueTimes times = CueTimes.of(spoken, shaping.pace(), Timecode.millis(transcript.duration()));
        List<Cue> cues = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            cues.add(new Cue(times.start(i), times.end(i), texts.get(i)));
        }
        return cues;
    }

    private static List<Cue> kept(Transcript transcript) {
        List<Cue> cues = new ArrayList<>(transcript.segments().size());
        for (Segment segment : transcript.segments()) {
            boolean set = segment.text().startsWith(SET);
            String text = set ? CueText.lines(segment.text()) : CueText.oneLine(segment.text());
            if (!text.isEmpty()) {
                long start = Timecode.millis(segment.start());
                long end = Math.max(start + 1, Timecode.millis(segment.end()));
                cues.add(new Cue(start, end, lines(text, segment.words())));
            }
        }
        cues.sort((a, b) -> Long.compare(a.start(), b.start()));
        return cues;
    }

    /// Gives each line the words that it is made of; none when the words are not those of the text.
    private static List<Line> lines(String text, List<Word> words) {
        List<Line> lines = new ArrayList<>();
        int next = 0;
        for (String line : text.split("\n")) {
            List<Word> own = new ArrayList<>();
            StringBuilder spelled = new StringBuilder();
            while (next < words.size() && spelled.length() < line.length()) {
                Word word = words.get(next++);
                String spelling = CueText.sound(word.text()).replace('\n', ' ');
                String shown = spelled.isEmpty() ? spelling.stripLeading() : spelling;
                own.add(new Word(word.start(), word.end(), shown, word.probability()));
                spelled.append(shown);
            }
            boolean fits = spelled.toString().stripTrailing().equals(line);
            lines.add(new Line(line, fits ? List.copyOf(own) : List.of()));
        }
        return lines;
    }
}
