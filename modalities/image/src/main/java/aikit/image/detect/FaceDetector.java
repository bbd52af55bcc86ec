package aikit.image.detect;

import ai.onnxruntime.OnnxTensor;
import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Box;
import aikit.Result.Detection;
import aikit.Result.Detections;
import aikit.Result.Point;
import aikit.Result.Size;
import aikit.image.ImageReader;
import aikit.image.Picture;
import aikit.image.Pixels;
import aikit.image.detect.FaceCells.Face;
import aikit.image.detect.FaceCells.Grid;
import aikit.image.process.PillowResize;
import aikit.image.process.Resampling;
import aikit.image.read.Limits;
import aikit.model.ModelDir;
import aikit.onnx.FreeSize;
import aikit.onnx.OnnxEngine.Threading;
import aikit.onnx.OnnxSession;
import aikit.onnx.Tensors;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds faces in pictures with a YuNet in the layout of OpenCV's `face_detection_yunet_2023mar.onnx`, with the numbers of
/// `cv2.FaceDetectorYN`. The published graph states a size of 640 x 640 pixels that it does not need: like OpenCV, this takes
/// pictures in the size they have, up to a longest edge ([DetectOptions#edge]). Owns its session.
public final class FaceDetector implements Pipeline<FaceDetector.Prepared> {

    public static final Set<String> FAMILIES = Set.of("yunet");

    /// What a face is called.
    public static final String FACE = "face";

    private static final String INPUT = "input";

    /// Pictures are padded to a multiple of this, to the right and below.
    private static final int DIVISOR = 32;

    private static final int CHANNELS = 3;

    /// A picture, ready for the model.
    ///
    /// @param seen how large the model sees it
    /// @param size of the whole picture
    public record Prepared(Pixels seen, Size size, List<String> warnings) {}

    private final ModelDir model;
    private final DetectOptions options;
    private final OnnxSession session;
    private final FaceCells cells;
    private final boolean told;
    private final Limits limits;

    private FaceDetector(ModelDir model, DetectOptions options, OnnxSession session, Limits limits) {
        this.model = model;
        this.options = options;
        this.session = session;
        this.limits = limits;
        this.cells = FaceCells.USUAL.atLeast(options.threshold(FaceCells.USUAL.score()));
        this.told = Vocabulary.of(model.spec().name(), List.of(FACE), options).tells(0);
    }

    /// Opens a model.
    ///
    /// @throws AiException of kind USAGE when another label than `face` is asked for, MODEL when it is no such model that is
    ///     known
    public static FaceDetector open(ModelDir model, DetectOptions options, AiRuntime runtime) {
        ModelDir.Graph graph = model.graphs().getFirst();
        Path free = FreeSize.file(graph.file(), graph.sha256(), INPUT, runtime.settings().home().cache());
        OnnxSession session = runtime.engine()
                .session(free, graph.sha256(), runtime.settings().device(), Threading.WITHIN_A_RUN);
        try {
            if (!session.inputs().keySet().equals(Set.of(INPUT))
                    || !session.outputs().keySet().containsAll(outputs())) {
                throw AiException.model(
                        model.spec().name() + ": is no detector of faces that is known: its graph takes "
                                + session.inputs().values() + " and gives " + session.outputs().keySet(),
                        "use face_detection_yunet_2023mar.onnx or a newer one");
            }
            return new FaceDetector(model, options, session, Limits.of(runtime.settings()));
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static Set<String> outputs() {
        Set<String> names = new HashSet<>();
        for (int stride : FaceCells.STRIDES) {
            names.addAll(Set.of("cls_" + stride, "obj_" + stride, "bbox_" + stride, "kps_" + stride));
        }
        return names;
    }

    @Override
    public Prepared prepare(Input input) {
        Picture picture = ImageReader.read(input, options.edge(), limits);
        return new Prepared(fitted(picture.pixels(), picture.size()), picture.size(), picture.warnings());
    }

    /// Made smaller when it is larger than faces are looked for in; never larger.
    private Pixels fitted(Pixels pixels, Size size) {
        double scale = (double) options.edge() / Math.max(size.width(), size.height());
        if (scale >= 1) {
            return pixels;
        }
        Size seen = new Size(
                Math.max(1, (int) Math.round(size.width() * scale)),
                Math.max(1, (int) Math.round(size.height() * scale)));
        return PillowResize.resize(pixels, seen, Resampling.BILINEAR);
    }

    @Override
    public long weight(Prepared prepared) {
        return 1;
    }

    @Override
    public List<Result> run(List<Prepared> prepared) {
        List<Result> results = new ArrayList<>(prepared.size());
        for (Prepared each : prepared) {
            results.add(new Detections(each.size, told ? detect(each) : List.of(), each.warnings));
        }
        return results;
    }

    private List<Detection> detect(Prepared prepared) {
        Pixels seen = prepared.seen;
        double wide = (double) prepared.size.width() / seen.width();
        double high = (double) prepared.size.height() / seen.height();
        Within within = new Within(prepared.size, options.most());
        for (Face face : cells.faces(grids(seen))) {
            List<Point> landmarks = new ArrayList<>();
            for (int i = 0; i < face.landmarks().length; i += 2) {
                landmarks.add(new Point(face.landmarks()[i] * wide, face.landmarks()[i + 1] * high));
            }
            Box box = new Box(
                    face.x() * wide, face.y() * high, (face.x() + (double) face.width()) * wide,
                    (face.y() + (double) face.height()) * high);
            within.add(FACE, face.score(), box, landmarks);
        }
        return within.found();
    }

    /// What the graph says of a picture.
    List<Grid> grids(Pixels seen) {
        int width = Math.ceilDiv(seen.width(), DIVISOR) * DIVISOR;
        int height = Math.ceilDiv(seen.height(), DIVISOR) * DIVISOR;
        // [1, 3, height, width]: blue, green, red from 0 to 255
        try (OnnxTensor tensor = Tensors.of(padded(seen, width, height), 1, CHANNELS, height, width);
                OnnxSession.Outputs outputs = session.run(Map.of(INPUT, tensor), outputs())) {
            List<Grid> grids = new ArrayList<>();
            for (int stride : FaceCells.STRIDES) {
                grids.add(new Grid(
                        stride, width / stride, height / stride, Tensors.floats(outputs.tensor("cls_" + stride)),
                        Tensors.floats(outputs.tensor("obj_" + stride)),
                        Tensors.floats(outputs.tensor("bbox_" + stride)),
                        Tensors.floats(outputs.tensor("kps_" + stride))));
            }
            return grids;
        }
    }

    private static FloatBuffer padded(Pixels seen, int width, int height) {
        FloatBuffer values = Tensors.direct(Math.multiplyExact(CHANNELS, Math.multiplyExact(width, height)));
        float[] row = new float[seen.width()];
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int y = 0; y < seen.height(); y++) {
                int at = CHANNELS * y * seen.width() + CHANNELS - 1 - channel;
                for (int x = 0; x < row.length; x++) {
                    row[x] = seen.rgb()[at + CHANNELS * x] & 0xff;
                }
                values.put((channel * height + y) * width, row);
            }
        }
        return values;
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
