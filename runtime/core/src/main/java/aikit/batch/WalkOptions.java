package aikit.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// What a walk takes and passes over.
///
/// @param extensions file name endings that are read below folders, lower case without the dot
/// @param real whether a file with such an ending, met below a folder, is really of that kind
/// @param exclude patterns in the form of [IgnoreRules]
/// @param own this run's own output, absolute and normal: never an input
/// @param made whether a file of this name may be what an earlier run put beside its inputs
public record WalkOptions(
        Set<String> extensions, Predicate<Path> real, List<String> exclude, Set<Path> own, Predicate<String> made) {

    public WalkOptions {
        extensions = Set.copyOf(extensions);
        exclude = List.copyOf(exclude);
        own = Set.copyOf(own);
    }
}
