package aikit.audio.subtitle;

import aikit.AiException;
import aikit.Result.Coverage;
import aikit.Result.Segment;
import aikit.Result.Transcript;
import aikit.Result.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/// Reads transcripts that were saved as JSON: our own records, OpenAI's `verbose_json`, and what openai-whisper,
/// faster-whisper, whisperX (`segments`), whisper.cpp (`transcription`) and the pipelines of transformers (`chunks`)
/// write.
final class JsonReader {

    private static final int MAX_DEPTH = 100;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength((int) TranscriptReader.MAX_BYTES)
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build()).build();

    private final String name;
    private final List<String> warnings = new ArrayList<>();

    private JsonReader(String name) {
        this.name = name;
    }

    /// The transcripts of a file of one JSON value or of several.
    static List<SavedTranscript> read(String name, String text) {
        List<SavedTranscript> found = new ArrayList<>();
        try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
            while (values.hasNextValue()) {
                found.add(new JsonReader(name).transcript(values.nextValue()));
            }
        } catch (JacksonException e) {
            String where = e.getLocation() == null ? "" : "line " + Math.max(1, e.getLocation().getLineNr()) + ": ";
            throw AiException.input(name + ": " + where + "is not valid JSON", "").causedBy(e);
        }
        if (found.isEmpty()) {
            throw AiException.input(name + ": is empty", "");
        }
        return found;
    }

    private SavedTranscript transcript(JsonNode root) {
        SavedTranscript read = found(root);
        if (read.transcript().text().indexOf('\uFFFD') >= 0) {
            Transcript t = read.transcript();
            List<String> told = new ArrayList<>(t.warnings());
            told.add("the text holds characters that were lost before it was saved");
            return new SavedTranscript(
                    new Transcript(
                            t.task(), t.language(), t.languageProbability(), t.duration(), t.segments(), t.coverage(),
                            told),
                    read.recording());
        }
        return read;
    }

    private SavedTranscript found(JsonNode root) {
        String status = root.path("status").asString("ok");
        if (root.has("schema") && (status.equals("failed") || status.equals("skipped"))) {
            throw refused("is the record of an input that has no transcript: " + status);
        }
        if (root.path("transcription").isArray()) {
            List<Segment> segments = new WhisperCppJson().segments(root.path("transcription"));
            String language = root.path("result").path("language").asString("");
            return saved(root, SubtitleLines.transcript(language(language), checked(segments), warnings));
        }
        JsonNode list = root.isArray() ? root : root.has("segments") ? root.path("segments") : root.path("chunks");
        List<Segment> segments = list.isArray() ? segments(list) : List.of();
        List<Word> words = words(root.path("words"));
        if (segments.isEmpty() && !words.isEmpty()) {
            segments = List.of(SubtitleLines.segment(
                    words.getFirst().start(), words.getLast().end(), root.path("text").asString(joined(words)), words));
        } else if (!words.isEmpty() && segments.stream().allMatch(segment -> segment.words().isEmpty())) {
            segments = shared(segments, words);
        }
        if (!list.isArray() && segments.isEmpty()) {
            throw refused(root.has("text")
                    ? "has a text but no times: ask for segments (verbose_json)"
                    : "is not a transcript: it has no segments");
        }
        return saved(root, SubtitleLines.transcript(language(root.path("language").asString("")), segments, warnings));
    }

    /// What else our own records say.
    private static SavedTranscript saved(JsonNode root, Transcript read) {
        JsonNode coverage = root.path("coverage");
        Coverage heard = coverage.isObject()
                ? new Coverage(coverage.path("method").asString("none"), number(coverage, "speech", 0),
                        number(coverage, "transcribed", 0))
                : read.coverage();
        List<String> warnings = new ArrayList<>(read.warnings());
        for (JsonNode warning : root.path("warnings")) {
            warnings.add(warning.asString(""));
        }
        Transcript whole = new Transcript(
                root.path("task").asString("transcribe"), read.language(), number(root, "language_probability", 1),
                Math.max(read.duration(), number(root, "duration", 0)), read.segments(), heard, warnings);
        return new SavedTranscript(whole, root.path("input").asString(""));
    }

    private List<Segment> segments(JsonNode list) {
        List<Segment> segments = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            JsonNode segment = list.get(i);
            boolean chunk = segment.path("timestamp").isArray();
            double start = chunk ? time(segment.path("timestamp").path(0)) : time(segment.path("start"));
            double end = chunk ? time(segment.path("timestamp").path(1)) : time(segment.path("end"));
            if (Double.isNaN(start) || !segment.path("text").isString()) {
                throw refused("segment " + i + " has no start or no text");
            }
            if (Double.isNaN(end)) {
                double next = i + 1 < list.size() ? time(list.get(i + 1).path("start")) : Double.NaN;
                end = Double.isNaN(next) ? start + SubtitleLines.UNTOLD / 1000.0 : next;
            }
            if (end < start) {
                warnings.add("segment " + i + ": ends before it begins");
                end = start;
            }
            List<Integer> tokens = new ArrayList<>();
            segment.path("tokens").forEach(token -> tokens.add(token.asInt(0)));
            segments.add(new Segment(
                    i, start, end, segment.path("text").asString(), tokens, number(segment, "temperature", 0),
                    number(segment, "avg_logprob", 0), number(segment, "compression_ratio", 0),
                    number(segment, "no_speech_prob", 0), words(segment.path("words"))));
        }
        return segments;
    }

    /// Words with a time; whisperX has some without.
    private static List<Word> words(JsonNode list) {
        List<Word> words = new ArrayList<>();
        for (JsonNode word : list) {
            double start = time(word.path("start"));
            double end = time(word.path("end"));
            String text = word.path("word").asString(word.path("text").asString(""));
            if (!Double.isNaN(start) && !Double.isNaN(end) && !text.isBlank()) {
                words.add(new Word(
                        start, Math.max(start, end), text, number(word, "probability", number(word, "score", 1))));
            }
        }
        return words;
    }

    private List<Segment> checked(List<Segment> segments) {
        for (Segment segment : segments) {
            if (Double.isNaN(segment.start()) || Double.isNaN(segment.end())) {
                throw refused("segment " + segment.id() + " has no offsets");
            }
        }
        return segments;
    }

    /// Gives words that stand beside the segments to the segment in which the middle of the word is.
    private static List<Segment> shared(List<Segment> segments, List<Word> words) {
        List<Segment> whole = new ArrayList<>(segments.size());
        int next = 0;
        for (int i = 0; i < segments.size(); i++) {
            Segment s = segments.get(i);
            double end = i + 1 == segments.size() ? Double.POSITIVE_INFINITY : segments.get(i + 1).start();
            int from = next;
            while (next < words.size() && (words.get(next).start() + words.get(next).end()) / 2 < end) {
                next++;
            }
            whole.add(new Segment(
                    s.id(), s.start(), s.end(), s.text(), s.tokens(), s.temperature(), s.avgLogprob(),
                    s.compressionRatio(), s.noSpeechProb(), List.copyOf(words.subList(from, next))));
        }
        return whole;
    }

    private static String joined(List<Word> words) {
        StringBuilder text = new StringBuilder();
        for (Word word : words) {
            text.append(text.isEmpty() || Character.isWhitespace(word.text().charAt(0)) ? "" : " ").append(word.text());
        }
        return text.toString();
    }

    /// Seconds; NaN for what is none.
    private static double time(JsonNode node) {
        double value = node.isNumber() ? node.asDouble() : Double.NaN;
        return Double.isFinite(value) ? Math.clamp(value, 0, Timecode.MOST / 1000.0) : Double.NaN;
    }

    private static double number(JsonNode node, String member, double usual) {
        double value = node.path(member).isNumber() ? node.path(member).asDouble() : usual;
        return Double.isFinite(value) ? value : usual;
    }

    /// The code of a language that OpenAI calls by its English name.
    private static String language(String named) {
        String lower = named.strip().toLowerCase(Locale.ROOT);
        if (lower.length() <= 3) {
            return lower;
        }
        for (String code : Locale.getISOLanguages()) {
            if (Locale.of(code).getDisplayLanguage(Locale.ENGLISH).toLowerCase(Locale.ROOT).equals(lower)) {
                return code;
            }
        }
        return lower;
    }

    private AiException refused(String why) {
        return AiException.input(name + ": " + why, "");
    }
}
