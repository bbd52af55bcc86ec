package aikit.image;

import aikit.image.classify.ClassifyOptions;
import aikit.image.classify.ImageClassifier;
import aikit.image.classify.ZeroShotClassifier;
import aikit.image.clip.ImageTextEmbedder;
import aikit.image.clip.ImageTextModel;
import aikit.image.detect.DetectOptions;
import aikit.image.detect.FaceDetector;
import aikit.image.detect.ObjectDetector;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import aikit.task.EmbedOptions;
import aikit.task.Pipeline;
import aikit.task.Task;
import aikit.task.Tasks;
import java.util.List;

/// The tasks on pictures.
public final class ImageTasks implements Tasks.Provider {

    @Override
    public List<Task<?>> tasks() {
        return List.of(
                new Embed(), new ZeroShot(), new Classify(), new Detect(), new DetectFaces("detect"),
                new DetectFaces("detect-face"));
    }

    /// Embedding pictures, and texts beside them, with CLIP and SigLIP models.
    private static final class Embed extends Task<EmbedOptions> {

        Embed() {
            super("embed", EmbedOptions.class, ImageTextModel.FAMILIES, ImageTypes.EXTENSIONS);
        }

        @Override
        public Pipeline<?> open(ModelDir model, EmbedOptions options, AiRuntime runtime) {
            return ImageTextEmbedder.open(model, options, runtime);
        }
    }

    /// Classifying with labels that the user gives.
    private static final class ZeroShot extends Task<ClassifyOptions> {

        ZeroShot() {
            super("classify", ClassifyOptions.class, ImageTextModel.FAMILIES, ImageTypes.EXTENSIONS);
        }

        @Override
        public Pipeline<?> open(ModelDir model, ClassifyOptions options, AiRuntime runtime) {
            return ZeroShotClassifier.open(model, options, runtime);
        }
    }

    /// Classifying with labels that the model has.
    private static final class Classify extends Task<ClassifyOptions> {

        Classify() {
            super("classify", ClassifyOptions.class, ImageClassifier.FAMILIES, ImageTypes.EXTENSIONS);
        }

        @Override
        public Pipeline<?> open(ModelDir model, ClassifyOptions options, AiRuntime runtime) {
            return ImageClassifier.open(model, options, runtime);
        }
    }

    /// Finding things of all kinds.
    private static final class Detect extends Task<DetectOptions> {

        Detect() {
            super("detect", DetectOptions.class, ObjectDetector.FAMILIES, ImageTypes.EXTENSIONS);
        }

        @Override
        public Pipeline<?> open(ModelDir model, DetectOptions options, AiRuntime runtime) {
            return ObjectDetector.open(model, options, runtime);
        }
    }

    /// Finding faces: what detecting is with a model that knows nothing else, and a task of its own with a usual model.
    private static final class DetectFaces extends Task<DetectOptions> {

        DetectFaces(String name) {
            super(name, DetectOptions.class, FaceDetector.FAMILIES, ImageTypes.EXTENSIONS);
        }

        @Override
        public Pipeline<?> open(ModelDir model, DetectOptions options, AiRuntime runtime) {
            return FaceDetector.open(model, options, runtime);
        }
    }
}
