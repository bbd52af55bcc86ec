package aikit.cli;

import aikit.AiException;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import aikit.task.Task;
import aikit.task.Tasks;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What does the work of a verb, for one run: a model, or something that needs none.
public interface Means {

    /// File name endings that are looked for below folders, lower case without the dot.
    Set<String> extensions(AiRuntime runtime);

    /// Opens it; whoever opens it closes it.
    Pipeline<?> open(AiRuntime runtime);

    /// What a plan says of the model; empty when there is none.
    Optional<String> model();

    /// A model that serves a verb.
    ///
    /// @param options of the task
    static Means model(String verb, ModelOptions model, Record options) {
        return new ByModel(verb, model, options);
    }

    /// A task, and what the user said of the model for it.
    record ByModel(String verb, ModelOptions chosen, Record options) implements Means {

        /// Those of the task that runs models of the family; while that is not known, as the model was never fetched, those
        /// of all that might.
        @Override
        public Set<String> extensions(AiRuntime runtime) {
            try {
                return OpenTask.task(runtime, verb, chosen).extensions();
            } catch (AiException e) {
                if (e.kind() != AiException.Kind.MODEL) {
                    throw e;
                }
            }
            Set<String> all = new HashSet<>();
            for (Task<?> task : Tasks.all()) {
                if (task.name().equals(verb)) {
                    all.addAll(task.extensions());
                }
            }
            return all;
        }

        @Override
        public Pipeline<?> open(AiRuntime runtime) {
            return OpenTask.find(runtime, verb, chosen).open(options);
        }

        @Override
        public Optional<String> model() {
            return Optional.of(chosen.model().isEmpty() ? "the usual one for " + verb : chosen.model());
        }
    }
}
