package aikit.eval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// How good one ranking is, by the measures of `trec_eval`; each from 0 to 1.
///
/// @param ndcg discounted cumulative gain of the first ten, of the greatest possible: the gain of a document is its grade,
///     divided by `log2(rank + 1)` (Järvelin and Kekäläinen 2002, as trec_eval's `ndcg_cut.10`)
/// @param mrr one divided by the rank of the first relevant document; 0 when there is none
/// @param recall10 share of the relevant documents among the first ten
/// @param recall100 among the first hundred
/// @param map mean, over the relevant documents, of the share of relevant ones down to where each stands
public record RankingScores(double ndcg, double mrr, double recall10, double recall100, double map) {

    private static final int FIRST = 10;
    private static final int MANY = 100;

    /// What a run gave a document.
    public record Scored(String document, double score) {}

    /// Puts documents into the order that trec_eval gives them: by falling score, equal ones by falling name.
    public static List<Scored> ordered(List<Scored> run) {
        List<Scored> ordered = new ArrayList<>(run);
        ordered.sort(Comparator.comparingDouble(Scored::score).thenComparing(Scored::document).reversed());
        return ordered;
    }

    /// @param ordered see [#ordered]
    /// @param grades of the documents that were judged
    public static RankingScores of(List<Scored> ordered, Map<String, Integer> grades) {
        double gain = 0;
        double precisions = 0;
        double first = 0;
        int relevant = 0;
        int among10 = 0;
        int among100 = 0;
        for (int i = 0; i < ordered.size(); i++) {
            int grade = grades.getOrDefault(ordered.get(i).document, 0);
            if (grade <= 0) {
                continue;
            }
            relevant++;
            precisions += relevant / (i + 1.0);
            first = relevant == 1 ? 1.0 / (i + 1) : first;
            gain += i < FIRST ? discounted(grade, i) : 0;
            among10 += i < FIRST ? 1 : 0;
            among100 += i < MANY ? 1 : 0;
        }
        List<Integer> ideal = new ArrayList<>(grades.values().stream().filter(grade -> grade > 0).toList());
        ideal.sort(Collections.reverseOrder());
        double most = 0;
        for (int i = 0; i < Math.min(FIRST, ideal.size()); i++) {
            most += discounted(ideal.get(i), i);
        }
        double all = Math.max(1, ideal.size());
        return new RankingScores(most == 0 ? 0 : gain / most, first, among10 / all, among100 / all, precisions / all);
    }

    private static double discounted(int grade, int index) {
        return grade * Math.log(2) / Math.log(index + 2.0);
    }

    /// The mean of several.
    public static RankingScores mean(List<RankingScores> each) {
        double count = Math.max(1, each.size());
        return new RankingScores(
                each.stream().mapToDouble(RankingScores::ndcg).sum() / count,
                each.stream().mapToDouble(RankingScores::mrr).sum() / count,
                each.stream().mapToDouble(RankingScores::recall10).sum() / count,
                each.stream().mapToDouble(RankingScores::recall100).sum() / count,
                each.stream().mapToDouble(RankingScores::map).sum() / count);
    }
}
