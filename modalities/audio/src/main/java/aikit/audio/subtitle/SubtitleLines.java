package aikit.audio.subtitle;

import aikit.AiException;
import aikit.Result.Coverage;
import aikit.Result.Segment;
import aikit.Result.Transcript;
import aikit.Result.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The lines of a subtitle file, and what is found in them.
final class SubtitleLines {

    /// Milliseconds of a cue whose end is told nowhere.
    static final long UNTOLD = 5000;

    private final String name;
    private final List<String> lines;
    private final List<Segment> segments = new ArrayList<>();
    private final List<String> warnings;
    private final String begin;
    private int mended;

    /// @param name of the file, for messages
    /// @param text with `\n` as the end of line
    /// @param begin what stands before the text of each segment: [Cues#SET] or a space
    SubtitleLines(String name, String text, String begin, List<String> warnings) {
        this.name = name;
        this.begin = begin;
        this.lines = text.lines().toList();
        this.warnings = new ArrayList<>(warnings);
    }

    int size() {
        return lines.size();
    }

    String get(int line) {
        return lines.get(line);
    }

    boolean blank(int line) {
        return lines.get(line).isBlank();
    }

    /// Takes a cue; one without text is passed over.
    ///
    /// @param line for messages
    void add(int line, long start, long end, String text, List<Word> words) {
        long until = end;
        if (end <= start) {
            until = start + 1;
            if (end < start && mended++ == 0) {
                warnings.add("line " + (line + 1) + ": ends before it begins");
            }
        }
        if (!text.isBlank()) {
            segments.add(segment(start / 1000.0, until / 1000.0, begin + text, words));
        }
    }

    static Segment segment(double start, double end, String text, List<Word> words) {
        return new Segment(0, start, end, text, List.of(), 0, 0, 0, 0, List.copyOf(words));
    }

    AiException refused(int line, String why) {
        return AiException.input(name + ": line " + (line + 1) + ": " + why, "");
    }

    /// @param nothing what is wrong with the file when nothing was found in it; empty when that is no mistake
    Transcript transcript(String nothing) {
        if (segments.isEmpty() && !nothing.isEmpty()) {
            throw AiException.input(name + ": " + nothing, "");
        }
        return transcript("", segments, warnings);
    }

    /// A transcript of segments, in the order of time and numbered.
    static Transcript transcript(String language, List<Segment> segments, List<String> warnings) {
        List<Segment> ordered = new ArrayList<>(segments);
        ordered.sort(Comparator.comparingDouble(Segment::start));
        double duration = 0;
        double speech = 0;
        for (int i = 0; i < ordered.size(); i++) {
            Segment s = ordered.get(i);
            ordered.set(i, new Segment(
                    i, s.start(), s.end(), s.text(), s.tokens(), s.temperature(), s.avgLogprob(),
                    s.compressionRatio(), s.noSpeechProb(), s.words()));
            duration = Math.max(duration, s.end());
            speech += s.end() - s.start();
        }
        return new Transcript(
                "transcribe", language, 1, duration, List.copyOf(ordered), new Coverage("none", speech, speech),
                List.copyOf(warnings));
    }
}
