package aikit.audio;

import aikit.AiException;
import aikit.task.AiRuntime;
import java.util.List;
import java.util.OptionalDouble;

/// Hears where somebody speaks. Whoever opens one closes it, after its runs.
public interface VoiceActivity extends AutoCloseable {

    /// What is heard as speech. The defaults are those of faster-whisper's `VadOptions`, but for the pauses: whisper reads
    /// half a minute at once, and a pause of two seconds inside is none of its troubles.
    ///
    /// @param threshold probability from which on a stretch is speech
    /// @param shortest seconds of the shortest speech; shorter ones are noise
    /// @param pause seconds of silence that end a stretch of speech
    /// @param padding seconds put around each stretch
    record Options(double threshold, double shortest, double pause, double padding) {
        public static final Options DEFAULT = new Options(0.5, 0, 2, 0.4);
    }

    /// Opens a detector.
    ///
    /// @param method `silero`, `energy`, or `auto`: the model if it is here or can be fetched, else loudness, of which a
    ///     note is made
    /// @param model which model; empty for the one of the catalogue. One that is named is never done without
    /// @throws AiException of kind USAGE for another method, MODEL when the model cannot be made present or is none
    static VoiceActivity open(String method, String model, AiRuntime runtime) {
        return switch (method) {
            case "silero" -> silero(model, runtime);
            case "energy" -> new EnergyVad();
            case "auto" -> {
                try {
                    yield silero(model, runtime);
                } catch (AiException e) {
                    boolean missing = e.kind() == AiException.Kind.MODEL || e.kind() == AiException.Kind.LIMIT;
                    if (!missing || !model.isEmpty()) {
                        throw e;
                    }
                    runtime.progress().note(e.getMessage() + "; speech is told from silence by loudness");
                    yield new EnergyVad();
                }
            }
            default -> throw AiException.usage(
                    "voice activity by '" + method + "' is not known", "use auto, silero, energy or none");
        };
    }

    private static VoiceActivity silero(String model, AiRuntime runtime) {
        return SileroVad.open(runtime.models().open(model, SileroVad.TASK, "", runtime.progress()), runtime);
    }

    /// `silero` or `energy`.
    String method();

    /// Samples in a second that it hears.
    int sampleRate();

    /// Begins with a recording.
    Run start(Options options);

    @Override
    void close();

    /// One recording that is being heard, from one thread.
    interface Run extends AutoCloseable {

        /// Hears more.
        void accept(float[] samples, int offset, int length);

        /// The stretches that are over for certain and were not given out yet, in the order of time: for a recording
        /// that has no end yet.
        List<SpeechRange> take();

        /// Seconds at which the speech began that goes on; empty in silence.
        OptionalDouble speaking();

        /// Ends the recording, and gives out the stretches that were not given out yet. Those of one recording never
        /// overlap and never reach beyond its end.
        List<SpeechRange> finish();

        @Override
        void close();
    }
}
