package aikit.audio;

import aikit.onnx.GraphWeights.Weights;
import aikit.onnx.GraphWriter;
import aikit.onnx.GraphWriter.Attribute;
import aikit.onnx.GraphWriter.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Silero's network as a graph for many windows, made of the weights of the published one. Within a window, time is a
/// dimension of at most four steps, so that its convolutions are matrix products on a few of them side by side.
///
/// It takes `frames` [windows, 4, 256], `h` and `c` [1, 1, width], and gives `output` [windows, 1], `hn` and `cn`. The
/// layers are those of `silero_vad/tinygrad_model.py` in silero-vad: magnitudes of a short-time Fourier transform, four
/// convolutions, an LSTM layer, one neuron.
///
/// @param weights by the names that PyTorch gave them
record SileroGraph(Map<String, Weights> weights) {

    /// Samples of a frame, from one to the next, and frames of a window with its context (640 samples with the mirror).
    static final int FRAME = 256;
    static final int HOP = 128;
    static final int STEPS = 4;

    private static final int OPSET = 17;

    private static final String BASIS = "stft.forward_basis_buffer";

    /// `{out, in, 3}` each, of the encoder.
    private static final int CONVOLUTIONS = 4;

    /// Of the recurrent layer in PyTorch: input, forget, cell, output. ONNX wants the last second, and the third last.
    private static final int[] GATES = {0, 3, 1, 2};

    /// Finds the weights for 16 kHz: exports differ in what stands before their names, and may have those for 8 kHz too.
    static Optional<SileroGraph> find(List<Map<String, Weights>> graphs) {
        for (Map<String, Weights> graph : graphs) {
            for (Map.Entry<String, Weights> each : graph.entrySet()) {
                if (each.getKey().endsWith(BASIS) && isBasis(each.getValue())) {
                    String prefix = each.getKey().substring(0, each.getKey().length() - BASIS.length());
                    Map<String, Weights> own = new HashMap<>();
                    graph.forEach((name, weights) -> {
                        if (name.startsWith(prefix)) {
                            own.put(name.substring(prefix.length()), weights);
                        }
                    });
                    return Optional.of(new SileroGraph(own)).filter(SileroGraph::isComplete);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isBasis(Weights weights) {
        long[] shape = weights.shape(); // [2 * frequencies, 1, FRAME]
        return shape.length == 3 && shape[0] > 0 && shape[0] % 2 == 0 && shape[1] == 1 && shape[2] == FRAME;
    }

    private boolean isComplete() {
        long channels = weights.get(BASIS).shape()[0] / 2;
        for (int i = 0; i < CONVOLUTIONS; i++) {
            Weights kernel = weights.get(convolution(i, "weight"));
            if (kernel == null || kernel.shape().length != 3) {
                return false;
            }
            long outputs = kernel.shape()[0];
            if (!has(convolution(i, "weight"), outputs, channels, 3) || !has(convolution(i, "bias"), outputs)) {
                return false;
            }
            channels = outputs;
        }
        Weights recurrent = weights.get("decoder.rnn.weight_hh");
        if (recurrent == null || recurrent.shape().length != 2) {
            return false;
        }
        long width = recurrent.shape()[1];
        return has("decoder.rnn.weight_hh", 4 * width, width)
                && has("decoder.rnn.weight_ih", 4 * width, channels)
                && has("decoder.rnn.bias_ih", 4 * width)
                && has("decoder.rnn.bias_hh", 4 * width)
                && has("decoder.decoder.2.weight", 1, width, 1)
                && has("decoder.decoder.2.bias", 1);
    }

    private boolean has(String name, long... shape) {
        Weights found = weights.get(name);
        return found != null && Arrays.equals(found.shape(), shape);
    }

    private static String convolution(int number, String part) {
        return "encoder." + number + ".reparam_conv." + part;
    }

    /// Numbers that the recurrent layer remembers.
    int width() {
        return (int) weights.get("decoder.rnn.weight_hh").shape()[1];
    }

    /// The ONNX file.
    byte[] bytes() {
        GraphWriter graph = new GraphWriter("silero-vad", OPSET)
                .input("frames", Type.FLOAT, -1, STEPS, FRAME)
                .input("h", Type.FLOAT, 1, 1, width())
                .input("c", Type.FLOAT, 1, 1, width());
        spectrum(graph);
        encoder(graph);
        decoder(graph);
        return graph.output("output", Type.FLOAT, -1, 1).output("hn", Type.FLOAT, 1, 1, width())
                .output("cn", Type.FLOAT, 1, 1, width()).bytes();
    }

    /// `frames` to `magnitude` [windows, 4, frequencies]
    private void spectrum(GraphWriter graph) {
        Weights basis = weights.get(BASIS);
        int rows = (int) basis.shape()[0];
        graph.weights("basis", transposed(basis.values(), rows, FRAME), FRAME, rows)
                .integers("halves", rows / 2, rows / 2)
                .node("MatMul", List.of("frames", "basis"), List.of("spectrum"))
                .node("Split", List.of("spectrum", "halves"), List.of("real", "imaginary"), new Attribute("axis", 2))
                .node("Mul", List.of("real", "real"), List.of("real2"))
                .node("Mul", List.of("imaginary", "imaginary"), List.of("imaginary2"))
                .node("Add", List.of("real2", "imaginary2"), List.of("power"))
                .node("Sqrt", List.of("power"), List.of("magnitude"));
    }

    /// Four convolutions of width 3 with a step of silence at both ends, each followed by Relu, the second and third with a
    /// stride of 2: `magnitude` to `encoded` [windows, channels]. Where a step is always silence it is left out.
    private void encoder(GraphWriter graph) {
        int[] channels = new int[CONVOLUTIONS];
        for (int i = 0; i < CONVOLUTIONS; i++) {
            channels[i] = (int) weights.get(convolution(i, "weight")).shape()[0];
        }
        graph.integers("one", 1).integers("both_ends", 0, 1, 0, 0, 1, 0).integers("start", 0, 1, 0, 0, 0, 0);

        graph.node("Pad", List.of("magnitude", "both_ends"), List.of("padded_0")); // [windows, 6, frequencies]
        slice(graph, "padded_0", 0, 4, "left_0");
        slice(graph, "padded_0", 1, 5, "middle_0");
        slice(graph, "padded_0", 2, 6, "right_0");
        graph.node("Concat", List.of("left_0", "middle_0", "right_0"), List.of("steps_0"), new Attribute("axis", 2));
        product(graph, 0, 0, 3); // [windows, 4, channels]

        graph.node("Pad", List.of("encoded_0", "start"), List.of("padded_1")); // [windows, 5, channels]
        slice(graph, "padded_1", 0, 3, "left_1");
        slice(graph, "padded_1", 2, 5, "right_1");
        graph.integers("three_steps", -1, 1, 3L * channels[0])
                .node("Reshape", List.of("left_1", "three_steps"), List.of("left_row"))
                .node("Reshape", List.of("right_1", "three_steps"), List.of("right_row"))
                .node("Concat", List.of("left_row", "right_row"), List.of("steps_1"), new Attribute("axis", 1));
        product(graph, 1, 0, 3); // [windows, 2, channels]

        graph.integers("two_steps", -1, 2L * channels[1])
                .node("Reshape", List.of("encoded_1", "two_steps"), List.of("steps_2"));
        product(graph, 2, 1, 3); // [windows, channels]

        graph.node("Identity", List.of("encoded_2"), List.of("steps_3"));
        product(graph, 3, 1, 2); // [windows, channels]
    }

    private static void slice(GraphWriter graph, String tensor, int from, int to, String into) {
        graph.integers(into + "_from", from)
                .integers(into + "_to", to)
                .node("Slice", List.of(tensor, into + "_from", into + "_to", "one"), List.of(into));
    }

    /// `steps_N`, some steps side by side, to `encoded_N`.
    ///
    /// @param from the first of the three steps of the kernel that is not always silence, and `to` the one behind the last
    private void product(GraphWriter graph, int number, int from, int to) {
        Weights kernel = weights.get(convolution(number, "weight"));
        int outputs = (int) kernel.shape()[0];
        int inputs = (int) kernel.shape()[1];
        float[] matrix = new float[(to - from) * inputs * outputs]; // [steps, inputs, outputs]
        for (int step = from; step < to; step++) {
            for (int input = 0; input < inputs; input++) {
                for (int output = 0; output < outputs; output++) {
                    matrix[((step - from) * inputs + input) * outputs + output] = kernel
                            .values()[(output * inputs + input) * 3 + step];
                }
            }
        }
        graph.weights("kernel_" + number, matrix, (long) (to - from) * inputs, outputs)
                .weights("bias_" + number, weights.get(convolution(number, "bias")).values(), outputs)
                .node("MatMul", List.of("steps_" + number, "kernel_" + number), List.of("product_" + number))
                .node("Add", List.of("product_" + number, "bias_" + number), List.of("sum_" + number))
                .node("Relu", List.of("sum_" + number), List.of("encoded_" + number));
    }

    /// `encoded_3` to `output`: the windows are the sequence of the recurrent layer.
    private void decoder(GraphWriter graph) {
        int width = width();
        int inputs = (int) weights.get("decoder.rnn.weight_ih").shape()[1];
        float[] bias = Arrays.copyOf(gates("decoder.rnn.bias_ih", 1), 8 * width);
        System.arraycopy(gates("decoder.rnn.bias_hh", 1), 0, bias, 4 * width, 4 * width);
        graph.weights("W", gates("decoder.rnn.weight_ih", inputs), 1, 4L * width, inputs)
                .weights("R", gates("decoder.rnn.weight_hh", width), 1, 4L * width, width)
                .weights("B", bias, 1, 8L * width)
                .node("Unsqueeze", List.of("encoded_3", "one"), List.of("sequence")) // [windows, 1, channels]
                .node("LSTM", List.of("sequence", "W", "R", "B", "", "h", "c"), List.of("remembered", "hn", "cn"),
                        new Attribute("hidden_size", width))
                .integers("rows", -1, width)
                .node("Reshape", List.of("remembered", "rows"), List.of("row"))
                .node("Relu", List.of("row"), List.of("positive"))
                .weights("last", weights.get("decoder.decoder.2.weight").values(), width, 1)
                .weights("last_bias", weights.get("decoder.decoder.2.bias").values(), 1)
                .node("MatMul", List.of("positive", "last"), List.of("last_product"))
                .node("Add", List.of("last_product", "last_bias"), List.of("logit"))
                .node("Sigmoid", List.of("logit"), List.of("output"));
    }

    /// The rows of each gate, in the order of ONNX.
    private float[] gates(String name, int columns) {
        float[] values = weights.get(name).values();
        int gate = width() * columns;
        float[] sorted = new float[values.length];
        for (int i = 0; i < GATES.length; i++) {
            System.arraycopy(values, GATES[i] * gate, sorted, i * gate, gate);
        }
        return sorted;
    }

    private static float[] transposed(float[] values, int rows, int columns) {
        float[] turned = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = values[row * columns + column];
            }
        }
        return turned;
    }
}
