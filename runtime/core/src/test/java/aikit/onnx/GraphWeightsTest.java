package aikit.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import aikit.Progress;
import aikit.onnx.GraphWeights.Weights;
import aikit.onnx.GraphWriter.Attribute;
import aikit.onnx.GraphWriter.Type;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Graphs that are made here, and read again.
class GraphWeightsTest {

    @TempDir
    Path folder;

    private static byte[] graph() {
        float[] many = new float[300];
        for (int i = 0; i < many.length; i++) {
            many[i] = i;
        }
        return new GraphWriter("test", 17)
                .input("x", Type.FLOAT, -1, 2)
                .output("y", Type.FLOAT, -1, 300)
                .weights("two", new float[]{2, 3}, 1, 2)
                .weights("many", many, 1, 300)
                .integers("axis", 1)
                .node("Mul", List.of("x", "two"), List.of("scaled"))
                .node("ReduceSum", List.of("scaled", "axis"), List.of("sum"), new Attribute("keepdims", 1))
                .node("MatMul", List.of("sum", "many"), List.of("y"))
                .bytes();
    }

    @Test
    void aGraphThatWasMadeHereRuns() {
        OnnxEngine.Settings settings = new OnnxEngine.Settings(folder, 1, false, Progress.none());
        FloatBuffer x = Tensors.direct(4).put(0, new float[]{1, 10, 0, -1});
        try (OnnxEngine engine = OnnxEngine.open(settings);
                OnnxSession session = engine.session(graph(), "test", OnnxEngine.Threading.ACROSS_RUNS);
                OnnxTensor tensor = Tensors.of(x, 2, 2);
                OnnxSession.Outputs outputs = session.run(Map.of("x", tensor), Set.of("y"))) {
            assertEquals("cpu", session.device().toString());
            assertEquals("[x float[-1, 2]]", session.inputs().values().toString());
            float[] values = Tensors.floats(outputs.tensor("y"));
            assertEquals(600, values.length);
            assertEquals(32 * 299, values[299]);
            assertEquals(-3 * 7, values[307]);
        }
    }

    @Test
    void itsWeightsAreRead() throws IOException {
        List<Map<String, Weights>> graphs = read(graph());
        assertEquals(1, graphs.size());
        assertEquals(Set.of("two", "many"), graphs.getFirst().keySet()); // the axis is no float
        assertArrayEquals(new float[]{2, 3}, graphs.getFirst().get("two").values());
        assertArrayEquals(new long[]{1, 300}, graphs.getFirst().get("many").shape());
        assertEquals(299, graphs.getFirst().get("many").values()[299]);
    }

    @Test
    void whatIsNoGraphIsRefusedOrHasNoWeights() throws IOException {
        assertThrows(IOException.class, () -> read("this is not a graph".getBytes()));
        assertEquals(List.of(), read(new byte[0]));
        assertThrows(IOException.class, () -> GraphWeights.read(folder.resolve("absent.onnx")));
        byte[] cut = java.util.Arrays.copyOf(graph(), 700);
        assertThrows(IOException.class, () -> read(cut));
    }

    @Test
    void damagedBytesNeverDoWorse() throws IOException {
        byte[] whole = graph();
        Random random = new Random(5);
        int refused = 0;
        for (int round = 0; round < 500; round++) {
            byte[] damaged = whole.clone();
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                damaged[random.nextInt(i % 2 == 0 ? damaged.length : 120)] = (byte) random.nextInt();
            }
            try {
                read(damaged);
            } catch (IOException e) {
                refused++;
            }
        }
        assertTrue(refused > 100, "refused " + refused);
    }

    private List<Map<String, Weights>> read(byte[] bytes) throws IOException {
        return GraphWeights.read(Files.write(folder.resolve("graph.onnx"), bytes));
    }
}
