package aikit.task;

import aikit.model.ModelDir;
import java.nio.file.Path;
import java.util.Set;

/// Something that can be done with a model of certain families, such as embedding text with a BERT. Modalities offer
/// their tasks through [Tasks.Provider]; `ai` picks by the verb and the family of the chosen model.
///
/// @param <O> options record of the task, the same for the command line, the server and batches
public abstract class Task<O extends Record> {

    private final String name;
    private final Class<O> options;
    private final Set<String> families;
    private final Set<String> extensions;

    /// @param name the verb: `embed`, `transcribe`, ...
    /// @param families see [#families]
    /// @param extensions see [#extensions]
    protected Task(String name, Class<O> options, Set<String> families, Set<String> extensions) {
        this.name = name;
        this.options = options;
        this.families = families;
        this.extensions = extensions;
    }

    /// The verb: `embed`, `transcribe`, ...
    public final String name() {
        return name;
    }

    public final Class<O> options() {
        return options;
    }

    /// The model families (`family` in `models.yaml`) this implementation runs.
    public final Set<String> families() {
        return families;
    }

    /// File name endings this task reads, lower case without the dot.
    public final Set<String> extensions() {
        return extensions;
    }

    /// Whether a file with such an ending, met below a folder, is really one of those: some endings mean two things.
    public boolean reads(Path file) {
        return true;
    }

    public abstract Pipeline<?> open(ModelDir model, O options, AiRuntime runtime);
}
