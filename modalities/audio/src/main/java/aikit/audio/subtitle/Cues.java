package aikit.audio.subtitle;

import aikit.Result.Segment;
import aikit.Result.Transcript;
import aikit.Result.Word;
import aikit.audio.subtitle.Cue.Line;
import java.util.ArrayList;
import java.util.List;

/// The cues of a transcript.
public final class Cues {

    private Cues() {}

    /// Cuts a transcript into cues, in the order of time. Cues that were shaped never overlap; segments that are kept
    /// may.
    public static List<Cue> of(Transcript transcript, Shaping shaping) {
        return shaping.kept() ? kept(transcript) : shaped(transcript, shaping);
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
            String text = CueText.lines(segment.text());
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
