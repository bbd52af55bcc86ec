package aikit.store;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// [Words] as a Lucene query, and the terms that it looks for.
final class KeywordQuery {

    /// How much a word in the name of a file counts beside one in its text.
    private static final float NAME = 0.5f;

    /// A longer query is a document; its first terms say enough.
    private static final int MOST_TERMS = 400;

    /// Lucene takes no more clauses than 1,024 ([org.apache.lucene.search.IndexSearcher#getMaxClauseCount]); some are for
    /// filters.
    private static final int MOST_CLAUSES = 900;

    private final TextAnalysis analysis;
    private final Set<String> terms = new HashSet<>();

    /// Whether there is a word that says something, so that those that never do need not be looked for.
    private final boolean telling;
    private final Predicate<String> common;
    private final BooleanQuery.Builder query = new BooleanQuery.Builder();
    private int room = MOST_CLAUSES;

    KeywordQuery(TextAnalysis analysis, Words words) {
        this(analysis, words, _ -> false);
    }

    /// @param named whether a term stands in most names, as that of a folder does: it is not looked for in names then,
    ///     unless there is nothing else to look for
    KeywordQuery(TextAnalysis analysis, Words words, Predicate<String> named) {
        this.analysis = analysis;
        this.telling = words.wanted().stream()
                .anyMatch(wanted -> analysis.terms(wanted.text()).stream().anyMatch(term -> !analysis.isCommon(term)));
        boolean other = words.wanted().stream().anyMatch(wanted -> analysis.terms(wanted.text()).stream()
                .anyMatch(term -> !analysis.isCommon(term) && !named.test(term)));
        this.common = other ? named : _ -> false;
        words.wanted().forEach(this::want);
        words.unwanted().forEach(this::refuse);
    }

    /// Whether there is nothing to look for, as in a query of punctuation.
    boolean isEmpty() {
        return terms.isEmpty();
    }

    Query query() {
        return query.build();
    }

    /// Terms to highlight.
    Set<String> terms() {
        return terms;
    }

    private void want(Words.Weighted wanted) {
        String[] parts = wanted.text().split("\"", -1);
        for (int i = 0; i < parts.length; i++) {
            List<String> found = analysis.terms(parts[i]);
            found.stream()
                    .filter(term -> !telling || !analysis.isCommon(term))
                    .forEach(term -> want(term, (float) wanted.weight()));
            // Every second part stands between quotes, unless the last one is never closed.
            if (i % 2 == 1 && i + 1 < parts.length && !found.isEmpty() && fits(1)) {
                query.add(new PhraseQuery(Schema.TEXT, found.toArray(String[]::new)), Occur.MUST);
            }
        }
    }

    private void want(String term, float weight) {
        if (terms.size() < MOST_TERMS && !terms.contains(term) && fits(2)) {
            terms.add(term);
            query.add(new BoostQuery(new TermQuery(new Term(Schema.TEXT, term)), weight), Occur.SHOULD);
            if (!common.test(term)) {
                query.add(new BoostQuery(new TermQuery(new Term(Schema.NAME, term)), weight * NAME), Occur.SHOULD);
            }
        }
    }

    private void refuse(String text) {
        Set<String> found = Set.copyOf(analysis.terms(text));
        // More words than there is room for stand together nowhere.
        if (!found.isEmpty() && fits(found.size())) {
            BooleanQuery.Builder all = new BooleanQuery.Builder();
            found.forEach(term -> all.add(new TermQuery(new Term(Schema.TEXT, term)), Occur.MUST));
            query.add(all.build(), Occur.MUST_NOT);
        }
    }

    /// Whether there is room for so many clauses more, which is taken then.
    private boolean fits(int clauses) {
        boolean fits = clauses <= room;
        room -= fits ? clauses : 0;
        return fits;
    }
}
