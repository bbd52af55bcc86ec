package aikit.audio.whisper;

import aikit.Result.Coverage;
import aikit.Result.Segment;
import aikit.Result.Transcript;
import aikit.Result.Word;
import aikit.audio.SpeechRange;
import aikit.audio.SpeechRanges;
import aikit.audio.TranscribeOptions;
import aikit.audio.whisper.SegmentCutter.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Puts the segments of one recording together, window by window.
final class TranscriptBuilder {

    private final WhisperConfig config;
    private final WindowDecoder decoder;
    private final TranscribeOptions options;
    private final String method;
    private final ScannedRecording recording;
    private final List<SpeechRange> heard;
    private final List<SpeechRange> speech;
    private final List<Segment> segments = new ArrayList<>();
    private final Consumer<Segment> listener;
    private Optional<SpokenLanguage> language;

    /// @param recording after its first reading
    /// @param method what heard where somebody speaks
    /// @param listener told each segment
    record Heard(ScannedRecording recording, String method, Consumer<Segment> listener) {}

    TranscriptBuilder(
            WhisperConfig config, WindowDecoder decoder, TranscribeOptions options, Heard from) {
        this.config = config;
        this.decoder = decoder;
        this.options = options;
        this.method = from.method;
        this.recording = from.recording;
        this.listener = from.listener;
        List<SpeechRange> clips = SpeechRanges.union(options.speech().clips());
        double end = recording.duration();
        List<SpeechRange> wanted = clips.isEmpty() ? List.of(new SpeechRange(0, end)) : clips;
        this.heard = SpeechRanges.intersection(recording.speech(), wanted);
        this.speech = SpeechRanges.intersection(
                SpeechRanges.padded(heard, options.speech().options().padding(), end), wanted);
        this.language = SpokenLanguage.given(config, options.language());
    }

    ScannedRecording recording() {
        return recording;
    }

    /// What is to be read, in the order of time.
    List<SpeechRange> speech() {
        return speech;
    }

    /// Empty until it was heard.
    Optional<SpokenLanguage> language() {
        return language;
    }

    void language(SpokenLanguage heard) {
        language = Optional.of(heard);
    }

    /// Adds the pieces of a window.
    ///
    /// @param offset seconds at which the window starts
    /// @param positions of the encoder that are sound and no padding
    void add(Decoded window, List<Piece> pieces, double offset, int positions) {
        double[] times = options.windows().words() && !window.attention().isEmpty()
                ? new TokenTimes(config.medianWidth()).of(window.attention(), positions)
                : new double[0];
        for (Piece piece : pieces) {
            int[] tokens = Arrays.copyOfRange(window.tokens(), piece.first(), piece.end());
            String text = decoder.text(tokens);
            double start = offset + piece.start() * TokenTimes.STEP;
            // A model may write a time behind the end.
            double end = Math.min(recording.duration(), offset + piece.stop() * TokenTimes.STEP);
            if (text.isBlank() || end <= start || !heard(start, end)) {
                continue;
            }
            add(new Segment(
                    segments.size(), start, end, text, Arrays.stream(tokens).boxed().toList(), window.temperature(),
                    window.avgLogprob(), window.compressionRatio(), window.noSpeechProb(),
                    times.length == 0 ? List.of() : words(window, piece, times, offset)));
        }
    }

    private void add(Segment segment) {
        segments.add(segment);
        listener.accept(segment);
    }

    private boolean heard(double start, double end) {
        return SpeechRanges.overlap(speech, List.of(new SpeechRange(start, end))) > 0;
    }

    /// A token begins where the one before it ended, time tokens included.
    private List<Word> words(Decoded window, Piece piece, double[] times, double offset) {
        int[] at = IntStream.range(piece.first(), piece.end())
                .filter(i -> window.tokens()[i] < config.special().end())
                .toArray();
        int[] tokens = new int[at.length];
        double[] starts = new double[at.length];
        double[] ends = new double[at.length];
        double[] probabilities = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            tokens[i] = window.tokens()[at[i]];
            starts[i] = offset + (at[i] == 0 ? 0 : times[Math.min(at[i], times.length) - 1]);
            ends[i] = offset + times[Math.min(at[i], times.length - 1)];
            probabilities[i] = Math.exp(window.logprobs()[at[i]]);
        }
        return new WordSplitter(decoder::text).words(tokens, starts, ends, probabilities,
                language.orElseThrow().code());
    }

    Transcript build() {
        List<SpeechRange> spoken = segments.stream().map(each -> new SpeechRange(each.start(), each.end())).toList();
        Coverage coverage = new Coverage(
                method, SpeechRanges.seconds(heard), SpeechRanges.overlap(heard, SpeechRanges.union(spoken)));
        boolean silence = segments.isEmpty();
        return new Transcript(
                options.language().translate() ? "translate" : "transcribe",
                silence ? "" : language.orElseThrow().code(),
                silence ? 0 : language.orElseThrow().probability(),
                recording.duration(), segments, coverage, recording.warnings());
    }
}
