package aikit.store;

import aikit.store.DocumentVectors.Document;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Names groups of documents: by the words that stand in many of a group and in few others.
final class Labels {

    private static final int WORDS = 4;

    /// Shorter ones say little.
    private static final int SHORTEST = 3;

    private final TextAnalysis analysis = new TextAnalysis();
    private final Map<String, Integer> everywhere = new HashMap<>();
    private final int count;

    /// @param documents of all groups
    Labels(List<Document> documents) {
        this.count = documents.size();
        documents.forEach(document -> analysis.spelt(document.opening()).keySet().forEach(
                term -> everywhere.merge(term, 1, Integer::sum)));
    }

    String of(List<Document> group) {
        Map<String, Integer> here = new HashMap<>();
        Map<String, String> spelt = new HashMap<>();
        for (Document document : group) {
            analysis.spelt(document.opening()).forEach((term, word) -> {
                here.merge(term, 1, Integer::sum);
                spelt.putIfAbsent(term, word.toLowerCase(Locale.ROOT));
            });
        }
        List<String> words = here.keySet().stream()
                .filter(term -> spelt.get(term).length() >= SHORTEST && !analysis.isCommon(term))
                .sorted(Comparator.comparingDouble((String term) -> -weight(term, here.get(term), group.size()))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(WORDS)
                .map(spelt::get)
                .toList();
        return String.join(", ", words);
    }

    /// Share of the group that has the term, times how rare it is: tf-idf with the group as the document.
    private double weight(String term, int documentsHere, int size) {
        return (double) documentsHere / size * Math.log((1.0 + count) / everywhere.get(term));
    }
}
