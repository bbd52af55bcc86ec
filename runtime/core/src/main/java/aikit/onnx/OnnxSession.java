package aikit.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import aikit.AiException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An open graph on a device. `run` may be called from several threads; whoever opened the session closes it, after
/// the last run has returned.
public final class OnnxSession implements AutoCloseable {

    private final String name;
    private final OrtSession session;
    private final Device device;
    private final int runsAtOnce;
    private final Map<String, Port> inputs;
    private final Map<String, Port> outputs;

    OnnxSession(String name, OrtSession session, Device device, int runsAtOnce) throws OrtException {
        this.name = name;
        this.session = session;
        this.device = device;
        this.runsAtOnce = runsAtOnce;
        this.inputs = ports(session.getInputInfo());
        this.outputs = ports(session.getOutputInfo());
    }

    private static Map<String, Port> ports(Map<String, NodeInfo> nodes) {
        Map<String, Port> ports = new LinkedHashMap<>();
        for (NodeInfo node : nodes.values()) {
            if (node.getInfo() instanceof TensorInfo tensor) {
                List<Long> shape = new ArrayList<>();
                for (long length : tensor.getShape()) {
                    shape.add(length);
                }
                ports.put(node.getName(), new Port(node.getName(), type(tensor), shape));
            } else {
                ports.put(node.getName(), new Port(node.getName(), node.getInfo().toString(), List.of()));
            }
        }
        return ports;
    }

    private static String type(TensorInfo tensor) {
        return tensor.type.name().toLowerCase(java.util.Locale.ROOT);
    }

    /// Inputs of the graph by name, in its own order.
    public Map<String, Port> inputs() {
        return inputs;
    }

    /// Outputs of the graph by name, in its own order.
    public Map<String, Port> outputs() {
        return outputs;
    }

    /// The device that really opened the graph, never `auto`.
    public Device device() {
        return device;
    }

    /// How many runs, each on a thread of its own, make full use of the device: more than one when the session was
    /// opened with [OnnxEngine.Threading#ACROSS_RUNS] on a processor with several cores.
    public int runsAtOnce() {
        return runsAtOnce;
    }

    /// Runs the graph.
    ///
    /// @param given a tensor for each input of the graph; they stay the caller's
    /// @param wanted names of the outputs to compute
    /// @throws AiException of kind MODEL when the graph cannot run on these tensors
    public Outputs run(Map<String, OnnxTensor> given, Set<String> wanted) {
        return run(given, wanted, Map.of());
    }

    /// Runs the graph, with some outputs put into memory of the caller.
    ///
    /// @param given a tensor for each input of the graph; they stay the caller's
    /// @param wanted names of the outputs to compute beside those
    /// @param placed tensors that take the outputs of their names, of the very shape that these will have; they stay the
    ///     caller's
    /// @throws AiException of kind MODEL when the graph cannot run on these tensors
    public Outputs run(Map<String, OnnxTensor> given, Set<String> wanted, Map<String, OnnxTensor> placed) {
        try {
            return new Outputs(session.run(given, wanted, placed));
        } catch (OrtException e) {
            throw AiException.model(
                    name + ": the graph failed: " + oneLine(e.getMessage()),
                    "given " + describe(given) + "; the graph takes " + inputs.values())
                    .causedBy(e);
        }
    }

    private static String describe(Map<String, OnnxTensor> given) {
        List<String> parts = new ArrayList<>();
        given.forEach((input, tensor) -> parts
                .add(input + " " + type(tensor.getInfo()) + Arrays.toString(Tensors.shape(tensor))));
        return parts.toString();
    }

    static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a run computed; closing it frees the tensors. They may also be closed one by one instead, when some outlive
    /// the others.
    public static final class Outputs implements AutoCloseable {

        private final OrtSession.Result result;

        private Outputs(OrtSession.Result result) {
            this.result = result;
        }

        /// A tensor by the name of its output; it lives until this is closed.
        public OnnxTensor tensor(String output) {
            return (OnnxTensor) result.get(output)
                    .orElseThrow(() -> new IllegalArgumentException("output " + output + " was not asked for"));
        }

        @Override
        public void close() {
            result.close();
        }
    }
}
