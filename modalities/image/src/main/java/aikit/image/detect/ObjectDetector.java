package aikit.image.detect;

import ai.onnxruntime.OnnxTensor;
import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Detection;
import aikit.Result.Detections;
import aikit.image.ImageProcessor;
import aikit.image.ImageProcessor.PixelValues;
import aikit.image.PreparedPicture;
import aikit.image.read.Limits;
import aikit.model.ModelDir;
import aikit.onnx.OnnxEngine.Threading;
import aikit.onnx.OnnxSession;
import aikit.onnx.Port;
import aikit.onnx.Tensors;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds things in pictures with an RT-DETR (also version 2, and D-FINE) in the layout of
/// `onnx-community/rtdetr_r18vd_coco_o365`: one graph that takes `pixel_values` and gives `logits` and `pred_boxes`. Owns its
/// session.
public final class ObjectDetector implements Pipeline<PreparedPicture> {

    public static final Set<String> FAMILIES = Set.of("rt-detr", "rt-detr-v2", "d-fine");

    /// The default of `post_process_object_detection` of transformers.
    static final double THRESHOLD = 0.5;

    private static final String INPUT = "pixel_values";
    private static final String LOGITS = "logits";
    private static final String BOXES = "pred_boxes";

    private final ModelDir model;
    private final DetectOptions options;
    private final ImageProcessor processor;
    private final OnnxSession session;
    private final Vocabulary vocabulary;
    private final Limits limits;

    private ObjectDetector(ModelDir model, DetectOptions options, OnnxSession session, Limits limits) {
        this.model = model;
        this.options = options;
        this.session = session;
        this.limits = limits;
        this.processor = ImageProcessor.read(model);
        this.vocabulary = Vocabulary.of(model, count(model, session), options);
    }

    /// Opens a model.
    ///
    /// @throws AiException of kind USAGE when a label is asked for that it does not know, MODEL when it is no such model
    ///     that is known
    public static ObjectDetector open(ModelDir model, DetectOptions options, AiRuntime runtime) {
        ModelDir.Graph graph = model.graphs().getFirst();
        OnnxSession session = runtime.engine()
                .session(graph.file(), graph.sha256(), runtime.settings().device(), Threading.WITHIN_A_RUN);
        try {
            check(model, session);
            return new ObjectDetector(model, options, session, Limits.of(runtime.settings()));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static void check(ModelDir model, OnnxSession session) {
        if (!session.inputs().keySet().equals(Set.of(INPUT))
                || !session.outputs().keySet().containsAll(Set.of(LOGITS, BOXES))) {
            throw AiException.model(
                    model.spec().name() + ": is no detector that is known: its graph takes " + session.inputs().values()
                            + " and gives " + session.outputs().values(),
                    "it should take " + INPUT + " and give " + LOGITS + " and " + BOXES);
        }
    }

    /// How many kinds it tells apart: as the graph states, else as many as have names.
    private static int count(ModelDir model, OnnxSession session) {
        Port logits = session.outputs().get(LOGITS);
        long stated = logits.shape().isEmpty() ? -1 : logits.shape().getLast();
        return stated > 0 ? (int) stated : model.json("config.json").path("id2label").size();
    }

    @Override
    public PreparedPicture prepare(Input input) {
        return PreparedPicture.read(input, processor, limits);
    }

    @Override
    public long weight(PreparedPicture prepared) {
        return 1;
    }

    @Override
    public List<Result> run(List<PreparedPicture> prepared) {
        List<Result> results = new ArrayList<>(prepared.size());
        for (PreparedPicture each : prepared) {
            results.add(new Detections(each.size(), detect(each), each.warnings()));
        }
        return results;
    }

    private List<Detection> detect(PreparedPicture prepared) {
        PixelValues pixels = prepared.pixels();
        // [1, 3, height, width] to [1, queries, kinds] and [1, queries, 4]
        try (OnnxTensor tensor = tensor(pixels);
                OnnxSession.Outputs outputs = session.run(Map.of(INPUT, tensor), Set.of(LOGITS, BOXES))) {
            long[] shape = Tensors.shape(outputs.tensor(LOGITS));
            QueryBoxes said = new QueryBoxes(
                    Tensors.floats(outputs.tensor(LOGITS)), Tensors.floats(outputs.tensor(BOXES)), (int) shape[1],
                    (int) shape[2]);
            Within within = new Within(prepared.size(), options.most());
            for (QueryBoxes.Found each : said.above(
                    options.threshold(THRESHOLD), prepared.size().width(), prepared.size().height())) {
                if (vocabulary.tells(each.kind())) {
                    within.add(
                            vocabulary.name(each.kind()), each.score(),
                            new Result.Box(each.left(), each.top(), each.right(), each.bottom()), List.of());
                }
            }
            return within.found();
        }
    }

    private OnnxTensor tensor(PixelValues pixels) {
        return Tensors.of(
                session.inputs().get(INPUT).type(), pixels.values(), 1, pixels.channels(), pixels.height(),
                pixels.width());
    }

    @Override
    public Provenance provenance() {
        return Provenance.of(model, session.device().toString());
    }

    @Override
    public void close() {
        session.close();
    }
}
