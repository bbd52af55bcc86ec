package aikit.audio.whisper;

import aikit.Progress;
import aikit.Result.Transcript;
import aikit.audio.FeatureConfig;
import aikit.audio.TranscribeOptions;
import aikit.audio.whisper.SegmentCutter.Cut;
import aikit.audio.whisper.SegmentCutter.Piece;
import aikit.audio.whisper.WindowEncoder.States;
import aikit.task.AiRuntime;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Reads a recording window by window, each beginning where the last whole sentence of the one before ended, and reading
/// what was said there: the long-form algorithm of the Whisper paper (Radford et al. 2022, section 3.8), as
/// openai-whisper and transformers do it. Where nobody speaks, no window begins.
final class SequentialReading {

    /// Text that was sampled at this temperature or above is nothing for the next window to rely on.
    private static final double LEAST_UNTRUSTED = 0.5;

    private final AiRuntime runtime;
    private final Progress progress;
    private final WhisperModel model;
    private final TranscribeOptions options;
    private final WindowDecoder decoder;
    private final FeatureConfig features;
    private final FloatBuffer window;

    SequentialReading(
            WhisperModel model, TranscribeOptions options, WindowDecoder decoder, AiRuntime runtime,
            Progress progress) {
        this.runtime = runtime;
        this.progress = progress;
        this.model = model;
        this.options = options;
        this.decoder = decoder;
        this.features = model.mel().config();
        this.window = WindowReader.memory(features);
    }

    Transcript read(TranscriptBuilder transcript) {
        return read(transcript, new Prompt(model.config(), options, model.tokenizer()));
    }

    /// @param prompt what was said before
    Transcript read(TranscriptBuilder transcript, Prompt prompt) {
        ScannedRecording recording = transcript.recording();
        List<Span> speech = Span.of(transcript.speech(), recording);
        if (speech.isEmpty()) {
            return transcript.build();
        }
        Optional<States> heard = hearLanguage(transcript, speech);
        SegmentCutter cutter = new SegmentCutter(model.config().special().firstTime());
        try (WindowReader reader = recording.reader(); Progress.Task shown = recording.shown(progress)) {
            long seek = 0;
            Optional<Span> next = Span.next(speech, seek, features.chunkFrames());
            while (next.isPresent()) {
                runtime.checkStopping();
                Span span = next.get();
                long before = recording.second(seek);
                States states = heard.isPresent() ? heard.get() : encode(reader, span);
                heard = Optional.empty();
                Decoded decoded = decoder.decode(states, List.of(prompt.next(token(transcript)))).getFirst();
                seek = span.first() + span.count();
                if (!decoder.silent(decoded)) {
                    Cut cut = cutter.cut(decoded.tokens(), span.count());
                    transcript.add(decoded, cut.pieces(), span.start(features), span.positions());
                    prompt.said(said(decoded.tokens(), cut.pieces()), decoded.temperature() < LEAST_UNTRUSTED);
                    seek = cut.frames() > 0 ? span.first() + cut.frames() : seek;
                }
                shown.advance(recording.second(seek) - before);
                next = Span.next(speech, seek, features.chunkFrames());
            }
        }
        return transcript.build();
    }

    private static int token(TranscriptBuilder transcript) {
        return transcript.language().orElseThrow().token();
    }

    /// The tokens of the pieces; of a pair of time tokens that a piece ends with, only the first.
    private int[] said(int[] tokens, List<Piece> pieces) {
        int firstTime = model.config().special().firstTime();
        return pieces.stream().flatMapToInt(piece -> {
            int count = piece.end() - piece.first();
            boolean pair = count > 2 && tokens[piece.end() - 2] >= firstTime;
            return IntStream.range(piece.first(), pair ? piece.end() - 1 : piece.end()).map(i -> tokens[i]);
        }).toArray();
    }

    private States encode(WindowReader reader, Span span) {
        reader.read(span, window);
        return model.encoder().encode(List.of(window), features.melBins());
    }

    /// Listens to the first windows with speech for the language, unless it is known.
    ///
    /// @return the states of the first window, when that was the last that was listened to
    private Optional<States> hearLanguage(TranscriptBuilder transcript, List<Span> speech) {
        Optional<States> first = Optional.empty();
        if (transcript.language().isPresent()) {
            return first;
        }
        double[][] probabilities = new double[options.language().windows()][];
        int heard = 0;
        try (WindowReader reader = transcript.recording().reader()) {
            long seek = 0;
            Optional<Span> next = Span.next(speech, seek, features.chunkFrames());
            while (next.isPresent() && heard < probabilities.length) {
                States states = encode(reader, next.get());
                probabilities[heard++] = decoder.languages(states)[0];
                first = heard == 1 ? Optional.of(states) : Optional.empty();
                seek = next.get().first() + next.get().count();
                next = Span.next(speech, seek, features.chunkFrames());
            }
        }
        transcript.language(SpokenLanguage.heard(
                model.config(), Arrays.copyOf(probabilities, heard), options.language().among()));
        return first;
    }
}
