package aikit.store;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/// Lucene's codec with the vector format that suits the size of a store: numbers as they are, compared one by one, up
/// to [#MOST_EXACT]; above it a graph over quantised vectors, with the numbers kept for exact scores.
final class VectorFormat extends Lucene104Codec {

    /// Passages up to which each search compares them all. At 384 numbers that is 300 MB, read in some 12 ms; a graph
    /// would take minutes to build and find a little less.
    static final long MOST_EXACT = 200_000;

    /// Neighbours of a node, and nodes looked at while it is put in: `M` and `efConstruction` of HNSW
    /// (Malkov and Yashunin, arXiv 1603.09320), Lucene's own defaults.
    private static final int NEIGHBOURS = 16;
    private static final int BEAM = 100;

    /// A segment gets no graph while `k * ln(size)` with this `k` is more than its size, as Lucene has it: here about
    /// 10,000 passages, which are compared in half a millisecond.
    private static final int SMALL_GRAPHED = 1_100;
    private static final int SMALL_EXACT = Integer.MAX_VALUE;

    private final KnnVectorsFormat exact = new Wide(
            new Lucene99HnswVectorsFormat(NEIGHBOURS, BEAM, 1, null, SMALL_EXACT));
    private final KnnVectorsFormat graphed;
    private final long mostExact;
    private volatile long passages;

    /// @param mostExact passages up to which no graph is built
    VectorFormat(long passages, long mostExact) {
        this.passages = passages;
        this.mostExact = mostExact;
        int workers = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = workers > 1 ? ForkJoinPool.commonPool() : null;
        this.graphed = new Wide(new Lucene104HnswScalarQuantizedVectorsFormat(
                ScalarEncoding.UNSIGNED_BYTE, NEIGHBOURS, BEAM, workers, pool, SMALL_GRAPHED));
    }

    boolean wantsGraph(long count) {
        return count > mostExact;
    }

    /// Says how many passages there are, by which segments are written from now on.
    void passages(long count) {
        passages = count;
    }

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return wantsGraph(passages) ? graphed : exact;
    }

    /// A format for more dimensions than it allows by itself: Lucene's limit is a caution, not a bound of the format.
    /// It keeps the name, by which readers find the original.
    private static final class Wide extends KnnVectorsFormat {

        private final KnnVectorsFormat format;

        Wide(KnnVectorsFormat format) {
            super(format.getName());
            this.format = format;
        }

        @Override
        public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
            return format.fieldsWriter(state);
        }

        @Override
        public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
            return format.fieldsReader(state);
        }

        @Override
        public int getMaxDimensions(String field) {
            return VectorShape.MOST_DIMENSIONS;
        }
    }
}
