package aikit.task;

import aikit.AiException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The tasks that are on the class path.
public final class Tasks {

    private Tasks() {}

    /// The task that does `verb` with models of `family`.
    ///
    /// @throws AiException of kind MODEL when no implementation runs that family
    public static Task<?> find(String verb, String family) {
        TreeSet<String> known = new TreeSet<>();
        for (Task<?> task : all()) {
            if (task.name().equals(verb)) {
                if (task.families().contains(family)) {
                    return task;
                }
                known.addAll(task.families());
            }
        }
        throw AiException.model(
                "family '" + family + "' is not implemented for " + verb,
                known.isEmpty() ? "" : "families that work: " + String.join(", ", known));
    }

    /// Whether models of `family` can be run for `verb`, by a task or as a step of one.
    public static boolean supports(String verb, String family) {
        return all().stream().anyMatch(task -> task.name().equals(verb) && task.families().contains(family))
                || providers().anyMatch(provider -> provider.steps().getOrDefault(verb, Set.of()).contains(family));
    }

    public static List<Task<?>> all() {
        return providers().<Task<?>>flatMap(provider -> provider.tasks().stream()).toList();
    }

    private static Stream<Provider> providers() {
        return ServiceLoader.load(Provider.class).stream().map(ServiceLoader.Provider::get);
    }

    /// What a modality registers in `META-INF/services/aikit.task.Tasks$Provider`.
    public interface Provider {
        List<Task<?>> tasks();

        /// What models of this modality do inside other verbs, and the families that do it. Such a step is no task, as
        /// it does not take one input to one result: reranking takes a query and what a search found.
        default Map<String, Set<String>> steps() {
            return Map.of();
        }
    }
}
