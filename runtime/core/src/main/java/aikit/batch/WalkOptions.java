package aikit.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What a walk takes and passes over.
///
/// @param extensions file name endings that are read below folders, lower case without the dot
/// @param exclude patterns in the form of [IgnoreRules]
/// @param own this run's own output, absolute and normal: never an input
/// @param ownEnding end of the names, before their last dot, of files that a run puts beside its inputs (`.embed`);
///     empty for none
public record WalkOptions(Set<String> extensions, List<String> exclude, Set<Path> own, String ownEnding) {

    public WalkOptions {
        extensions = Set.copyOf(extensions);
        exclude = List.copyOf(exclude);
        own = Set.copyOf(own);
    }
}
