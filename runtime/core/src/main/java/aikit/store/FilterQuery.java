package aikit.store;

import java.util.List;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/// A [Filter] as a Lucene query.
final class FilterQuery {

    private FilterQuery() {}

    /// @param kind [Schema#SOURCE] or [Schema#PASSAGE]
    static Query of(String kind, Filter filter) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        query.add(new TermQuery(new Term(Schema.KIND, kind)), Occur.FILTER);
        any(query, Schema.UNDER, filter.under());
        any(query, Schema.TYPE, filter.types());
        if (filter.since().isPresent() || filter.until().isPresent()) {
            long from = filter.since().map(Source::millis).orElse(Long.MIN_VALUE);
            query.add(NumericDocValuesField.newSlowRangeQuery(Schema.MODIFIED, from, Long.MAX_VALUE), Occur.FILTER);
            filter.until().map(Source::millis).ifPresent(until -> query.add(
                    NumericDocValuesField.newSlowRangeQuery(Schema.MODIFIED, until, Long.MAX_VALUE), Occur.MUST_NOT));
        }
        filter.where().forEach((name, value) -> any(query, Schema.META, List.of(Schema.meta(name, value))));
        return query.build();
    }

    private static void any(BooleanQuery.Builder query, String field, List<String> values) {
        if (!values.isEmpty()) {
            query.add(new TermInSetQuery(field, values.stream().map(BytesRef::new).toList()), Occur.FILTER);
        }
    }
}
