package aikit.image;

import aikit.image.caption.CaptionOptions;
import aikit.image.caption.Captioner;
import aikit.image.classify.ClassifyOptions;
import aikit.image.classify.ImageClassifier;
import aikit.image.classify.ZeroShotClassifier;
import aikit.image.clip.ImageTextEmbedder;
import aikit.image.clip.ImageTextModel;
import aikit.image.detect.DetectOptions;
import aikit.image.detect.FaceDetector;
import aikit.image.detect.ObjectDetector;
import aikit.image.ocr.OcrOptions;
import aikit.image.ocr.TextReader;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import aikit.task.EmbedOptions;
import aikit.task.Pipeline;
import aikit.task.Task;
import aikit.task.Tasks;
import java.util.List;
import java.util.Set;

/// The tasks on pictures.
public final class ImageTasks implements Tasks.Provider {

    @Override
    public List<Task<?>> tasks() {
        return List.of(
                new Describe(), new Embed(), new ZeroShot(), new Classify(), new Detect(), new DetectFaces("detect"),
                new DetectFaces("detect-face"), new Ocr());
    }

    /// What reads pictures.
    private abstract static class OnPictures<O extends Record> extends Task<O> {

        OnPictures(String name, Class<O> options, Set<String> families) {
            super(name, options, families, ImageTypes.EXTENSIONS);
        }
    }

    /// Pictures to words.
    private static final class Describe extends OnPictures<CaptionOptions> {

        Describe() {
            super("caption", CaptionOptions.class, Captioner.FAMILIES);
        }

        @Override
        public Pipeline<?> open(ModelDir model, CaptionOptions options, AiRuntime runtime) {
            return Captioner.open(model, options, runtime);
        }
    }

    /// Embedding pictures, and texts beside them, with CLIP and SigLIP models.
    private static final class Embed extends OnPictures<EmbedOptions> {

        Embed() {
            super("embed", EmbedOptions.class, ImageTextModel.FAMILIES);
        }

        @Override
        public Pipeline<?> open(ModelDir model, EmbedOptions options, AiRuntime runtime) {
            return ImageTextEmbedder.open(model, options, runtime);
        }
    }

    /// Classifying with labels that the user gives.
    private static final class ZeroShot extends OnPictures<ClassifyOptions> {

        ZeroShot() {
            super("classify", ClassifyOptions.class, ImageTextModel.FAMILIES);
        }

        @Override
        public Pipeline<?> open(ModelDir model, ClassifyOptions options, AiRuntime runtime) {
            return ZeroShotClassifier.open(model, options, runtime);
        }
    }

    /// Classifying with labels that the model has.
    private static final class Classify extends OnPictures<ClassifyOptions> {

        Classify() {
            super("classify", ClassifyOptions.class, ImageClassifier.FAMILIES);
        }

        @Override
        public Pipeline<?> open(ModelDir model, ClassifyOptions options, AiRuntime runtime) {
            return ImageClassifier.open(model, options, runtime);
        }
    }

    /// Finding things of all kinds.
    private static final class Detect extends OnPictures<DetectOptions> {

        Detect() {
            super("detect", DetectOptions.class, ObjectDetector.FAMILIES);
        }

        @Override
        public Pipeline<?> open(ModelDir model, DetectOptions options, AiRuntime runtime) {
            return ObjectDetector.open(model, options, runtime);
        }
    }

    /// Finding faces: what detecting is with a model that knows nothing else, and a task of its own with a usual model.
    private static final class DetectFaces extends OnPictures<DetectOptions> {

        DetectFaces(String name) {
            super(name, DetectOptions.class, FaceDetector.FAMILIES);
        }

        @Override
        public Pipeline<?> open(ModelDir model, DetectOptions options, AiRuntime runtime) {
            return FaceDetector.open(model, options, runtime);
        }
    }

    /// Reading what is written in pictures and scanned documents.
    private static final class Ocr extends Task<OcrOptions> {

        Ocr() {
            super("ocr", OcrOptions.class, TextReader.FAMILIES, TextReader.EXTENSIONS);
        }

        @Override
        public Pipeline<?> open(ModelDir model, OcrOptions options, AiRuntime runtime) {
            return TextReader.open(model, options, runtime);
        }
    }
}
