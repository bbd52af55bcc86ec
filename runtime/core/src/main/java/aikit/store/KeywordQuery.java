package aikit.store;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    /// A longer query is a document; its first terms say enough, and Lucene takes no more clauses than 1,024.
    private static final int MOST_TERMS = 400;

    private final TextAnalysis analysis;
    private final Set<String> terms = new HashSet<>();
    private final BooleanQuery.Builder query = new BooleanQuery.Builder();
    private int clauses;

    KeywordQuery(TextAnalysis analysis, Words words) {
        this.analysis = analysis;
        words.wanted().forEach(this::want);
        words.unwanted().forEach(this::refuse);
    }

    /// Whether there is nothing to look for, as in a query of punctuation.
    boolean isEmpty() {
        return clauses == 0;
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
            found.forEach(term -> want(term, (float) wanted.weight()));
            // Every second part stands between quotes, unless the last one is never closed.
            if (i % 2 == 1 && i + 1 < parts.length && !found.isEmpty()) {
                query.add(new PhraseQuery(Schema.TEXT, found.toArray(String[]::new)), Occur.MUST);
            }
        }
    }

    private void want(String term, float weight) {
        if (clauses < MOST_TERMS && terms.add(term)) {
            query.add(new BoostQuery(new TermQuery(new Term(Schema.TEXT, term)), weight), Occur.SHOULD);
            query.add(new BoostQuery(new TermQuery(new Term(Schema.NAME, term)), weight * NAME), Occur.SHOULD);
            clauses++;
        }
    }

    private void refuse(String text) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        List<String> found = analysis.terms(text);
        found.stream().limit(MOST_TERMS)
                .forEach(term -> all.add(new TermQuery(new Term(Schema.TEXT, term)), Occur.MUST));
        if (!found.isEmpty()) {
            query.add(all.build(), Occur.MUST_NOT);
        }
    }
}
