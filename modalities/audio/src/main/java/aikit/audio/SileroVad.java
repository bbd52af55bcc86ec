package aikit.audio;

import aikit.AiException;
import aikit.model.ModelDir;
import aikit.onnx.Device;
import aikit.onnx.OnnxEngine.Threading;
import aikit.onnx.OnnxSession;
import aikit.task.AiRuntime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Silero's voice activity detector, versions 5 and 6: a small recurrent network that hears 32 ms at a time and says how
/// probable speech is. Always on the processor, one thread: its steps wait for one another, and are too small for more.
///
/// Several recordings may be heard at once, each by a run and a thread of its own.
public final class SileroVad implements VoiceActivity {

    /// What these models do in other verbs, as the catalogue has it.
    static final String TASK = "detect-voice";

    /// `family` of these models in the catalogue.
    static final String FAMILY = "silero-vad";

    private final SileroNetwork network;

    private SileroVad(SileroNetwork network) {
        this.network = network;
    }

    /// Opens the first graph of the model.
    ///
    /// @throws AiException of kind MODEL when it is no detector of this kind
    public static SileroVad open(ModelDir model, AiRuntime runtime) {
        SileroSteps steps = steps(model, runtime);
        try {
            Optional<SileroSequence> sequence = SileroSequence
                    .open(model.graphs().getFirst().file(), steps, runtime.engine());
            if (sequence.isEmpty()) {
                return new SileroVad(steps);
            }
            steps.close();
            return new SileroVad(sequence.get());
        } catch (RuntimeException e) {
            steps.close();
            throw e;
        }
    }

    /// The graph as it is.
    static SileroSteps steps(ModelDir model, AiRuntime runtime) {
        if (model.graphs().isEmpty()) {
            throw AiException.model(model.spec().name() + ": has no graph", "");
        }
        ModelDir.Graph graph = model.graphs().getFirst();
        OnnxSession session = runtime.engine()
                .session(graph.file(), graph.sha256(), Device.parse("cpu"), Threading.ACROSS_RUNS);
        if (!SileroSteps.fits(session)) {
            String inputs = session.inputs().values().toString();
            session.close();
            throw AiException.model(
                    model.spec().name() + ": is not a voice activity detector of Silero's from version 5 on: it takes "
                            + inputs,
                    "use silero-vad, or --vad energy");
        }
        return new SileroSteps(session);
    }

    @Override
    public String method() {
        return "silero";
    }

    @Override
    public int sampleRate() {
        return SileroNetwork.SAMPLE_RATE;
    }

    @Override
    public Run start(Options options) {
        return new Listening(
                network.start(), new SpeechRule(options, SileroNetwork.SAMPLE_RATE, SileroNetwork.WINDOW));
    }

    @Override
    public void close() {
        network.close();
    }

    /// One recording: windows are collected until enough are there to be heard together.
    private static final class Listening implements Run {

        private final SileroNetwork.Hearing hearing;
        private final SpeechRule rule;
        private final float[] sound = new float[SileroNetwork.CONTEXT
                + SileroNetwork.MOST_WINDOWS * SileroNetwork.WINDOW];
        private final float[] probabilities = new float[SileroNetwork.MOST_WINDOWS];
        private int filled = SileroNetwork.CONTEXT;
        private long samples;

        private Listening(SileroNetwork.Hearing hearing, SpeechRule rule) {
            this.hearing = hearing;
            this.rule = rule;
        }

        @Override
        public void accept(float[] heard, int offset, int length) {
            samples += length;
            for (int at = 0; at < length;) {
                int part = Math.min(length - at, sound.length - filled);
                System.arraycopy(heard, offset + at, sound, filled, part);
                filled += part;
                at += part;
                if (filled == sound.length) {
                    hear();
                }
            }
        }

        /// Hears the windows that are whole; their end is the context of what follows.
        private void hear() {
            int count = (filled - SileroNetwork.CONTEXT) / SileroNetwork.WINDOW;
            if (count > 0) {
                hearing.hear(sound, count, probabilities);
                for (int i = 0; i < count; i++) {
                    rule.accept(probabilities[i]);
                }
                int heard = count * SileroNetwork.WINDOW;
                filled -= heard;
                System.arraycopy(sound, heard, sound, 0, filled);
            }
        }

        @Override
        public List<SpeechRange> take() {
            hear();
            return rule.take();
        }

        @Override
        public OptionalDouble speaking() {
            return rule.speaking();
        }

        /// The last window is filled up with silence, and is silence as a whole when there is nothing left, as in
        /// faster-whisper.
        @Override
        public List<SpeechRange> finish() {
            hear();
            float[] silence = new float[SileroNetwork.CONTEXT + SileroNetwork.WINDOW - filled];
            System.arraycopy(silence, 0, sound, filled, silence.length);
            filled += silence.length;
            hear();
            return rule.finish(samples);
        }

        @Override
        public void close() {
            hearing.close();
        }
    }
}
