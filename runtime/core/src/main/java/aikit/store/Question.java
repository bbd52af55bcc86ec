package aikit.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is looked for in one store.
///
/// @param vector of unit length; empty to search by words alone
/// @param words empty to search by the vector alone
/// @param without path of a source that is not to be found, such as the file that others are to be like; empty for none
public record Question(Optional<float[]> vector, Optional<Words> words, Filter filter, String without) {

    /// Passages of a ranking for each find that is wanted: documents have several, and fusion looks further down.
    private static final int DEPTH = 10;
    private static final int LEAST = 100;

    /// The rankings that answer it, deep enough for `k` finds.
    ///
    /// @param suffix put after the names of the rankings when there are other stores
    public List<Ranking> rankings(VectorStore store, int k, String suffix) {
        int depth = (int) Math.min(Integer.MAX_VALUE / 2, Math.max(LEAST, (long) k * DEPTH));
        List<Ranking> rankings = new ArrayList<>();
        vector.ifPresent(query -> rankings.add(
                new Ranking("vector" + suffix, others(store.nearest(query, filter, depth)))));
        words.ifPresent(query -> rankings.add(
                new Ranking("keyword" + suffix, others(store.matching(query, filter, depth)))));
        return rankings;
    }

    private List<Hit> others(List<Hit> hits) {
        return without.isEmpty() ? hits : hits.stream().filter(hit -> !hit.path().equals(without)).toList();
    }
}
