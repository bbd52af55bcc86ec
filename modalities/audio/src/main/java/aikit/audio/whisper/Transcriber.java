package aikit.audio.whisper;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Transcript;
import aikit.audio.MediaSound;
import aikit.audio.Sound;
import aikit.audio.SpeechStream;
import aikit.audio.TranscribeOptions;
import aikit.audio.VoiceActivity;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Speech to text with a model of the Whisper family: where somebody speaks is found first, and only that is read by the
/// model, window by window. Owns the model and closes it.
public final class Transcriber implements Pipeline<Sound>, SpeechStream {

    /// Exports with an `encoder_model` and a decoder in a layout of [aikit.generate.Seq2SeqDecoder].
    public static final Set<String> FAMILIES = Set.of("whisper");

    private final WhisperModel model;
    private final TranscribeOptions options;
    private final Optional<VoiceActivity> voice;
    private final WindowDecoder decoder;
    private final MediaSound.Options media;
    private final AiRuntime runtime;
    private Listener listener = (input, segment) -> {};

    private Transcriber(
            WhisperModel model, TranscribeOptions options, Optional<VoiceActivity> voice, AiRuntime runtime) {
        this.model = model;
        this.options = options;
        this.voice = voice;
        this.decoder = new WindowDecoder(model.config(), options, model.decoder(), model.tokenizer());
        this.media = MediaSound.Options.of(model.mel().config().sampleRate()).withTrack(options.speech().track());
        this.runtime = runtime;
    }

    /// Opens a model.
    ///
    /// @throws AiException of kind USAGE when the options do not fit the model, MODEL when it is no Whisper model
    public static Transcriber open(ModelDir model, TranscribeOptions options, AiRuntime runtime) {
        WhisperModel opened = WhisperModel.open(model, runtime);
        try {
            check(opened, options);
            Optional<VoiceActivity> voice = options.speech().vad().equals("none")
                    ? Optional.empty()
                    : Optional.of(VoiceActivity.open(options.speech().vad(), "", runtime));
            return new Transcriber(opened, options, voice, runtime);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static void check(WhisperModel model, TranscribeOptions options) {
        String name = model.provenance().model();
        SpokenLanguage.given(model.config(), options.language());
        if (options.windows().batch() > 0 && !options.context().prefix().isBlank()) {
            throw AiException.usage(
                    "--prefix and --batch-size: every stretch of speech would begin with the prefix", "leave one out");
        }
        if (!options.windows().words()) {
            return;
        }
        if (!model.decoder().givesAttention()) {
            throw AiException.usage(
                    "--words: " + name + " does not say when words are spoken",
                    "use one that does, such as whisper-base-timestamped");
        }
        if (model.config().heads().isEmpty()) {
            throw AiException.model(
                    name + ": generation_config.json has no alignment_heads, by which words are timed", "");
        }
    }

    @Override
    public Sound prepare(Input input) {
        return MediaSound.of(input, media, runtime.settings().home().cache());
    }

    /// Windows that it has by what the file says of itself, as far as they are read together.
    @Override
    public long weight(Sound sound) {
        boolean told = sound instanceof MediaSound media && media.info().seconds() > 0;
        if (options.windows().batch() == 0 || !told) {
            return 1;
        }
        double seconds = ((MediaSound) sound).info().seconds();
        return 1 + (long) (seconds / model.mel().config().chunkSeconds());
    }

    @Override
    public List<Result> run(List<Sound> sounds) {
        if (options.windows().batch() > 0) {
            return new BatchedReading(model, options, decoder, runtime).read(sounds, this::begin);
        }
        SequentialReading sequential = new SequentialReading(
                model, options, decoder, runtime, runtime.progress());
        List<Result> results = new ArrayList<>();
        for (Sound sound : sounds) {
            results.add(sequential.read(begin(sound)));
        }
        return results;
    }

    /// Reads a recording for the first time. What is heard as speech counts without its padding.
    private TranscriptBuilder begin(Sound sound) {
        VoiceActivity.Options wanted = options.speech().options();
        ScannedRecording recording = ScannedRecording.of(sound, model.mel(), runtime, voice, new VoiceActivity.Options(
                wanted.threshold(), wanted.shortest(), wanted.pause(), 0));
        String method = voice.map(VoiceActivity::method).orElse("none");
        return new TranscriptBuilder(model.config(), decoder, options, new TranscriptBuilder.Heard(
                recording, method, segment -> listener.heard(sound.name(), segment)));
    }

    @Override
    public void tell(Listener hearing) {
        listener = hearing;
    }

    @Override
    public Transcript live(InputStream pcm, String name) {
        return new LiveReading(model, options, decoder, runtime, voice.orElseThrow(() -> AiException.usage(
                "--live and --vad none: what has no end is cut where nobody speaks", "use --vad auto or energy")))
                .read(pcm, segment -> listener.heard(name, segment));
    }

    @Override
    public Provenance provenance() {
        return model.provenance();
    }

    @Override
    public void close() {
        voice.ifPresent(VoiceActivity::close);
        model.close();
    }
}
