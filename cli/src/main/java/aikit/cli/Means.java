package aikit.cli;

import aikit.task.AiRuntime;
import aikit.task.Pipeline;

/// What does the work of a verb, for one run: a model, or something that needs none.
public interface Means {

    /// What is looked for below folders.
    Kinds kinds(AiRuntime runtime);

    /// Opens it; whoever opens it closes it.
    Pipeline<?> open(AiRuntime runtime);

    /// A task, and what the user said of the model for it.
    ///
    /// @param options of the task
    record ByModel(String verb, ModelOptions chosen, Record options) implements Means {

        @Override
        public Kinds kinds(AiRuntime runtime) {
            return Kinds.of(OpenTask.tasks(runtime, verb, chosen));
        }

        @Override
        public Pipeline<?> open(AiRuntime runtime) {
            return OpenTask.find(runtime, verb, chosen).open(options);
        }
    }
}
