package aikit.image;

import aikit.image.ocr.OcrOptions;
import aikit.image.ocr.TextReader;
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
        return List.of(new Ocr());
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
