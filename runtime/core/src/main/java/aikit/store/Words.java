package aikit.store;

import java.util.List;

/// The keyword half of a query. Words count by BM25; text in double quotes is looked for as a phrase.
///
/// @param wanted texts of which something must be there
/// @param unwanted texts whose words must not all be there
public record Words(List<Weighted> wanted, List<String> unwanted) {

    /// @param weight how much it counts, 1 for the usual
    public record Weighted(String text, double weight) {}

    public static Words of(String text) {
        return new Words(List.of(new Weighted(text, 1)), List.of());
    }

    /// Where the wanted words stand in a text: UTF-16 offsets, start and end in turn.
    public List<Integer> places(String text) {
        TextAnalysis analysis = new TextAnalysis();
        return analysis.places(text, new KeywordQuery(analysis, this).terms());
    }
}
