package aikit.audio.subtitle;

import aikit.Result.Coverage;
import aikit.Result.Segment;
import aikit.Result.Transcript;
import aikit.Result.Word;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Transcripts for tests.
final class Transcripts {

    private Transcripts() {}

    static Transcript of(String language, List<Segment> segments) {
        double end = segments.isEmpty() ? 0 : segments.getLast().end();
        return new Transcript(
                "transcribe", language, 1, end, segments, new Coverage("none", end, end), List.of());
    }

    static Segment segment(int id, double start, double end, String text, Word... words) {
        return new Segment(id, start, end, text, List.of(), 0, -0.25, 1.2, 0.01, List.of(words));
    }

    /// Text as spoken at a rate: a word every so often, with a pause after each sentence. Segments end with sentences.
    ///
    /// @param cps characters a second
    static Transcript spoken(String language, String text, double cps) {
        List<Segment> segments = new ArrayList<>();
        List<Word> words = new ArrayList<>();
        StringBuilder said = new StringBuilder();
        double at = 0.5;
        double start = at;
        for (String word : text.split(" ")) {
            double end = at + word.length() / cps;
            words.add(new Word(round(at), round(end), " " + word, 0.9));
            said.append(' ').append(word);
            at = end + 0.06;
            if (word.matches(".*[.?!]")) {
                segments.add(segment(segments.size(), round(start), round(end), said.toString(),
                        words.toArray(Word[]::new)));
                words.clear();
                said.setLength(0);
                at = end + 0.3;
                start = at;
            }
        }
        if (!words.isEmpty()) {
            segments.add(segment(segments.size(), round(start), words.getLast().end(), said.toString(),
                    words.toArray(Word[]::new)));
        }
        return of(language, segments);
    }

    private static double round(double seconds) {
        return Math.round(seconds * 1000) / 1000.0;
    }

    /// The same without times of words.
    static Transcript withoutWords(Transcript transcript) {
        return of(transcript.language(), transcript.segments().stream()
                .map(s -> segment(s.id(), s.start(), s.end(), s.text())).toList());
    }

    /// A format's file.
    static String written(SubtitleFormat format, Transcript transcript, Shaping shaping) {
        StringBuilder out = new StringBuilder();
        try {
            format.write(transcript, shaping, "", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }
}
