package aikit.image.ocr;

import ai.onnxruntime.OnnxTensor;
import aikit.Result.Size;
import aikit.image.Pixels;
import aikit.model.ModelDir.Graph;
import aikit.onnx.OnnxEngine.Threading;
import aikit.onnx.OnnxSession;
import aikit.onnx.Tensors;
import aikit.task.AiRuntime;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds where text stands in a picture, with a DB network of PP-OCR. Sizes and numbers are those that RapidOCR uses. Owns
/// its session.
final class TextDetector implements AutoCloseable {

    /// The network halves a picture five times.
    private static final int MULTIPLE = 32;

    /// Pixels that the shorter side is brought to when it has fewer.
    private static final int SHORT_SIDE = 736;

    /// Pixels that the longer side is brought to when it has more.
    private static final int LONG_SIDE = 2000;

    private final OnnxSession session;

    private TextDetector(OnnxSession session) {
        this.session = session;
    }

    static TextDetector open(Graph graph, AiRuntime runtime) {
        return new TextDetector(runtime.engine().session(
                graph.file(), graph.sha256(), runtime.settings().device(), Threading.WITHIN_A_RUN));
    }

    OnnxSession session() {
        return session;
    }

    /// The boxes of text, each about a line, in no order.
    List<Quad> find(Pixels picture) {
        return look(picture).boxes(new Size(picture.width(), picture.height()));
    }

    TextMap look(Pixels picture) {
        Size size = size(picture.width(), picture.height());
        FloatBuffer input = Tensors.direct(3 * size.width() * size.height()); // [1, 3, height, width]
        Scaling.write(picture, size.width(), size.height(), input, size.width());
        String output = session.outputs().keySet().iterator().next();
        try (OnnxTensor given = Tensors.of(input, 1, 3, size.height(), size.width());
                OnnxSession.Outputs outputs = session.run(
                        Map.of(session.inputs().keySet().iterator().next(), given), Set.of(output))) {
            OnnxTensor map = outputs.tensor(output); // [1, 1, height, width]
            long[] shape = Tensors.shape(map);
            return new TextMap((int) shape[3], (int) shape[2], Tensors.floats(map));
        }
    }

    /// The size in which the network sees a picture.
    static Size size(int width, int height) {
        double scale = Math.min(1, (double) LONG_SIDE / Math.max(width, height));
        scale = Math.max(scale, Math.min(
                (double) SHORT_SIDE / Math.min(width, height), LONGEST_SIDE / Math.max(width, height)));
        return new Size(whole(width * scale), whole(height * scale));
    }

    /// Pixels of the longer side of a narrow picture whose shorter side is too short: its text is as high as the picture,
    /// so it need not be enlarged that far.
    private static final double LONGEST_SIDE = 4000;

    private static int whole(double pixels) {
        return Math.max(1, (int) Math.rint((int) pixels / (double) MULTIPLE)) * MULTIPLE;
    }

    @Override
    public void close() {
        session.close();
    }
}
