package aikit.image;

import aikit.image.caption.CaptionOptions;
import aikit.image.caption.Captioner;
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
        return List.of(new DescribePictures());
    }

    /// Pictures to words.
    private static final class DescribePictures extends Task<CaptionOptions> {

        DescribePictures() {
            super("caption", CaptionOptions.class, Captioner.FAMILIES, ImageTypes.EXTENSIONS);
        }

        @Override
        public Pipeline<?> open(ModelDir model, CaptionOptions options, AiRuntime runtime) {
            return Captioner.open(model, options, runtime);
        }
    }
}
