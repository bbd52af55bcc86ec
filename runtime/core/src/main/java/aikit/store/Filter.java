package aikit.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which entries a search looks at: those that meet every condition.
///
/// @param under absolute paths of files or folders, of which an entry must be or lie below one; empty for all
/// @param types of [Source#type], one of which it must have; empty for all
/// @param since not changed before
/// @param until changed before
/// @param where what [Source#meta] must hold
public record Filter(
        List<String> under, List<String> types, Optional<Instant> since, Optional<Instant> until,
        Map<String, String> where) {

    public static final Filter ALL = new Filter(List.of(), List.of(), Optional.empty(), Optional.empty(), Map.of());

    public Filter {
        under = List.copyOf(under);
        types = List.copyOf(types);
        where = Map.copyOf(where);
    }

    /// Whether it lets everything through. Asked at every start, when comparing records would have to be linked first.
    boolean isAll() {
        return under.isEmpty() && types.isEmpty() && since.isEmpty() && until.isEmpty() && where.isEmpty();
    }

    /// Everything at or below some paths.
    public static Filter below(List<String> paths) {
        return new Filter(paths, List.of(), Optional.empty(), Optional.empty(), Map.of());
    }
}
