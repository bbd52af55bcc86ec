package aikit.audio.whisper;

import aikit.AiException;
import aikit.Progress;
import aikit.Result.Coverage;
import aikit.Result.Segment;
import aikit.Result.Transcript;
import aikit.Result.Word;
import aikit.audio.Sound;
import aikit.audio.SpeechRange;
import aikit.audio.TranscribeOptions;
import aikit.audio.VoiceActivity;
import aikit.task.AiRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads sound that has no end yet: what was said between two pauses is read as soon as the second one is heard, and what
/// goes on for longer than a window, window by window. Holds the sound of one utterance.
final class LiveReading {

    /// Who listens does not want to wait for longer than this to read what was said.
    private static final double LONGEST_PAUSE = 0.8;

    private static final int BLOCK = 1600;

    private final WhisperModel model;
    private final TranscribeOptions options;
    private final WindowDecoder decoder;
    private final VoiceActivity voice;
    private final AiRuntime runtime;
    private final SequentialReading sequential;
    private final Prompt prompt;
    private final int rate;

    /// The sound that was not read yet, and its first sample's number.
    private float[] held = new float[0];
    private int heldCount;
    private long heldFrom;

    /// The first sample that was not read yet.
    private long read;

    private Optional<SpokenLanguage> language = Optional.empty();
    private double speech;
    private double transcribed;
    private int segments;

    LiveReading(WhisperModel model, TranscribeOptions options, WindowDecoder decoder, AiRuntime runtime,
            VoiceActivity voice) {
        this.model = model;
        this.options = options;
        this.decoder = decoder;
        this.voice = voice;
        this.runtime = runtime;
        this.sequential = new SequentialReading(model, options, decoder, runtime, Progress.none());
        this.prompt = new Prompt(model.config(), options, model.tokenizer());
        this.rate = model.mel().config().sampleRate();
    }

    /// @param pcm signed 16-bit numbers, the low byte first
    Transcript read(InputStream pcm, Consumer<Segment> listener) {
        VoiceActivity.Options wanted = options.speech().options();
        double pause = Math.min(wanted.pause(), LONGEST_PAUSE);
        double padding = Math.min(wanted.padding(), pause / 2);
        double longest = model.mel().config().chunkSeconds() - 2 * padding;
        double said = 0;
        try (VoiceActivity.Run run = voice.start(
                new VoiceActivity.Options(wanted.threshold(), wanted.shortest(), pause, 0))) {
            byte[] bytes = new byte[2 * BLOCK];
            float[] block = new float[BLOCK];
            for (int n = pcm.readNBytes(bytes, 0, bytes.length); n > 1; n = pcm.readNBytes(bytes, 0, bytes.length)) {
                int count = n / 2;
                for (int i = 0; i < count; i++) {
                    block[i] = (short) (bytes[2 * i] & 0xff | bytes[2 * i + 1] << 8) / 32768f;
                }
                hold(block, count);
                run.accept(block, 0, count);
                for (SpeechRange range : run.take()) {
                    said = utterance(Math.max(said, range.start()), range.end(), padding, listener);
                }
                double from = Math.max(said, run.speaking().orElse(now()));
                if (now() - from >= longest) {
                    said = utterance(from, now(), padding, listener);
                }
                // A detector may hear only later that somebody had begun to speak.
                forget(Math.min(from, now()) - 1);
            }
            for (SpeechRange range : run.finish()) {
                said = utterance(Math.max(said, range.start()), range.end(), padding, listener);
            }
        } catch (IOException e) {
            throw AiException.input("-: cannot be read any more: " + e.getMessage(), "").causedBy(e);
        }
        return new Transcript(
                options.language().translate() ? "translate" : "transcribe",
                language.map(SpokenLanguage::code).orElse(""), language.map(SpokenLanguage::probability).orElse(0.0),
                now(), List.of(), new Coverage(voice.method(), speech, transcribed), List.of());
    }

    private void hold(float[] block, int count) {
        if (held.length < heldCount + count) {
            held = Arrays.copyOf(held, 2 * (heldCount + count));
        }
        System.arraycopy(block, 0, held, heldCount, count);
        heldCount += count;
    }

    /// Seconds that were heard.
    private double now() {
        return (double) (heldFrom + heldCount) / rate;
    }

    private void forget(double before) {
        int gone = Math.clamp((long) (before * rate) - heldFrom, 0, heldCount);
        // In large steps: each moves what is kept.
        if (gone > 10 * rate) {
            System.arraycopy(held, gone, held, 0, heldCount - gone);
            heldFrom += gone;
            heldCount -= gone;
        }
    }

    /// @return where what was said ends
    private double utterance(double start, double end, double padding, Consumer<Segment> listener) {
        if (end <= start) {
            return start;
        }
        // What was read already is not read again.
        long from = Math.max(read, (long) ((start - padding) * rate));
        int first = Math.clamp(from - heldFrom, 0, heldCount);
        int last = Math.clamp((long) ((end + padding) * rate) - heldFrom, first, heldCount);
        read = heldFrom + last;
        Sound sound = Sound.of("-", rate, Arrays.copyOfRange(held, first, last));
        double offset = (double) (heldFrom + first) / rate;
        ScannedRecording recording = ScannedRecording.of(sound, model.mel(), runtime, Optional.empty(),
                VoiceActivity.Options.DEFAULT);
        TranscriptBuilder transcript = new TranscriptBuilder(
                model.config(), decoder, new TranscribeOptions(
                        options.language(), options.context(), options.search(), options.gates(),
                        TranscribeOptions.Speech.DEFAULT, options.windows()),
                new TranscriptBuilder.Heard(recording, "none", segment -> listener.accept(later(segment, offset))));
        language.ifPresent(transcript::language);
        Transcript text = sequential.read(transcript, prompt);
        language = text.segments().isEmpty() ? language : transcript.language();
        speech += end - start;
        transcribed += text.segments().isEmpty() ? 0 : text.coverage().ratio() * (end - start);
        return end;
    }

    private Segment later(Segment segment, double offset) {
        List<Word> words = segment.words().stream()
                .map(word -> new Word(word.start() + offset, word.end() + offset, word.text(), word.probability()))
                .toList();
        return new Segment(
                segments++, segment.start() + offset, segment.end() + offset, segment.text(), segment.tokens(),
                segment.temperature(), segment.avgLogprob(), segment.compressionRatio(), segment.noSpeechProb(), words);
    }
}
