package aikit.image.clip;

import ai.onnxruntime.OnnxTensor;
import aikit.image.ImageProcessor.PixelValues;
import aikit.image.PixelBuffer;
import aikit.model.ModelDir;
import aikit.onnx.SideBySide;
import aikit.task.AiRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The half of an image-text model that sees: a ViT, with a projection in CLIP's case. For one caller at a time; whoever
/// opens it closes it.
final class VisionHalf implements AutoCloseable {

    private static final String INPUT = "pixel_values";

    private final Half half;
    private final int batch;
    private final List<PixelBuffer> buffers = new ArrayList<>();

    private VisionHalf(Half half, int batch) {
        this.half = half;
        this.batch = batch;
        for (int i = 0; i < half.session().runsAtOnce(); i++) {
            buffers.add(new PixelBuffer(half.session().inputs().get(INPUT).type()));
        }
    }

    /// @param outputs names of outputs that are the vectors of the common space, the preferred one first
    static VisionHalf open(ModelDir model, List<String> outputs, AiRuntime runtime) {
        Half half = Half.open(model, new Half.Kind("vision_model", INPUT, Set.of(), outputs), runtime);
        return new VisionHalf(half, half.batch(INPUT, ImageTextModel.batch(model, ImageTextModel.TOGETHER)));
    }

    /// A vector for each picture, in the same order.
    float[][] vectors(List<PixelValues> pictures) {
        List<List<Integer>> runs = runs(pictures);
        float[][] vectors = new float[pictures.size()][];
        SideBySide.share(buffers, runs.size(), (buffer, number) -> {
            List<Integer> run = runs.get(number);
            PixelValues first = pictures.get(run.getFirst());
            List<PixelValues> some = run.stream().map(pictures::get).toList();
            // [batch, channels, height, width]
            try (OnnxTensor tensor = buffer.of(some, run.size(), first.channels(), first.height(), first.width())) {
                float[][] made = half.vectors(Map.of(INPUT, tensor));
                for (int i = 0; i < made.length; i++) {
                    vectors[run.get(i)] = made[i];
                }
            }
        });
        return vectors;
    }

    /// Pictures that go through the model together: of one size, and no more than leaves work for every thread.
    private List<List<Integer>> runs(List<PixelValues> pictures) {
        int most = Math.clamp(Math.ceilDiv(pictures.size(), buffers.size()), 1, batch);
        List<List<Integer>> runs = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            List<Integer> last = runs.isEmpty() ? null : runs.getLast();
            if (last == null || last.size() == most || !alike(pictures.get(last.getFirst()), pictures.get(i))) {
                last = new ArrayList<>();
                runs.add(last);
            }
            last.add(i);
        }
        return runs;
    }

    private static boolean alike(PixelValues one, PixelValues other) {
        return one.height() == other.height() && one.width() == other.width();
    }

    String device() {
        return half.device();
    }

    @Override
    public void close() {
        half.close();
    }
}
