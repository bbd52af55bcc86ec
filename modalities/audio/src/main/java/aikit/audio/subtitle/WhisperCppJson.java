package aikit.audio.subtitle;

import aikit.Result.Segment;
import aikit.Result.Word;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The segments in the JSON of whisper.cpp (`-oj`), and with `-ojf` the words that its tokens make up.
final class WhisperCppJson {

    /// @return segments whose times are NaN where the file tells none
    List<Segment> segments(JsonNode list) {
        List<Segment> segments = new ArrayList<>(list.size());
        for (JsonNode segment : list) {
            double start = seconds(segment, "from");
            segments.add(new Segment(
                    segments.size(), start, Math.max(start, seconds(segment, "to")),
                    segment.path("text").asString(""), List.of(), 0, 0, 0, 0, words(segment.path("tokens"))));
        }
        return segments;
    }

    /// Tokens that begin with a space begin a word; those in brackets such as `[_BEG_]` are no text.
    private static List<Word> words(JsonNode tokens) {
        List<Word> words = new ArrayList<>();
        for (JsonNode token : tokens) {
            String text = token.path("text").asString("");
            double start = seconds(token, "from");
            double end = seconds(token, "to");
            if (text.isEmpty() || text.startsWith("[_") || Double.isNaN(start) || Double.isNaN(end)) {
                continue;
            }
            double probability = token.path("p").isNumber() ? token.path("p").asDouble() : 1;
            if (words.isEmpty() || Character.isWhitespace(text.charAt(0))
                    || LineBreaks.isUnspaced(text.codePointAt(0))) {
                words.add(new Word(start, Math.max(start, end), text, probability));
            } else {
                Word last = words.removeLast();
                words.add(new Word(
                        last.start(), Math.max(last.end(), end), last.text() + text,
                        Math.min(last.probability(), probability)));
            }
        }
        return words;
    }

    /// Milliseconds as seconds.
    private static double seconds(JsonNode node, String which) {
        JsonNode offset = node.path("offsets").path(which);
        return offset.isNumber()
                ? Math.clamp(offset.asDouble() / 1000, 0, Timecode.MOST / 1000.0)
                : Double.NaN;
    }
}
