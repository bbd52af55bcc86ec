package aikit.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One list of passages, the best first, and what made it.
///
/// @param by `vector` or `keyword`, and the space when a collection has several
/// @param hits the best first
public record Ranking(String by, List<Hit> hits) {

    /// `k` of reciprocal rank fusion: Cormack, Clarke and Büttcher, SIGIR 2009.
    private static final int RRF = 60;

    /// Passages of a find that are kept.
    private static final int MOST_PASSAGES = 3;

    /// Rankings as one: what stands near the top of several comes first.
    ///
    /// Passages of a document are one find; rows, which are entries of their own, are one each. The score of a
    /// find is that of its best passage when there is one ranking, else the sum of `1 / (60 + rank)` over the rankings,
    /// as a part of what the first place in all of them would give.
    ///
    /// @param k most finds
    public static List<Found> fuse(List<Ranking> rankings, int k) {
        return fuse(rankings, k, rankings.size());
    }

    /// The same where no find is in all of the rankings, as they are of several stores.
    ///
    /// @param together rankings that a find may be in
    public static List<Found> fuse(List<Ranking> rankings, int k, int together) {
        Map<String, Builder> builders = new LinkedHashMap<>();
        for (Ranking ranking : rankings) {
            int rank = 0;
            for (Hit hit : ranking.hits) {
                Builder builder = builders.computeIfAbsent(find(hit), _ -> new Builder());
                rank += builder.add(ranking.by, rank + 1, hit) ? 1 : 0;
            }
        }
        double top = together / (RRF + 1.0);
        List<Found> found = new ArrayList<>();
        builders.values().forEach(builder -> found.add(builder.build(rankings.size() == 1, top)));
        found.sort((one, other) -> Double.compare(other.score(), one.score()));
        return found.size() <= k ? found : found.subList(0, k);
    }

    /// What a passage belongs to: its document, or the row that is an entry of its own.
    private static String find(Hit hit) {
        return hit.place().unit().equals("row") ? hit.key() : hit.path();
    }

    /// One find on its way.
    private static final class Builder {

        private final Map<String, Found.Part> parts = new LinkedHashMap<>();
        private final Map<String, Hit> passages = new LinkedHashMap<>();

        /// Whether it is the first passage of the find in this ranking.
        boolean add(String by, int rank, Hit hit) {
            passages.putIfAbsent(hit.key(), hit);
            return parts.putIfAbsent(by, new Found.Part(rank, hit.score())) == null;
        }

        Found build(boolean alone, double top) {
            double sum = 0;
            for (Found.Part part : parts.values()) {
                sum += alone ? part.score() : 1.0 / (RRF + part.rank()) / top;
            }
            List<Hit> shown = passages.values().stream().limit(MOST_PASSAGES).toList();
            return new Found(shown.getFirst().path(), sum, shown, parts);
        }
    }
}
