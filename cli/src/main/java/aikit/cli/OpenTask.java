package aikit.cli;

import aikit.AiException;
import aikit.model.ModelDir;
import aikit.model.ModelSpec;
import aikit.model.ModelSpec.Source;
import aikit.model.ModelStore;
import aikit.store.Space;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import aikit.task.Task;
import aikit.task.Tasks;
import java.nio.file.Path;
import java.util.List;

/// A task and the model that it is to be done with, present and verified, but not open yet.
public record OpenTask(AiRuntime runtime, Task<?> task, ModelDir model) {

    /// @param verb what is to be done
    public static OpenTask find(AiRuntime runtime, String verb, ModelOptions options) {
        return find(runtime, verb, options.model(), options.precision());
    }

    /// @param reference what the user wrote; empty for the usual model
    public static OpenTask find(AiRuntime runtime, String verb, String reference, String precision) {
        ModelStore store = runtime.models();
        // Whether anything can run the model is asked before it is fetched.
        ModelSpec spec = store.resolve(reference, verb, precision, runtime.progress());
        Task<?> task = Tasks.find(verb, spec.family());
        ModelDir model = store.open(reference, verb, precision, runtime.progress());
        if (spec.starter()) {
            runtime.progress().tell(spec.name() + " is a small model for first steps" + store.catalog()
                    .insteadOf(spec, verb)
                    .map(real -> "; for work, ai models pull " + real.name() + " and name that")
                    .orElse(""));
        }
        return new OpenTask(runtime, task, model);
    }

    /// The task that runs the model, without fetching it; while nothing is known of the model, those that might.
    public static List<Task<?>> tasks(AiRuntime runtime, String verb, ModelOptions options) {
        try {
            ModelSpec spec = runtime.models()
                    .resolve(options.model(), verb, options.precision(), runtime.progress());
            return List.of(Tasks.find(verb, spec.family()));
        } catch (AiException e) {
            if (e.kind() != AiException.Kind.MODEL) {
                throw e;
            }
            return Kinds.serving(verb);
        }
    }

    /// What results will come from, the device left open.
    public Provenance provenance() {
        return Provenance.of(model, "none");
    }

    /// The space of the vectors that it makes.
    ///
    /// @param dimensions numbers that are kept; 0 for all
    public Space space(int dimensions) {
        Provenance from = provenance();
        return new Space(
                reference(), from.revision(), from.sha256(), from.precision(),
                dimensions == 0 ? "" : "(first " + dimensions + " numbers)");
    }

    /// What finds the model again from any folder.
    private String reference() {
        boolean named = runtime.models().catalog().find(model.spec().name()).isPresent();
        return model.spec().source() instanceof Source.Folder(Path folder) && !named
                ? folder.toString()
                : model.spec().name();
    }

    @SuppressWarnings("unchecked") // The options record is checked against the class that the task names.
    public Pipeline<?> open(Record options) {
        if (!task.options().isInstance(options)) {
            throw new IllegalStateException(task.options() + " is not what " + task.name() + " takes");
        }
        return ((Task<Record>) task).open(model, options, runtime);
    }
}
