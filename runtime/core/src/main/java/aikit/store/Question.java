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
    private static final int DEPTH = 3;
    private static final int LEAST = 30;

    /// How much deeper it looks when the passages were those of too few documents.
    private static final int DEEPER = 4;

    /// The rankings that answer it, deep enough for `k` finds if there are as many.
    ///
    /// @param suffix put after the names of the rankings when there are other stores
    public List<Ranking> rankings(VectorStore store, int k, String suffix) {
        for (int depth = Math.max(LEAST, k * DEPTH);; depth *= DEEPER) {
            List<Ranking> rankings = rankings(store, suffix, depth);
            int most = depth;
            boolean more = rankings.stream().anyMatch(ranking -> ranking.hits().size() == most);
            List<Ranking> others = rankings.stream().map(this::others).toList();
            if (!more || Ranking.fuse(others, k).size() == k) {
                return others;
            }
        }
    }

    private List<Ranking> rankings(VectorStore store, String suffix, int depth) {
        List<Ranking> rankings = new ArrayList<>();
        vector.ifPresent(query -> rankings.add(
                new Ranking("vector" + suffix, store.nearest(query, filter, depth))));
        words.ifPresent(query -> rankings.add(
                new Ranking("keyword" + suffix, store.matching(query, filter, depth))));
        return rankings;
    }

    private Ranking others(Ranking ranking) {
        return without.isEmpty()
                ? ranking
                : new Ranking(
                        ranking.by(),
                        ranking.hits().stream().filter(hit -> !hit.path().equals(without)).toList());
    }
}
