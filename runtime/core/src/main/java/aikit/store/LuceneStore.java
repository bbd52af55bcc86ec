package aikit.store;

import aikit.AiException;
import aikit.Result.Passage;
import aikit.onnx.DotProducts;
import aikit.onnx.OnnxEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/// The embedded store: a Lucene index that holds texts, metadata and vectors.
///
/// Nearest passages are found by comparing all of them, up to [VectorFormat#MOST_EXACT]; beyond that through an HNSW
/// graph over quantised vectors, and the best are compared exactly.
final class LuceneStore implements VectorStore {

    /// Among fewer names, what most of them share still tells something.
    private static final int FEWEST_NAMES = 8;

    private final Path folder;
    private final Space space;
    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final Supplier<OnnxEngine> engine;
    private final TextAnalysis analysis = new TextAnalysis();
    private DotProducts products;

    LuceneStore(Path folder, Space space, DirectoryReader reader, Supplier<OnnxEngine> engine) {
        this.folder = folder;
        this.space = space;
        this.reader = reader;
        this.engine = engine;
        this.searcher = new IndexSearcher(reader);
        searcher.setQueryCache(null);
    }

    @Override
    public Space space() {
        return space;
    }

    @Override
    public int dimensions() {
        return reading(() -> dimensions(reader));
    }

    /// The form that the entries are written in, see [Schema#VERSION].
    int form() {
        return reading(() -> Schema.version(reader.getIndexCommit().getUserData()));
    }

    static int dimensions(IndexReader reader) throws IOException {
        for (LeafReaderContext leaf : reader.leaves()) {
            FloatVectorValues values = leaf.reader().getFloatVectorValues(Schema.VECTOR);
            if (values != null) {
                return values.dimension();
            }
        }
        return 0;
    }

    @Override
    public void heads(Consumer<Source.Head> each) {
        reading(() -> {
            for (LeafReaderContext leaf : reader.leaves()) {
                heads(leaf.reader(), each);
            }
            return null;
        });
    }

    private static void heads(LeafReader leaf, Consumer<Source.Head> each) throws IOException {
        BinaryDocValues heads = leaf.getBinaryDocValues(Schema.HEAD);
        if (heads == null) {
            return;
        }
        Bits live = leaf.getLiveDocs();
        for (int doc = heads.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = heads.nextDoc()) {
            if (live == null || live.get(doc)) {
                each.accept(Schema.head(heads.binaryValue()));
            }
        }
    }

    /// The path of every passage.
    void owners(Consumer<String> each) {
        reading(() -> {
            for (Map.Entry<Integer, BitSet> docs : allowed(new TermQuery(new Term(Schema.KIND, Schema.PASSAGE)))
                    .entrySet()) {
                StoredFields stored = reader.leaves().get(docs.getKey()).reader().storedFields();
                for (int doc = 0; doc < docs.getValue().length(); doc++) {
                    if (docs.getValue().get(doc)) {
                        each.accept(stored.document(doc, Set.of(Schema.PATH)).get(Schema.PATH));
                    }
                }
            }
            return null;
        });
    }

    @Override
    public Optional<Source> source(String path) {
        return first(query(Schema.SOURCE, Schema.PATH, path));
    }

    @Override
    public Optional<Source> twin(String content) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        query.add(query(Schema.SOURCE, Schema.CONTENT, content), Occur.FILTER);
        query.add(new TermQuery(new Term(Schema.STATUS, Source.Status.FAILED.name())), Occur.MUST_NOT);
        return first(query.build());
    }

    private Optional<Source> first(Query query) {
        return reading(() -> {
            ScoreDoc[] found = searcher.search(query, 1).scoreDocs;
            return found.length == 0
                    ? Optional.empty()
                    : Optional.of(Schema.source(searcher.storedFields().document(found[0].doc)));
        });
    }

    private static Query query(String kind, String field, String value) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        query.add(new TermQuery(new Term(Schema.KIND, kind)), Occur.FILTER);
        query.add(new TermQuery(new Term(field, value)), Occur.FILTER);
        return query.build();
    }

    @Override
    public List<String> paths(Filter filter) {
        return reading(() -> {
            List<String> paths = new ArrayList<>();
            Map<Integer, BitSet> allowed = allowed(FilterQuery.of(Schema.SOURCE, filter));
            for (LeafReaderContext leaf : reader.leaves()) {
                BinaryDocValues values = leaf.reader().getBinaryDocValues(Schema.HEAD);
                BitSet docs = allowed.get(leaf.ord);
                for (int doc = 0; values != null && docs != null && doc < docs.length(); doc++) {
                    if (docs.get(doc) && values.advanceExact(doc)) {
                        paths.add(Schema.head(values.binaryValue()).path());
                    }
                }
            }
            paths.sort(Comparator.naturalOrder());
            return paths;
        });
    }

    /// The live documents of each segment that a query lets through, by the number of the segment.
    private Map<Integer, BitSet> allowed(Query query) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        Map<Integer, BitSet> allowed = new HashMap<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            Scorer scorer = weight.scorer(leaf);
            if (scorer == null) {
                continue;
            }
            Bits live = leaf.reader().getLiveDocs();
            FixedBitSet docs = new FixedBitSet(leaf.reader().maxDoc());
            DocIdSetIterator each = scorer.iterator();
            for (int doc = each.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = each.nextDoc()) {
                if (live == null || live.get(doc)) {
                    docs.set(doc);
                }
            }
            allowed.put(leaf.ord, docs);
        }
        return allowed;
    }

    @Override
    public List<Passage> passages(String path) {
        return reading(() -> {
            List<Passage> passages = new ArrayList<>();
            Map<Integer, BitSet> docs = allowed(query(Schema.PASSAGE, Schema.PATH, path));
            for (LeafReaderContext leaf : reader.leaves()) {
                if (docs.containsKey(leaf.ord)) {
                    passages(leaf.reader(), docs.get(leaf.ord), passages);
                }
            }
            passages.sort(Comparator.comparingInt(Passage::index));
            return passages;
        });
    }

    private static void passages(LeafReader leaf, BitSet docs, List<Passage> passages) throws IOException {
        StoredFields stored = leaf.storedFields();
        FloatVectorValues values = leaf.getFloatVectorValues(Schema.VECTOR);
        DocIndexIterator each = values.iterator();
        for (int doc = 0; doc < docs.length(); doc++) {
            if (docs.get(doc)) {
                each.advance(doc);
                passages.add(Schema.passage(stored.document(doc), values.vectorValue(each.index()).clone()));
            }
        }
    }

    @Override
    public List<Hit> nearest(float[] query, Filter filter, int k) {
        if (k == 0) {
            return List.of();
        }
        return reading(() -> {
            NearestSearch search = new NearestSearch(query, Math.min(k, reader.maxDoc()), this::products);
            Map<Integer, BitSet> allowed = filter.isAll()
                    ? null
                    : allowed(FilterQuery.of(Schema.PASSAGE, filter));
            for (LeafReaderContext leaf : reader.leaves()) {
                if (allowed == null || allowed.containsKey(leaf.ord)) {
                    search.search(leaf, Optional.ofNullable(allowed).map(bits -> bits.get(leaf.ord)));
                }
            }
            return hits(search.best());
        });
    }

    private synchronized DotProducts products() {
        if (products == null) {
            products = engine.get().dotProducts();
        }
        return products;
    }

    @Override
    public List<Hit> matching(Words words, Filter filter, int k) {
        return reading(() -> {
            KeywordQuery keywords = new KeywordQuery(analysis, words, this::standsInMostNames);
            if (keywords.isEmpty() || k == 0) {
                return List.of();
            }
            BooleanQuery.Builder query = new BooleanQuery.Builder();
            query.add(keywords.query(), Occur.MUST);
            query.add(FilterQuery.of(Schema.PASSAGE, filter), Occur.FILTER);
            return hits(searcher.search(query.build(), k).scoreDocs);
        });
    }

    private boolean standsInMostNames(String term) {
        return reading(() -> {
            int names = reader.getDocCount(Schema.NAME);
            return names >= FEWEST_NAMES && 2L * reader.docFreq(new Term(Schema.NAME, term)) > names;
        });
    }

    private List<Hit> hits(ScoreDoc[] found) throws IOException {
        StoredFields stored = searcher.storedFields();
        List<Hit> hits = new ArrayList<>(found.length);
        for (ScoreDoc each : found) {
            Document document = stored.document(each.doc, Schema.SHOWN);
            hits.add(new Hit(
                    document.get(Schema.PATH), Schema.index(document), Schema.place(document),
                    document.get(Schema.TEXT), each.score));
        }
        return hits;
    }

    @Override
    public Stats stats() {
        return reading(() -> StoreStats.of(reader, searcher));
    }

    @Override
    public Writer writer(Waiting waiting) {
        return LuceneWriter.open(folder, space, waiting);
    }

    @Override
    public void close() {
        reading(() -> {
            if (products != null) {
                products.close();
            }
            reader.close();
            reader.directory().close();
            return null;
        });
    }

    private interface Read<T> {
        T run() throws IOException;
    }

    private <T> T reading(Read<T> read) {
        try {
            return read.run();
        } catch (IOException e) {
            throw StoreFailure.reading(folder, e);
        } catch (AiException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            // Damaged bytes lead Lucene anywhere. Whether they are to blame is told by their checksums.
            check(e);
            throw e;
        }
    }

    private void check(Throwable failure) {
        try {
            for (LeafReaderContext leaf : reader.leaves()) {
                ((CodecReader) leaf.reader()).checkIntegrity();
            }
        } catch (IOException e) {
            e.addSuppressed(failure);
            throw StoreFailure.reading(folder, e);
        } catch (AlreadyClosedException e) {
            failure.addSuppressed(e);
        }
    }
}
