package aikit.store;

import aikit.store.VectorStore.Stats;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.Bits;

/// What there is in a Lucene index.
final class StoreStats {

    private StoreStats() {}

    static Stats of(DirectoryReader reader, IndexSearcher searcher) throws IOException {
        TermQuery sources = new TermQuery(new Term(Schema.KIND, Schema.SOURCE));
        BooleanQuery.Builder lost = new BooleanQuery.Builder();
        lost.add(sources, Occur.FILTER);
        lost.add(new TermQuery(new Term(Schema.STATUS, Source.Status.FAILED.name())), Occur.FILTER);
        long failed = searcher.count(lost.build());
        long passages = searcher.count(new TermQuery(new Term(Schema.KIND, Schema.PASSAGE)));
        long graphed = graphed(reader);
        long exact = passages - graphed;
        long bytes = 0;
        long vectors = 0;
        Directory directory = reader.directory();
        for (String file : reader.getIndexCommit().getFileNames()) {
            long length = length(directory, file);
            bytes += length;
            vectors += ofVectors(file) ? length : 0;
        }
        return new Stats(
                searcher.count(sources) - failed, failed, passages, LuceneStore.dimensions(reader), bytes, vectors,
                exact, graphed, words(exact, graphed));
    }

    /// Live passages of the segments that have a graph.
    private static long graphed(DirectoryReader reader) throws IOException {
        long graphed = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            FloatVectorValues values = leaf.reader().getFloatVectorValues(Schema.VECTOR);
            if (values != null && NearestSearch.hasGraph(leaf.reader())) {
                Bits live = leaf.reader().getLiveDocs();
                DocIndexIterator each = values.iterator();
                while (live != null && each.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                    graphed += live.get(each.docID()) ? 1 : 0;
                }
                graphed += live == null ? values.size() : 0;
            }
        }
        return graphed;
    }

    /// What a file takes on disk: nothing when a later commit has replaced it, though it is still open here.
    private static long length(Directory directory, String file) throws IOException {
        try {
            return directory.fileLength(file);
        } catch (FileNotFoundException | NoSuchFileException e) {
            return 0;
        }
    }

    /// Lucene's endings for vectors and what is built over them all begin so: `.vec .vem .vex .veq .vemf .vemq`.
    private static boolean ofVectors(String file) {
        return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT).startsWith("ve");
    }

    private static String words(long exact, long graphed) {
        String graph = "HNSW over 8-bit vectors, the best compared exactly";
        return graphed == 0 ? "exact" : exact == 0 ? graph : graph + "; " + exact + " exact";
    }
}
