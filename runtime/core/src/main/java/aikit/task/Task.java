package aikit.task;

import aikit.model.ModelDir;
import java.nio.file.Path;
import java.util.Set;

/// Something that can be done with a model of certain families, such as embedding text with a BERT. Modalities offer
/// their tasks through [Tasks.Provider]; `ai` picks by the verb and the family of the chosen model.
///
/// @param <O> options record of the task, the same for the command line, the server and batches
public interface Task<O extends Record> {

    /// The verb: `embed`, `transcribe`, ...
    String name();

    /// The model families (`family` in `models.yaml`) this implementation runs.
    Set<String> families();

    Class<O> options();

    /// File name endings this task reads, lower case without the dot.
    Set<String> extensions();

    /// Whether a file with such an ending, met below a folder, is really one of those: some endings mean two things.
    default boolean reads(Path file) {
        return true;
    }

    Pipeline<?> open(ModelDir model, O options, AiRuntime runtime);
}
