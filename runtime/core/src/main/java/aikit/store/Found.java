package aikit.store;

import java.util.List;
import java.util.Map;

/// A document, or an entry of one, that a search found.
///
/// @param score greater for what fits better; see [Ranking#fuse]
/// @param passages of it that were found, the best first
/// @param parts where it stood in each ranking it was in
public record Found(String path, double score, List<Hit> passages, Map<String, Part> parts) {

    public Found {
        passages = List.copyOf(passages);
        parts = Map.copyOf(parts);
    }

    /// @param rank from 1
    /// @param score in that ranking: a cosine, or BM25
    public record Part(int rank, double score) {}

    /// The best passage.
    public Hit best() {
        return passages.getFirst();
    }

    /// The same with another score.
    public Found with(double other) {
        return new Found(path, other, passages, parts);
    }
}
