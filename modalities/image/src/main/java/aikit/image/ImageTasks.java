package aikit.image;

import aikit.image.detect.DetectOptions;
import aikit.image.detect.FaceDetector;
import aikit.image.detect.ObjectDetector;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import aikit.task.Task;
import aikit.task.Tasks;
import java.util.List;

/// The tasks on pictures.
public final class ImageTasks implements Tasks.Provider {

    @Override
    public List<Task<?>> tasks() {
        return List.of(new Detect(), new DetectFaces("detect"), new DetectFaces("detect-face"));
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
