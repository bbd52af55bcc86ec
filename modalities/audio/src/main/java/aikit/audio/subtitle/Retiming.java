package aikit.audio.subtitle;

import aikit.Result.Segment;
import aikit.Result.Transcript;
import aikit.Result.Word;
import java.util.ArrayList;
import java.util.List;

/// Moves the times of a transcript: what was at `t` seconds comes at `t * scale + by`. What would be before the start is
/// cut off, or left out with a warning when nothing of it remains.
public record Retiming(double scale, double by) {

    /// Times as they are.
    public static final Retiming NONE = new Retiming(1, 0);

    public Transcript apply(Transcript transcript) {
        if (equals(NONE)) {
            return transcript;
        }
        List<Segment> segments = new ArrayList<>(transcript.segments().size());
        int lost = 0;
        for (Segment s : transcript.segments()) {
            if (time(s.end()) <= 0) {
                lost++;
                continue;
            }
            segments.add(new Segment(
                    segments.size(), time(s.start()), time(s.end()), s.text(), s.tokens(), s.temperature(),
                    s.avgLogprob(), s.compressionRatio(), s.noSpeechProb(), words(s.words())));
        }
        List<String> warnings = new ArrayList<>(transcript.warnings());
        if (lost > 0) {
            warnings.add((lost == 1 ? "1 subtitle" : lost + " subtitles") + " would be before the start: left out");
        }
        return new Transcript(
                transcript.task(), transcript.language(), transcript.languageProbability(),
                time(transcript.duration()), segments, transcript.coverage(), List.copyOf(warnings));
    }

    private List<Word> words(List<Word> words) {
        return words.stream()
                .map(word -> new Word(time(word.start()), time(word.end()), word.text(), word.probability()))
                .toList();
    }

    private double time(double seconds) {
        return Math.clamp(seconds * scale + by, 0, Timecode.MOST / 1000.0);
    }
}
