package aikit.image.ocr;

import ai.onnxruntime.OnnxTensor;
import aikit.image.Pixels;
import aikit.model.ModelDir;
import aikit.model.ModelDir.Graph;
import aikit.onnx.OnnxEngine.Threading;
import aikit.onnx.OnnxSession;
import aikit.onnx.Tensors;
import aikit.task.AiRuntime;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/// Reads a line of text, with a CTC network of PP-OCR. Each line is read by itself, so that what is read does not depend on
/// the lines beside it. Owns its session.
final class TextRecognizer implements AutoCloseable {

    private static final int HEIGHT = 48;

    /// Pixels of the shortest picture that the network was trained on; a shorter line is followed by grey.
    private static final int LEAST_WIDTH = 320;

    /// Pixels of grey after any line: without them a mark at its very end is often lost.
    private static final int AFTER = 48;

    private final OnnxSession session;
    private final Alphabet alphabet;

    private TextRecognizer(OnnxSession session, Alphabet alphabet) {
        this.session = session;
        this.alphabet = alphabet;
    }

    static TextRecognizer open(ModelDir model, Graph graph, AiRuntime runtime) {
        OnnxSession session = runtime.engine().session(
                graph.file(), graph.sha256(), runtime.settings().device(), Threading.ACROSS_RUNS);
        return new TextRecognizer(session, Alphabet.of(model, graph.file(), session));
    }

    /// How many lines may be read at once, each on a thread of its own.
    int linesAtOnce() {
        return session.runsAtOnce();
    }

    /// May be called from several threads.
    Reading read(Pixels line) {
        int width = Math.max(1, (int) Math.ceil((double) HEIGHT * line.width() / line.height()));
        int stride = Math.max(LEAST_WIDTH, width + AFTER);
        FloatBuffer input = Tensors.direct(3 * HEIGHT * stride); // [1, 3, 48, width], 0 where there is no picture
        Scaling.write(line, width, HEIGHT, input, stride);
        Ink ink = Ink.of(input, width, HEIGHT, stride);
        String output = session.outputs().keySet().iterator().next();
        try (OnnxTensor given = Tensors.of(input, 1, 3, HEIGHT, stride);
                OnnxSession.Outputs outputs = session.run(
                        Map.of(session.inputs().keySet().iterator().next(), given), Set.of(output))) {
            OnnxTensor steps = outputs.tensor(output); // [1, steps, classes]
            return Reading.of(
                    Tensors.floats(steps), (int) Tensors.shape(steps)[1], alphabet, stride, width, ink);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
