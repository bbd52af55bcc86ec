package aikit.store;

import aikit.Result.Passage;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The entries of one collection in one [Space]: files, their passages, the vectors of the passages.
///
/// What is read is the state of the last commit before the store was opened. Safe for several threads. Whoever opens a
/// store closes it.
///
/// Implementations: an embedded Lucene index, and PostgreSQL with pgvector. One contract test runs against both.
public interface VectorStore extends AutoCloseable {

    Space space();

    /// Numbers in each vector; 0 while there is none.
    int dimensions();

    /// Every source, in no particular order.
    void heads(Consumer<Source.Head> each);

    Optional<Source> source(String path);

    /// A source with the same [Source#content], not a failed one.
    Optional<Source> twin(String content);

    /// Paths of the sources that the filter lets through, sorted.
    List<String> paths(Filter filter);

    /// The passages of a source in order, with text and vectors.
    List<Passage> passages(String path);

    /// The `k` passages with the greatest cosine to the query, the best first.
    ///
    /// @param query of unit length, as many numbers as [#dimensions]
    List<Hit> nearest(float[] query, Filter filter, int k);

    /// The `k` passages that match the words best by BM25, or by what the server has instead, the best first.
    List<Hit> matching(Words words, Filter filter, int k);

    Stats stats();

    /// Opens it for writing: at most one writer at a time.
    ///
    /// @param waiting asked again and again while somebody else writes
    /// @throws aikit.AiException of kind LIMIT when waiting was given up
    Writer writer(Waiting waiting);

    @Override
    void close();

    /// Changes a store. What was written is there for others, and safe, after [#commit]; closing without it drops what
    /// was written since.
    interface Writer extends AutoCloseable {

        /// Puts a source and its passages in place of what is there under its path.
        ///
        /// @param passages with vectors of unit length, all of the same number of dimensions
        /// @throws aikit.AiException of kind LIMIT when the disk is full, MODEL when a vector is none
        void put(Source source, List<Passage> passages);

        void remove(String path);

        void commit();

        /// Puts the index into the form that suits its size, after which searching is fastest: graphs are built for what
        /// has outgrown exact search. Commits.
        ///
        /// @param fully rewrite everything into one piece, dropping all that was removed
        void settle(boolean fully);

        @Override
        void close();
    }

    /// What to do while another process writes.
    @FunctionalInterface
    interface Waiting {

        /// @param holder who writes, for messages: ` (process 123)`, or empty
        /// @return whether to go on waiting
        boolean goOn(String holder);
    }

    /// What there is.
    ///
    /// @param files sources with passages
    /// @param failed sources without
    /// @param bytes on disk
    /// @param vectorBytes of these, those of vectors and what is built over them
    /// @param exact passages that are compared one by one
    /// @param graphed passages that are found through a graph
    /// @param search how nearest passages are found, in words
    record Stats(
            long files, long failed, long passages, int dimensions, long bytes, long vectorBytes, long exact,
            long graphed, String search) {}
}
