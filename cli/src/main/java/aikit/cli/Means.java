package aikit.cli;

import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import java.util.Optional;

/// What does the work of a verb, for one run: a model, or something that needs none.
public interface Means {

    /// What is looked for below folders.
    Kinds kinds(AiRuntime runtime);

    /// The model, as plans name it; empty for something that needs none.
    default Optional<String> model(AiRuntime runtime) {
        return Optional.empty();
    }

    /// Opens it; whoever opens it closes it.
    Pipeline<?> open(AiRuntime runtime);

    /// A task, and what the user said of the model for it.
    ///
    /// @param options of the task
    /// @param usual the task whose default is taken when the user names no model
    record ByModel(String verb, ModelOptions chosen, String usual, Record options) implements Means {

        public ByModel(String verb, ModelOptions chosen, Record options) {
            this(verb, chosen, verb, options);
        }

        private ModelOptions named(AiRuntime runtime) {
            if (!chosen.model().isEmpty()) {
                return chosen.with(runtime.models().meaning(chosen.model(), usual));
            }
            return usual.equals(verb) ? chosen : chosen.with(runtime.models().catalog().defaultFor(usual).name());
        }

        @Override
        public Optional<String> model(AiRuntime runtime) {
            String name = named(runtime).model();
            return Optional.of(name.isEmpty() ? "the usual one for " + verb : name);
        }

        @Override
        public Kinds kinds(AiRuntime runtime) {
            return Kinds.of(OpenTask.tasks(runtime, verb, named(runtime)));
        }

        @Override
        public Pipeline<?> open(AiRuntime runtime) {
            return OpenTask.find(runtime, verb, named(runtime)).open(options);
        }
    }
}
