package aikit.cli.search;

import aikit.store.Found;
import aikit.store.Source;
import aikit.store.Words;
import java.util.List;

/// What a search found, ready to be shown.
///
/// @param query as the user gave it
/// @param words that are marked where they stand
/// @param finds the best first
public record Answer(String query, Mode mode, String collection, Words words, List<Find> finds) {

    /// @param name of the file, as it is shown
    public record Find(String name, Source source, Found found) {}
}
