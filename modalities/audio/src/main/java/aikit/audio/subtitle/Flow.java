package aikit.audio.subtitle;

import aikit.Result.Segment;
import aikit.Result.Transcript;
import aikit.Result.Word;
import java.util.ArrayList;
import java.util.List;

/// The text of a transcript as one stream of pieces, in the order of the transcript and with times that never go back.
final class Flow {

    private Flow() {}

    /// @param limit columns of a line
    static List<Atom> of(Transcript transcript, int limit) {
        List<Segment> segments = transcript.segments();
        List<Atom> atoms = new ArrayList<>();
        long earliest = 0;
        String before = "";
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            String text = joined(Markup.stripped(CueText.lines(segment.text())));
            if (!CueText.isVisible(text)) {
                continue;
            }
            long latest = i + 1 < segments.size() ? start(segments.get(i + 1)) : Timecode.MOST;
            TimedText timed = TimedText.of(text, segment, earliest, latest);
            boolean spaced = !before.isEmpty()
                    && (Character.isWhitespace(segment.text().charAt(0)) || LineBreaks.isSpaced(before, text));
            atoms.addAll(timed.atoms(limit, spaced));
            earliest = timed.end();
            before = text;
        }
        return atoms;
    }

    private static long start(Segment segment) {
        List<Word> words = segment.words();
        double start = words.isEmpty() ? segment.start() : Math.min(segment.start(), words.getFirst().start());
        return Timecode.millis(start);
    }

    /// Lines as one, with a space between them unless the script has none.
    private static String joined(String lines) {
        if (lines.indexOf('\n') < 0) {
            return CueText.oneLine(lines);
        }
        StringBuilder all = new StringBuilder();
        for (String line : lines.split("\n")) {
            all.append(!all.isEmpty() && LineBreaks.isSpaced(all, line) ? " " : "").append(line);
        }
        return CueText.oneLine(all.toString());
    }
}
