package aikit.cli;

import aikit.task.Task;
import aikit.task.Tasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/// The kinds of files that are looked for below folders.
///
/// @param extensions file name endings, lower case without the dot
/// @param real whether a file with such an ending is really of that kind
public record Kinds(Set<String> extensions, Predicate<Path> real) {

    /// What one of these tasks reads.
    public static Kinds of(List<Task<?>> tasks) {
        Set<String> extensions = new HashSet<>();
        for (Task<?> task : tasks) {
            extensions.addAll(task.extensions());
        }
        return new Kinds(extensions, file -> reads(tasks, file));
    }

    /// These and others.
    public Kinds and(Kinds others) {
        Set<String> all = new HashSet<>(extensions);
        all.addAll(others.extensions);
        return new Kinds(all, file -> holds(file) || others.holds(file));
    }

    private boolean holds(Path file) {
        return extensions.contains(ending(file)) && real.test(file);
    }

    private static String ending(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static boolean reads(List<Task<?>> tasks, Path file) {
        String ending = ending(file);
        for (Task<?> task : tasks) {
            if (task.extensions().contains(ending) && task.reads(file)) {
                return true;
            }
        }
        return false;
    }

    /// Every task that serves a verb, whatever its models are.
    public static List<Task<?>> serving(String verb) {
        List<Task<?>> tasks = new ArrayList<>();
        for (Task<?> task : Tasks.all()) {
            if (task.name().equals(verb)) {
                tasks.add(task);
            }
        }
        return tasks;
    }
}
