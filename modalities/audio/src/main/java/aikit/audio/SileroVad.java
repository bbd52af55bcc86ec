package aikit.audio;

import ai.onnxruntime.OnnxTensor;
import aikit.AiException;
import aikit.model.ModelDir;
import aikit.onnx.Device;
import aikit.onnx.OnnxEngine.Threading;
import aikit.onnx.OnnxSession;
import aikit.onnx.Port;
import aikit.onnx.Tensors;
import aikit.task.AiRuntime;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Silero's voice activity detector, versions 5 and 6: a small recurrent network that hears 32 ms at a time and says how
/// probable speech is. Always on the processor, one thread: its steps wait for one another, and are too small for more.
///
/// Several recordings may be heard at once, each by a run and a thread of its own.
public final class SileroVad implements VoiceActivity {

    /// What these models do in other verbs, as the catalogue has it.
    static final String TASK = "detect-voice";

    /// `family` of these models in the catalogue.
    static final String FAMILY = "silero-vad";

    private static final int SAMPLE_RATE = 16_000;

    /// Samples of a step, and those before them that the network hears again (`OnnxWrapper` in silero-vad).
    private static final int WINDOW = 512;
    private static final int CONTEXT = 64;

    /// Numbers that the network remembers in each of two layers.
    private static final int STATE = 128;

    private static final Set<String> OUTPUTS = Set.of("output", "stateN");

    private final OnnxSession session;

    private SileroVad(OnnxSession session) {
        this.session = session;
    }

    /// Opens the first graph of the model.
    ///
    /// @throws AiException of kind MODEL when it is no detector of this kind
    public static SileroVad open(ModelDir model, AiRuntime runtime) {
        if (model.graphs().isEmpty()) {
            throw AiException.model(model.spec().name() + ": has no graph", "");
        }
        ModelDir.Graph graph = model.graphs().getFirst();
        OnnxSession session = runtime.engine()
                .session(graph.file(), graph.sha256(), Device.parse("cpu"), Threading.ACROSS_RUNS);
        try {
            check(model, session);
            return new SileroVad(session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /// The sample rate may be missing: some exports know only one. Older versions remember in other shapes.
    private static void check(ModelDir model, OnnxSession session) {
        Map<String, Port> inputs = session.inputs();
        boolean takes = inputs.containsKey("input") && inputs.containsKey("state")
                && inputs.size() == (inputs.containsKey("sr") ? 3 : 2)
                && inputs.get("state").shape().getLast() == STATE;
        if (!takes || !session.outputs().keySet().containsAll(OUTPUTS)) {
            throw AiException.model(
                    model.spec().name() + ": is not a voice activity detector of Silero's from version 5 on: it takes "
                            + inputs.values(),
                    "use silero-vad, or --vad energy");
        }
    }

    @Override
    public String method() {
        return "silero";
    }

    @Override
    public int sampleRate() {
        return SAMPLE_RATE;
    }

    @Override
    public Run start(Options options) {
        return new Hearing(new SpeechRule(options, SAMPLE_RATE, WINDOW));
    }

    @Override
    public void close() {
        session.close();
    }

    /// One recording. Its tensors are used for every step; the state goes from step to step as ONNX Runtime made it.
    private final class Hearing implements Run {

        private final SpeechRule rule;
        private final FloatBuffer sound = floats(CONTEXT + WINDOW);
        private final OnnxTensor input = Tensors.of(sound, 1, CONTEXT + WINDOW); // [1, 576]
        private final OnnxTensor silence = Tensors.of(floats(2 * STATE), 2, 1, STATE);
        private final OnnxTensor rate = Tensors.of(longs(SAMPLE_RATE));
        private final Map<String, OnnxTensor> given = new HashMap<>();
        private OnnxSession.Outputs before;
        private long samples;

        private Hearing(SpeechRule rule) {
            this.rule = rule;
            sound.position(CONTEXT);
            given.put("input", input);
            given.put("state", silence);
            if (session.inputs().containsKey("sr")) {
                given.put("sr", rate);
            }
        }

        @Override
        public void accept(float[] heard, int offset, int length) {
            samples += length;
            for (int at = 0; at < length;) {
                int part = Math.min(length - at, sound.remaining());
                sound.put(heard, offset + at, part);
                at += part;
                if (!sound.hasRemaining()) {
                    rule.accept(step());
                }
            }
        }

        private double step() {
            OnnxSession.Outputs now = session.run(given, OUTPUTS);
            if (before != null) {
                before.close();
            }
            before = now;
            given.put("state", now.tensor("stateN")); // [2, 1, 128]
            sound.position(WINDOW).compact();
            return now.tensor("output").getFloatBuffer().get(0); // [1, 1]
        }

        @Override
        public List<SpeechRange> take() {
            return rule.take();
        }

        /// The last window is filled up with silence, and is silence as a whole when there is nothing left, as in
        /// faster-whisper.
        @Override
        public List<SpeechRange> finish() {
            while (sound.hasRemaining()) {
                sound.put(0);
            }
            rule.accept(step());
            return rule.finish(samples);
        }

        @Override
        public void close() {
            if (before != null) {
                before.close();
            }
            input.close();
            silence.close();
            rate.close();
        }

        private static FloatBuffer floats(int count) {
            return ByteBuffer.allocateDirect(count * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
        }

        private static LongBuffer longs(long value) {
            return ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder()).asLongBuffer().put(0, value);
        }
    }
}
