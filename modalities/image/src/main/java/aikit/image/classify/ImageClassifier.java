package aikit.image.classify;

import ai.onnxruntime.OnnxTensor;
import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Labels;
import aikit.image.ImageProcessor;
import aikit.image.PreparedPicture;
import aikit.image.read.Limits;
import aikit.image.ImageProcessor.PixelValues;
import aikit.image.PixelBuffer;
import aikit.model.ModelDir;
import aikit.onnx.OnnxEngine.Threading;
import aikit.onnx.OnnxSession;
import aikit.onnx.SideBySide;
import aikit.onnx.Tensors;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Says what a picture is of, with a model that has labels of its own, such as the 1,000 of ImageNet: one graph that takes
/// `pixel_values` and gives `logits`. Owns its session.
public final class ImageClassifier implements Pipeline<PreparedPicture> {

    /// The families of these models: whatever architecture `config.json` states as `...ForImageClassification`.
    public static final Set<String> FAMILIES = Set.of("image-classifier");

    private static final String INPUT = "pixel_values";
    private static final String OUTPUT = "logits";

    private final ModelDir model;
    private final ClassifyOptions options;
    private final ClassNames names;
    private final ImageProcessor processor;
    private final OnnxSession session;
    private final Limits limits;
    private final List<PixelBuffer> buffers = new ArrayList<>();

    private ImageClassifier(
            ModelDir model, ClassifyOptions options, ClassNames names, ImageProcessor processor, OnnxSession session,
            Limits limits) {
        this.model = model;
        this.options = options;
        this.names = names;
        this.processor = processor;
        this.session = session;
        this.limits = limits;
        for (int i = 0; i < session.runsAtOnce(); i++) {
            buffers.add(new PixelBuffer(session.inputs().get(INPUT).type()));
        }
    }

    /// Opens a model.
    ///
    /// @throws AiException of kind USAGE when the options do not fit it, MODEL when it is no such model that is known
    public static ImageClassifier open(ModelDir model, ClassifyOptions options, AiRuntime runtime) {
        if (!options.labels().isEmpty()) {
            throw AiException.usage(
                    model.spec().name() + ": knows the labels that it was trained on and no others",
                    "leave --labels out, or use a model that reads them: -m clip-vit-b32");
        }
        ClassNames names = ClassNames.read(model);
        ImageProcessor processor = ImageProcessor.read(model);
        ModelDir.Graph graph = model.graphs().getFirst();
        OnnxSession session = runtime.engine()
                .session(graph.file(), graph.sha256(), runtime.settings().device(), Threading.ACROSS_RUNS);
        if (!session.inputs().keySet().equals(Set.of(INPUT)) || !session.outputs().containsKey(OUTPUT)) {
            String ports = session.inputs().values() + " to " + session.outputs().values();
            session.close();
            throw AiException.model(
                    model.spec().name() + ": is no classifier of pictures that is known: its graph takes " + ports,
                    "it should take " + INPUT + " and give " + OUTPUT);
        }
        return new ImageClassifier(model, options, names, processor, session, Limits.of(runtime.settings()));
    }

    @Override
    public PreparedPicture prepare(Input input) {
        return PreparedPicture.read(input, processor, limits);
    }

    @Override
    public long weight(PreparedPicture prepared) {
        return prepared.weight();
    }

    /// One picture a run: such models are small enough for their weights to stay in the processor's cache.
    @Override
    public List<Result> run(List<PreparedPicture> prepared) {
        Result[] results = new Result[prepared.size()];
        SideBySide.share(buffers, results.length, (buffer, i) -> results[i] = classified(prepared.get(i), buffer));
        return Arrays.asList(results);
    }

    private Result classified(PreparedPicture picture, PixelBuffer buffer) {
        PixelValues pixels = picture.pixels();
        // [1, channels, height, width]
        try (OnnxTensor tensor = buffer.of(List.of(pixels), 1, pixels.channels(), pixels.height(), pixels.width());
                OnnxSession.Outputs outputs = session.run(Map.of(INPUT, tensor), Set.of(OUTPUT))) {
            float[] given = Tensors.floats(outputs.tensor(OUTPUT)); // [1, classes]
            double[] logits = new double[given.length];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = given[i];
            }
            double[] scores = options.multiLabel() || names.alone(logits.length)
                    ? Scores.sigmoid(logits)
                    : Scores.softmax(logits);
            return new Labels(
                    picture.size(), "classifier", Scores.best(names.of(logits.length), scores, options),
                    picture.warnings());
        }
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
