package aikit.image.ocr;

import ai.onnxruntime.OnnxTensor;
import aikit.image.Pixels;
import aikit.model.ModelDir.Graph;
import aikit.onnx.OnnxEngine.Threading;
import aikit.onnx.OnnxSession;
import aikit.onnx.Tensors;
import aikit.task.AiRuntime;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/// Tells whether a line of text is upside down, with the classifier of PP-OCR. Owns its session.
///
/// The network sees a picture four times as wide as high. PaddleOCR squeezes longer lines into it, and then takes a good
/// part of them to be upside down that are not; here it sees the beginning of the line as it is.
final class TextAngle implements AutoCloseable {

    private static final int WIDTH = 192;
    private static final int HEIGHT = 48;

    private final OnnxSession session;

    private TextAngle(OnnxSession session) {
        this.session = session;
    }

    static TextAngle open(Graph graph, AiRuntime runtime) {
        return new TextAngle(runtime.engine().session(
                graph.file(), graph.sha256(), runtime.settings().device(), Threading.ACROSS_RUNS));
    }

    /// The probability that a line is upside down. May be called from several threads.
    double turned(Pixels line) {
        Pixels start = beginning(line);
        int width = Math.min(WIDTH, (int) Math.ceil((double) HEIGHT * start.width() / start.height()));
        FloatBuffer input = Tensors.direct(3 * HEIGHT * WIDTH); // [1, 3, 48, 192], 0 where there is no picture
        Scaling.write(start, width, HEIGHT, input, WIDTH);
        String output = session.outputs().keySet().iterator().next();
        try (OnnxTensor given = Tensors.of(input, 1, 3, HEIGHT, WIDTH);
                OnnxSession.Outputs outputs = session.run(
                        Map.of(session.inputs().keySet().iterator().next(), given), Set.of(output))) {
            return Tensors.floats(outputs.tensor(output))[1]; // [1, 2]: upright, upside down
        }
    }

    private static Pixels beginning(Pixels line) {
        int width = WIDTH / HEIGHT * line.height();
        if (line.width() <= width) {
            return line;
        }
        byte[] rgb = new byte[3 * width * line.height()];
        for (int y = 0; y < line.height(); y++) {
            System.arraycopy(line.rgb(), 3 * y * line.width(), rgb, 3 * y * width, 3 * width);
        }
        return new Pixels(width, line.height(), rgb);
    }

    @Override
    public void close() {
        session.close();
    }
}
