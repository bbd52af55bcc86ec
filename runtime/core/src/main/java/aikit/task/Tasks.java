package aikit.task;

import aikit.AiException;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;

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

    /// Whether models of `family` can be run for `verb`.
    public static boolean supports(String verb, String family) {
        return all().stream().anyMatch(task -> task.name().equals(verb) && task.families().contains(family));
    }

    public static List<Task<?>> all() {
        return ServiceLoader.load(Provider.class).stream()
                .<Task<?>>flatMap(provider -> provider.get().tasks().stream())
                .toList();
    }

    /// What a modality registers in `META-INF/services/aikit.task.Tasks$Provider`.
    public interface Provider {
        List<Task<?>> tasks();
    }
}
