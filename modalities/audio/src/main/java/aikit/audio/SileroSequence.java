package aikit.audio;

import ai.onnxruntime.OnnxTensor;
import aikit.onnx.GraphWeights;
import aikit.onnx.OnnxEngine;
import aikit.onnx.OnnxEngine.Threading;
import aikit.onnx.OnnxSession;
import aikit.onnx.Tensors;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The same network in a graph of our own ([SileroGraph]) that hears many windows in one run: only its recurrent layer
/// needs them one after the other, all else is a few large matrix products. Half a minute takes 9 ms, and 66 ms with
/// one run for each window (`scripts/bench/hearing`); probabilities differ by 1e-6.
final class SileroSequence implements SileroNetwork {

    private static final Set<String> OUTPUTS = Set.of("output", "hn", "cn");

    /// Most that the two may differ in: rounding.
    private static final double ROUNDING = 1e-4;

    private final OnnxSession session;
    private final int width;

    private SileroSequence(OnnxSession session, int width) {
        this.session = session;
        this.width = width;
    }

    /// Opens what the weights in a graph file make, if it hears what the graph itself hears: a file may use the same names
    /// for another network.
    ///
    /// @param steps the graph, opened; it stays the caller's
    static Optional<SileroSequence> open(Path graph, SileroSteps steps, OnnxEngine engine) {
        Optional<SileroGraph> found;
        try {
            found = SileroGraph.find(GraphWeights.read(graph));
        } catch (IOException e) {
            return Optional.empty(); // ONNX Runtime could read it, so it will do as it is
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        OnnxSession session = engine.session(found.get().bytes(), "silero-vad", Threading.ACROSS_RUNS);
        SileroSequence sequence = new SileroSequence(session, found.get().width());
        boolean same = false;
        try {
            same = sequence.hears(steps);
        } finally {
            if (!same) {
                session.close();
            }
        }
        return same ? Optional.of(sequence) : Optional.empty();
    }

    /// Whether this and another hear the same in a tone that rises, which gets louder from silence on.
    private boolean hears(SileroSteps steps) {
        int count = MOST_WINDOWS / 2;
        float[] sound = new float[CONTEXT + count * WINDOW];
        for (int i = WINDOW; i < sound.length; i++) {
            double t = (double) i / SAMPLE_RATE;
            sound[i] = (float) (t * Math.sin(2 * Math.PI * (150 * t + 2000 * t * t)));
        }
        float[] ours = new float[count];
        float[] theirs = new float[count];
        try (Hearing our = start(); Hearing their = steps.start()) {
            our.hear(sound, count, ours);
            their.hear(sound, count, theirs);
        }
        for (int i = 0; i < count; i++) {
            if (!(Math.abs(ours[i] - theirs[i]) < ROUNDING)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Hearing start() {
        return new Sequence();
    }

    @Override
    public void close() {
        session.close();
    }

    private final class Sequence implements Hearing {

        private final FloatBuffer frames = Tensors.direct(MOST_WINDOWS * SileroGraph.STEPS * SileroGraph.FRAME);
        private final OnnxTensor nothing = Tensors.of(Tensors.direct(width), 1, 1, width);
        private final Map<String, OnnxTensor> given = new HashMap<>();
        private OnnxSession.Outputs before;

        private Sequence() {
            given.put("h", nothing);
            given.put("c", nothing);
        }

        @Override
        public void hear(float[] sound, int count, float[] probabilities) {
            frames.clear();
            for (int i = 0; i < count; i++) {
                frame(sound, i * WINDOW);
            }
            try (OnnxTensor tensor = Tensors.of(frames.flip(), count, SileroGraph.STEPS, SileroGraph.FRAME)) {
                given.put("frames", tensor);
                OnnxSession.Outputs now = session.run(given, OUTPUTS);
                if (before != null) {
                    before.close();
                }
                before = now;
                given.put("h", now.tensor("hn"));
                given.put("c", now.tensor("cn"));
                now.tensor("output").getFloatBuffer().get(0, probabilities, 0, count); // [count, 1]
            }
        }

        /// The frames that the network looks at in a window; the last reaches out behind it, where the sound is mirrored.
        private void frame(float[] sound, int start) {
            int end = start + CONTEXT + WINDOW;
            for (int step = 0; step < SileroGraph.STEPS; step++) {
                int from = start + step * SileroGraph.HOP;
                frames.put(sound, from, Math.min(SileroGraph.FRAME, end - from));
            }
            for (int i = 0; i < CONTEXT; i++) {
                frames.put(sound[end - 2 - i]);
            }
        }

        @Override
        public void close() {
            if (before != null) {
                before.close();
            }
            nothing.close();
        }
    }
}
