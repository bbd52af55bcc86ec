package aikit.text;

import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import aikit.task.EmbedOptions;
import aikit.task.Pipeline;
import aikit.task.Task;
import aikit.task.Tasks;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tasks on text.
public final class TextTasks implements Tasks.Provider {

    @Override
    public List<Task<?>> tasks() {
        return List.of(new Embed());
    }

    @Override
    public Map<String, Set<String>> steps() {
        return Map.of("rerank", CrossEncoder.FAMILIES);
    }

    /// Embedding with encoders in the layout of sentence-transformers.
    private static final class Embed extends Task<EmbedOptions> {

        Embed() {
            super("embed", EmbedOptions.class, TextEmbedder.FAMILIES, DocumentReader.EXTENSIONS);
        }

        @Override
        public Pipeline<?> open(ModelDir model, EmbedOptions options, AiRuntime runtime) {
            return TextEmbedder.open(model, options, runtime);
        }
    }
}
