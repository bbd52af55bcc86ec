package aikit.audio.whisper;

import aikit.Progress;
import aikit.Result;
import aikit.audio.FeatureConfig;
import aikit.audio.Sound;
import aikit.audio.SpeechRanges;
import aikit.audio.TranscribeOptions;
import aikit.audio.whisper.WindowEncoder.States;
import aikit.task.AiRuntime;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Reads windows of speech side by side, those of several recordings together: a step of the decoder takes hardly longer
/// for eight texts than for two. No window reads what was said before it, so the text may be a little less consistent,
/// and never repeats what another window got wrong. As in the batched pipelines of whisperX and faster-whisper.
final class BatchedReading {

    private final AiRuntime runtime;
    private final WhisperModel model;
    private final TranscribeOptions options;
    private final WindowDecoder decoder;
    private final FeatureConfig features;
    private final SegmentCutter cutter;
    private final Prompt prompt;
    private final List<FloatBuffer> memory = new ArrayList<>();
    private final List<Job> jobs = new ArrayList<>();

    /// A window on its way.
    private record Job(TranscriptBuilder transcript, Span span) {}

    BatchedReading(
            WhisperModel model, TranscribeOptions options, WindowDecoder decoder, AiRuntime runtime) {
        this.runtime = runtime;
        this.model = model;
        this.options = options;
        this.decoder = decoder;
        this.features = model.mel().config();
        this.cutter = new SegmentCutter(model.config().special().firstTime());
        this.prompt = new Prompt(model.config(), options, model.tokenizer());
    }

    /// @param begin reads a recording for the first time
    /// @return transcripts in the order of the recordings
    List<Result> read(List<Sound> sounds, Function<Sound, TranscriptBuilder> begin) {
        List<TranscriptBuilder> transcripts = new ArrayList<>();
        for (Sound sound : sounds) {
            TranscriptBuilder transcript = begin.apply(sound);
            transcripts.add(transcript);
            ScannedRecording recording = transcript.recording();
            try (WindowReader reader = recording.reader(); Progress.Task shown = recording.shown(runtime.progress())) {
                long seek = 0;
                for (Span span : Span.of(
                        SpeechRanges.windows(transcript.speech(), features.chunkSeconds()), recording)) {
                    reader.read(span, next());
                    jobs.add(new Job(transcript, span));
                    if (jobs.size() == options.windows().batch()) {
                        flush();
                        shown.advance(recording.second(span.first() + span.count()) - recording.second(seek));
                        seek = span.first() + span.count();
                    }
                }
            }
        }
        flush();
        return transcripts.stream().<Result>map(TranscriptBuilder::build).toList();
    }

    /// Memory for one more window.
    private FloatBuffer next() {
        if (memory.size() == jobs.size()) {
            memory.add(WindowReader.memory(features));
        }
        return memory.get(jobs.size());
    }

    private void flush() {
        if (jobs.isEmpty()) {
            return;
        }
        runtime.checkStopping();
        States states = model.encoder().encode(memory.subList(0, jobs.size()), features.melBins());
        hearLanguages(states);
        List<Prompt.Tokens> prompts = jobs.stream()
                .map(job -> prompt.next(job.transcript.language().orElseThrow().token()))
                .toList();
        List<Decoded> decoded = decoder.decode(states, prompts);
        for (int i = 0; i < decoded.size(); i++) {
            Job job = jobs.get(i);
            if (!decoder.silent(decoded.get(i))) {
                job.transcript.add(
                        decoded.get(i), cutter.all(decoded.get(i).tokens(), job.span.count()),
                        job.span.start(features), job.span.positions());
            }
        }
        jobs.clear();
    }

    /// Each recording's first window tells its language, unless it is known.
    private void hearLanguages(States states) {
        if (jobs.stream().allMatch(job -> job.transcript.language().isPresent())) {
            return;
        }
        double[][] heard = decoder.languages(states);
        for (int i = 0; i < heard.length; i++) {
            if (jobs.get(i).transcript.language().isEmpty()) {
                jobs.get(i).transcript.language(SpokenLanguage.heard(
                        model.config(), new double[][]{heard[i]}, options.language().among()));
            }
        }
    }
}
