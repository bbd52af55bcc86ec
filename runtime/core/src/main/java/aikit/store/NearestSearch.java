package aikit.store;

import aikit.onnx.DotProducts;
import aikit.vector.Vectors;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.hnsw.HnswGraphProvider;
import org.apache.lucene.codecs.lucene95.HasIndexSlice;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.MemorySegmentAccessInput;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.hnsw.HnswGraph;

/// The nearest passages of a query in the segments of an index. A segment with a graph is searched through it, for more
/// than is wanted, and these are compared exactly; of any other segment every vector is compared.
final class NearestSearch {

    /// A filter that lets fewer through is not worth the way through a graph.
    private static final int FEW = 20_000;

    /// How many passages a graph is asked for at least (`efSearch` of HNSW): of 1,000,000 x 384 in 1,000 clusters, 500 hold
    /// 0.981 of the ten nearest, 200 hold 0.947.
    private static final int LEAST_CANDIDATES = 500;

    /// Of these, how many more than wanted are compared exactly: in eight bits, the order of near ones is off by little.
    private static final int OVERSAMPLE = 3;
    private static final int LEAST_COMPARED = 60;

    private final float[] query;
    private final Nearest nearest;
    private final Supplier<DotProducts> products;

    /// @param products opens what multiplies vectors
    NearestSearch(float[] query, int k, Supplier<DotProducts> products) {
        this.query = query;
        this.nearest = new Nearest(k);
        this.products = products;
    }

    /// Looks through a segment.
    ///
    /// @param allowed documents that the filter lets through; empty for all that are live
    void search(LeafReaderContext leaf, Optional<BitSet> allowed) throws IOException {
        LeafReader reader = leaf.reader();
        FloatVectorValues values = reader.getFloatVectorValues(Schema.VECTOR);
        if (values == null || values.size() == 0) {
            return;
        }
        if (allowed.isPresent() && allowed.get().cardinality() <= FEW) {
            some(leaf, values, allowed.get());
        } else if (hasGraph(reader)) {
            graph(leaf, values, allowed);
        } else {
            every(leaf, values, allowed.isPresent() ? allowed.get() : reader.getLiveDocs());
        }
    }

    /// Documents and cosines, the best first.
    ScoreDoc[] best() {
        return nearest.best();
    }

    static boolean hasGraph(LeafReader reader) throws IOException {
        if (!(reader instanceof CodecReader codec)) {
            return false;
        }
        KnnVectorsReader vectors = codec.getVectorReader();
        if (vectors instanceof PerFieldKnnVectorsFormat.FieldsReader fields) {
            vectors = fields.getFieldReader(Schema.VECTOR);
        }
        HnswGraph graph = vectors instanceof HnswGraphProvider provider ? provider.getGraph(Schema.VECTOR) : null;
        return graph != null && graph.size() > 0;
    }

    /// The documents of a set, one by one.
    private void some(LeafReaderContext leaf, FloatVectorValues values, BitSet docs) throws IOException {
        DocIndexIterator each = values.iterator();
        for (int doc = docs.nextSetBit(0); doc != DocIdSetIterator.NO_MORE_DOCS; doc = doc + 1 >= docs.length()
                ? DocIdSetIterator.NO_MORE_DOCS
                : docs.nextSetBit(doc + 1)) {
            if (each.docID() < doc && each.advance(doc) == DocIdSetIterator.NO_MORE_DOCS) {
                return;
            }
            if (each.docID() == doc) {
                nearest.offer(leaf.docBase + doc, Vectors.dot(query, values.vectorValue(each.index())));
            }
        }
    }

    private void graph(LeafReaderContext leaf, FloatVectorValues values, Optional<BitSet> allowed)
            throws IOException {
        LeafReader reader = leaf.reader();
        AcceptDocs accepted = AcceptDocs.fromLiveDocs(
                allowed.<Bits>map(bits -> bits).orElse(reader.getLiveDocs()), reader.maxDoc());
        int compared = Math.max(LEAST_COMPARED, OVERSAMPLE * nearest.size());
        int candidates = Math.max(LEAST_CANDIDATES, compared);
        TopDocs found = reader.searchNearestVectors(Schema.VECTOR, query, candidates, accepted, Integer.MAX_VALUE);
        int[] docs = Arrays.stream(found.scoreDocs).limit(compared).mapToInt(hit -> hit.doc).sorted().toArray();
        DocIndexIterator each = values.iterator();
        for (int doc : docs) {
            each.advance(doc);
            nearest.offer(leaf.docBase + doc, Vectors.dot(query, values.vectorValue(each.index())));
        }
    }

    private void every(LeafReaderContext leaf, FloatVectorValues values, Bits accepted) throws IOException {
        FloatBuffer rows = rows(values);
        if (rows == null) {
            for (int ord = 0; ord < values.size(); ord++) {
                offer(leaf, values, accepted, ord, Vectors.dot(query, values.vectorValue(ord)));
            }
            return;
        }
        DotProducts product = products.get();
        synchronized (product) {
            product.of(rows, values.size(), query, (first, scores) -> {
                float least = nearest.least();
                for (int i = 0; i < scores.limit(); i++) {
                    float score = scores.get(i);
                    if (score > least) {
                        offer(leaf, values, accepted, first + i, score);
                        least = nearest.least();
                    }
                }
            });
        }
    }

    private void offer(LeafReaderContext leaf, FloatVectorValues values, Bits accepted, int ord, float score) {
        int doc = values.ordToDoc(ord);
        if (accepted == null || accepted.get(doc)) {
            nearest.offer(leaf.docBase + doc, score);
        }
    }

    /// The vectors where they lie in the mapped file, or null when they are not to be had so.
    private static FloatBuffer rows(FloatVectorValues values) throws IOException {
        long bytes = (long) values.size() * values.dimension() * Float.BYTES;
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN || bytes > Integer.MAX_VALUE
                || !(values instanceof HasIndexSlice sliced)) {
            return null;
        }
        IndexInput slice = sliced.getSlice();
        if (slice instanceof OneShotDirectory.Placed placed && slice.length() == bytes) {
            return placed.floats();
        }
        if (!(slice instanceof MemorySegmentAccessInput mapped) || slice.length() != bytes) {
            return null;
        }
        MemorySegment segment = mapped.segmentSliceOrNull(0, bytes);
        if (segment == null || segment.address() % Float.BYTES != 0) {
            return null;
        }
        return segment.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
}
