package aikit.image.clip;

import ai.onnxruntime.OnnxTensor;
import aikit.AiException;
import aikit.model.ModelDir;
import aikit.onnx.OnnxEngine.Threading;
import aikit.onnx.OnnxSession;
import aikit.onnx.Tensors;
import aikit.task.AiRuntime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One of the two graphs of an image-text model, which gives a vector for each input of a batch. Whoever opens it closes
/// it.
///
/// @param output the one that is computed: `[batch, width]`
/// @param oneShot see [AiRuntime.Settings]: then closing leaves the session to the system
record Half(OnnxSession session, String output, boolean oneShot) implements AutoCloseable {

    /// What a graph may take, and give in the order of preference.
    ///
    /// @param part how its file is called: `vision_model` or `text_model`
    /// @param input that it must take
    /// @param others that it may take besides
    record Kind(String part, String input, Set<String> others, List<String> outputs) {}

    /// @throws AiException of kind MODEL when it is not there or another one, DEVICE when the device cannot be used
    static Half open(ModelDir model, Kind kind, AiRuntime runtime) {
        ModelDir.Graph graph = model.graph(kind.part)
                .orElseThrow(() -> AiException.model(
                        model.spec().name() + ": has no graph " + kind.part + ".onnx",
                        "an image-text model has two graphs: onnx/vision_model.onnx and onnx/text_model.onnx"));
        OnnxSession session = runtime.engine()
                .session(graph.file(), graph.sha256(), runtime.settings().device(), Threading.ACROSS_RUNS);
        Set<String> inputs = session.inputs().keySet();
        String output = kind.outputs.stream().filter(session.outputs()::containsKey).findFirst().orElse("");
        boolean fits = inputs.contains(kind.input)
                && inputs.stream().allMatch(input -> input.equals(kind.input) || kind.others.contains(input));
        if (!fits || output.isEmpty()) {
            String ports = session.inputs().values() + " to " + session.outputs().values();
            session.close();
            throw AiException.model(
                    model.spec().name() + ": " + kind.part
                            + " is not half of an image-text model that is known: it takes "
                            + ports,
                    "it should take " + kind.input + " and give " + String.join(" or ", kind.outputs));
        }
        return new Half(session, output, runtime.settings().oneShot());
    }

    /// How many inputs the graph takes at once at most.
    ///
    /// @param most when it takes any number
    int batch(String input, int most) {
        long fixed = session.inputs().get(input).shape().getFirst();
        return fixed > 0 ? (int) Math.min(fixed, most) : most;
    }

    /// A vector for each input of a batch, as long as the model makes it.
    ///
    /// @param tensors stay the caller's
    float[][] vectors(Map<String, OnnxTensor> tensors) {
        try (OnnxSession.Outputs outputs = session.run(tensors, Set.of(output))) {
            OnnxTensor tensor = outputs.tensor(output);
            long[] shape = Tensors.shape(tensor); // [batch, width]
            if (shape.length != 2) {
                throw AiException.model(output + ": is no vector for each input, but " + Arrays.toString(shape), "");
            }
            int width = (int) shape[1];
            float[] all = Tensors.floats(tensor);
            float[][] vectors = new float[(int) shape[0]][];
            for (int i = 0; i < vectors.length; i++) {
                vectors[i] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
            }
            return vectors;
        }
    }

    /// Where it runs.
    String device() {
        return session.device().toString();
    }

    @Override
    public void close() {
        if (!oneShot) {
            session.close();
        }
    }
}
