package aikit.audio;

import ai.onnxruntime.OnnxTensor;
import aikit.AiException;
import aikit.model.ModelDir;
import aikit.onnx.OnnxEngine.Threading;
import aikit.onnx.OnnxSession;
import aikit.onnx.Tensors;
import aikit.task.AiRuntime;
import java.util.Map;
import java.util.Set;

/// One of the two graphs of a CLAP model, which gives one vector for each input. Whoever opens it closes it.
record ClapHalf(OnnxSession session, String output, boolean oneShot) implements AutoCloseable {

    /// Opens the graph whose file is called so.
    ///
    /// @param kind `audio_model` or `text_model`
    /// @param inputs that it takes
    /// @param output that it gives: `[batch, width]`
    /// @throws AiException of kind MODEL when it is not there or another one, DEVICE when the device cannot be used
    static ClapHalf open(ModelDir model, String kind, Set<String> inputs, String output, AiRuntime runtime) {
        ModelDir.Graph graph = model.graph(kind)
                .orElseThrow(() -> AiException.model(
                        model.spec().name() + ": has no graph " + kind + ".onnx",
                        "a CLAP model has two graphs: onnx/audio_model.onnx and onnx/text_model.onnx"));
        OnnxSession session = runtime.engine()
                .session(graph.file(), graph.sha256(), runtime.settings().device(), Threading.WITHIN_A_RUN);
        if (!session.inputs().keySet().equals(inputs) || !session.outputs().containsKey(output)) {
            String ports = session.inputs().values() + " to " + session.outputs().values();
            session.close();
            throw AiException.model(
                    model.spec().name() + ": " + kind + " is not half of a CLAP model that is known: it takes " + ports,
                    "the halves take " + inputs + " and give " + output);
        }
        return new ClapHalf(session, output, runtime.settings().oneShot());
    }

    /// The vector of one input, as long as the model makes it.
    ///
    /// @param tensors stay the caller's
    float[] vector(Map<String, OnnxTensor> tensors) {
        try (OnnxSession.Outputs outputs = session.run(tensors, Set.of(output))) {
            return Tensors.floats(outputs.tensor(output)); // [1, width]
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
