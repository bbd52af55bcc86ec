package aikit.cli.search;

import aikit.store.Found;
import aikit.store.Source;
import java.util.List;

/// What a search found, ready to be shown.
///
/// @param query as the user gave it
/// @param finds the best first
public record Answer(String query, Mode mode, String collection, List<Find> finds) {

    /// @param name of the file, as it is shown
    public record Find(String name, Source source, Found found) {}
}
