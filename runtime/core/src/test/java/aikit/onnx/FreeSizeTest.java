package aikit.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OnnxTensor;
import aikit.Progress;
import aikit.onnx.GraphWriter.Type;
import aikit.onnx.OnnxEngine.Threading;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeSizeTest {

    @TempDir
    Path work;

    /// `y = x + x` for a picture of 4 x 4 that needs no such size, and a second input that stays as it is.
    private Path graph() throws IOException {
        byte[] graph = new GraphWriter("twice", 13)
                .input("x", Type.FLOAT, 1, 1, 4, 4)
                .input("other", Type.FLOAT, 2)
                .output("y", Type.FLOAT, 1, 1, 4, 4)
                .output("z", Type.FLOAT, 2)
                .node("Add", List.of("x", "x"), List.of("y"))
                .node("Add", List.of("other", "other"), List.of("z"))
                .bytes();
        return Files.write(work.resolve("twice.onnx"), graph);
    }

    @Test
    void anySizeGoesIn() throws IOException {
        Path free = FreeSize.file(graph(), "0".repeat(64), "x", work);
        assertEquals(free, FreeSize.file(graph(), "0".repeat(64), "x", work));
        OnnxEngine.Settings settings = new OnnxEngine.Settings(work, 1, false, Progress.none());
        try (OnnxEngine engine = OnnxEngine.open(settings);
                OnnxSession session = engine.session(free, "0".repeat(64), Device.parse("cpu"),
                        Threading.WITHIN_A_RUN)) {
            assertEquals(List.of(1L, 1L, -1L, -1L), session.inputs().get("x").shape());
            assertEquals(List.of(2L), session.inputs().get("other").shape());
            FloatBuffer numbers = Tensors.direct(6).put(new float[]{1, 2, 3, 4, 5, 6}).flip();
            try (OnnxTensor x = Tensors.of(numbers, 1, 1, 2, 3); // [1, 1, 2, 3]
                    OnnxTensor other = Tensors.of(Tensors.direct(2), 2);
                    OnnxSession.Outputs outputs = session.run(Map.of("x", x, "other", other), Set.of("y"))) {
                assertArrayEquals(new float[]{2, 4, 6, 8, 10, 12}, Tensors.floats(outputs.tensor("y")));
            }
        }
    }

    @Test
    void whatIsNoGraphIsRefused() throws IOException {
        Path text = Files.writeString(work.resolve("text.onnx"), "no graph at all");
        assertThrows(IOException.class, () -> FreeSize.of(text, "x"));
        byte[] whole = Files.readAllBytes(graph());
        for (int length = 1; length < whole.length; length += 7) {
            Path part = Files.write(work.resolve("part.onnx"), java.util.Arrays.copyOf(whole, length));
            try {
                FreeSize.of(part, "x");
            } catch (IOException e) {
                assertEquals(part + " is not an ONNX file", e.getMessage());
            }
        }
    }
}
