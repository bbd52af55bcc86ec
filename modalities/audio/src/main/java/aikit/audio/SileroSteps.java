package aikit.audio;

import ai.onnxruntime.OnnxTensor;
import aikit.onnx.OnnxSession;
import aikit.onnx.Tensors;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// The graph as Silero publishes it: one run for each window. It takes `input` [1, 576], `state` [2, 1, width] and, in most
/// exports, `sr`; it gives `output` [1, 1] and `stateN`.
final class SileroSteps implements SileroNetwork {

    private static final Set<String> OUTPUTS = Set.of("output", "stateN");

    private final OnnxSession session;
    private final int width;

    /// @param session closed with this
    SileroSteps(OnnxSession session) {
        this.session = session;
        this.width = Math.toIntExact(session.inputs().get("state").shape().getLast());
    }

    /// Whether a graph is of this kind: older versions remember in other shapes.
    static boolean fits(OnnxSession session) {
        Set<String> inputs = session.inputs().keySet();
        return inputs.containsAll(Set.of("input", "state"))
                && inputs.size() == (inputs.contains("sr") ? 3 : 2)
                && session.inputs().get("state").shape().size() == 3
                && session.inputs().get("state").shape().getLast() > 0
                && session.outputs().keySet().containsAll(OUTPUTS);
    }

    @Override
    public Hearing start() {
        return new Steps();
    }

    @Override
    public void close() {
        session.close();
    }

    /// Its tensors are used for every step; the state goes from step to step as ONNX Runtime made it.
    private final class Steps implements Hearing {

        private final FloatBuffer window = Tensors.direct(CONTEXT + WINDOW);
        private final OnnxTensor input = Tensors.of(window, 1, CONTEXT + WINDOW);
        private final OnnxTensor nothing = Tensors.of(Tensors.direct(2 * width), 2, 1, width);
        private final OnnxTensor rate = Tensors.of(rate());
        private final Map<String, OnnxTensor> given = new HashMap<>();
        private OnnxSession.Outputs before;

        private Steps() {
            given.put("input", input);
            given.put("state", nothing);
            if (session.inputs().containsKey("sr")) {
                given.put("sr", rate);
            }
        }

        @Override
        public void hear(float[] sound, int count, float[] probabilities) {
            for (int i = 0; i < count; i++) {
                window.put(0, sound, i * WINDOW, CONTEXT + WINDOW);
                OnnxSession.Outputs now = session.run(given, OUTPUTS);
                if (before != null) {
                    before.close();
                }
                before = now;
                given.put("state", now.tensor("stateN"));
                probabilities[i] = now.tensor("output").getFloatBuffer().get(0);
            }
        }

        @Override
        public void close() {
            if (before != null) {
                before.close();
            }
            input.close();
            nothing.close();
            rate.close();
        }

        private static LongBuffer rate() {
            return Tensors.longs(1).put(0, SAMPLE_RATE);
        }
    }
}
