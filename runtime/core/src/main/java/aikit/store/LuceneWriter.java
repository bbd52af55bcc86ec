package aikit.store;

import aikit.AiException;
import aikit.ProcessLock;
import aikit.Result.Passage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;

/// Changes a Lucene index; one at a time, in this and all other processes.
final class LuceneWriter implements VectorStore.Writer {

    /// What is written between two flushes, in memory.
    private static final double BUFFER_MB = 64;

    /// Segments below this size are merged with each other eagerly: a search opens each of them.
    private static final double FLOOR_MB = 32;

    /// A store with a graph compares so many new passages one by one before they join it.
    private static final long MOST_OUTSIDE = 20_000;

    private static final long POLL_MILLIS = 200;

    private final Path folder;
    private final Space space;
    private final ProcessLock lock;
    private final Setting setting;
    private Index index;
    private long written;
    private IOException broken;

    /// What tests have otherwise.
    ///
    /// @param mostExact passages up to which no graph is built
    /// @param disk what is between the index and its folder
    record Setting(long mostExact, UnaryOperator<Directory> disk) {

        static final Setting USUAL = new Setting(VectorFormat.MOST_EXACT, UnaryOperator.identity());
    }

    private LuceneWriter(Path folder, Space space, ProcessLock lock, Setting setting) {
        this.folder = folder;
        this.space = space;
        this.lock = lock;
        this.setting = setting;
    }

    /// What is open once something is to be changed: often nothing is.
    private record Index(Directory directory, VectorFormat format, IndexWriter writer, VectorShape shape) {

        static Index open(Path folder, Space space, Setting setting) throws IOException {
            Directory directory = setting.disk.apply(StoreFolder.directory(folder));
            try {
                boolean exists = DirectoryReader.indexExists(directory);
                Census census = exists ? Census.of(directory) : new Census(0, 0, 0, 0);
                VectorFormat format = new VectorFormat(census.exact + census.graphed, setting.mostExact);
                IndexWriter writer = new IndexWriter(directory, config(format));
                writer.setLiveCommitData(Schema.commitData(space).entrySet());
                return new Index(directory, format, writer, new VectorShape(census.dimensions));
            } catch (IOException | RuntimeException e) {
                directory.close();
                throw e;
            }
        }
    }

    private Index index() throws IOException {
        if (index == null) {
            index = Index.open(folder, space, setting);
        }
        return index;
    }

    private static IndexWriterConfig config(VectorFormat format) {
        TieredMergePolicy merges = new TieredMergePolicy();
        merges.setFloorSegmentMB(FLOOR_MB);
        merges.setNoCFSRatio(0);
        return new IndexWriterConfig(new TextAnalysis())
                .setCodec(format)
                .setMergePolicy(merges)
                .setMergeScheduler(new SerialMergeScheduler()) // so that what fails, fails here
                .setUseCompoundFile(false)
                .setRAMBufferSizeMB(BUFFER_MB)
                .setCommitOnClose(false);
    }

    static LuceneWriter open(Path folder, Space space, VectorStore.Waiting waiting) {
        return open(folder, space, waiting, Setting.USUAL);
    }

    static LuceneWriter open(Path folder, Space space, VectorStore.Waiting waiting, Setting setting) {
        try {
            return new LuceneWriter(folder, space, lock(folder, waiting), setting);
        } catch (IOException e) {
            throw StoreFailure.writing(folder, e);
        }
    }

    static ProcessLock lock(Path folder, VectorStore.Waiting waiting) throws IOException {
        Path file = folder.resolve("writer.lock");
        while (true) {
            Optional<ProcessLock> lock = ProcessLock.tryOf(file);
            if (lock.isPresent()) {
                return lock.get();
            }
            String holder = ProcessLock.holder(file);
            if (!waiting.goOn(holder)) {
                throw AiException.limit(
                        folder + ": another ai is writing this store" + holder, "run it again when that one is done");
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw AiException.limit(folder + ": waiting for the store was interrupted", "run it again");
            }
        }
    }

    @Override
    public void put(Source source, List<Passage> passages) {
        writing(() -> {
            index().shape.take(source, passages);
            List<Document> documents = new ArrayList<>(passages.size() + 1);
            documents.add(Schema.document(source));
            for (Passage passage : passages) {
                documents.add(Schema.document(source, passage));
            }
            index.writer.updateDocuments(new Term(Schema.PATH, source.path()), documents);
            written += passages.size();
        });
    }

    @Override
    public void remove(String path) {
        writing(() -> index().writer.deleteDocuments(new Term(Schema.PATH, path)));
    }

    @Override
    public void commit() {
        writing(() -> index().writer.commit());
    }

    @Override
    public void settle(boolean fully) {
        writing(() -> {
            index().writer.commit();
            Census census = Census.of(index.directory);
            long all = census.exact + census.graphed;
            boolean graph = index.format.wantsGraph(all);
            boolean outgrown = graph && census.exact > (census.graphed == 0 ? 0 : MOST_OUTSIDE);
            boolean shrunk = !graph && census.graphed > 0;
            // A search opens every piece: where most is new, one is made of all.
            boolean filled = 2 * written >= all && census.segments > 1;
            written = 0;
            index.format.passages(all);
            if (outgrown || shrunk || filled || fully) {
                rewrite();
            }
        });
    }

    /// Copies what is live into one new segment. A merge would not do: it leaves a single segment as it is.
    private void rewrite() throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(index.directory)) {
            List<CodecReader> segments = new ArrayList<>();
            for (LeafReaderContext leaf : reader.leaves()) {
                segments.add((CodecReader) leaf.reader());
            }
            index.writer.deleteAll();
            index.writer.addIndexes(segments.toArray(CodecReader[]::new));
        } catch (IOException e) {
            // All is deleted but for the commit: nobody may commit that.
            broken = e;
            index.writer.rollback();
            throw e;
        }
        index.writer.commit();
    }

    @Override
    public void close() {
        try {
            if (index != null) {
                try (Directory _ = index.directory) {
                    index.writer.rollback();
                }
            }
        } catch (IOException e) {
            throw StoreFailure.writing(folder, e);
        } finally {
            lock.close();
        }
    }

    private interface Write {
        void run() throws IOException;
    }

    private void writing(Write write) {
        if (broken != null) {
            throw StoreFailure.writing(folder, broken);
        }
        try {
            write.run();
        } catch (IOException e) {
            throw StoreFailure.writing(folder, e);
        } catch (AlreadyClosedException | MergePolicy.MergeException e) {
            // A failure ends the writer for good; every later call says so, with the failure as its cause.
            throw e.getCause() instanceof IOException cause ? StoreFailure.writing(folder, cause) : e;
        } catch (RuntimeException e) {
            throw StoreFailure.reading(folder, e);
        }
    }

    /// Passages by how they are searched.
    private record Census(long exact, long graphed, int dimensions, int segments) {

        static Census of(Directory directory) throws IOException {
            long exact = 0;
            long graphed = 0;
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                for (LeafReaderContext leaf : reader.leaves()) {
                    FloatVectorValues values = leaf.reader().getFloatVectorValues(Schema.VECTOR);
                    if (values != null && NearestSearch.hasGraph(leaf.reader())) {
                        graphed += values.size();
                    } else if (values != null) {
                        exact += values.size();
                    }
                }
                return new Census(exact, graphed, LuceneStore.dimensions(reader), reader.leaves().size());
            }
        }
    }
}
