package aikit.batch;

import aikit.Input;
import aikit.Result.Embeddings;
import aikit.Result.Passage;
import aikit.Result.PictureResult;
import aikit.Result.SoundReport;
import aikit.Result.Transcript;
import aikit.store.Source;
import aikit.store.VectorStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A batch whose results go into a store. What is unchanged there is not done again; after a batch that came to its
/// end, what has vanished from the folders it walked is removed.
public final class StoreOutcomes implements Outcomes {

    /// What an entry gets besides what its file says.
    ///
    /// @param type of the source of an input, see [Source#type]
    /// @param meta put over what an entry has; when it is not empty, unchanged files get it too
    public record Marks(Function<Input, String> type, Map<String, String> meta) {}

    /// What a run covers.
    ///
    /// @param roots folders to keep in step with
    /// @param retryFailed files are tried again that could not be read before and have not changed
    public record Scope(List<Path> roots, boolean retryFailed) {}

    /// Hears what is safe.
    public interface Receipts {

        /// An outcome is written, but not safe yet.
        void written(Finished finished);

        /// All that was written until now is safe.
        void safe();
    }

    /// Results between two commits at most: what a crash can take back.
    private static final int COMMIT_PASSAGES = 4_000;
    private static final long COMMIT_NANOS = 5_000_000_000L;

    /// Marks in the table of known files: the low bits of a fingerprint's hash say what the outcome was.
    private static final long STATUS = 3;

    private final VectorStore store;
    private final VectorStore.Writer writer;
    private final IndexPipeline<?> pipeline;
    private final Marks marks;
    private final Scope scope;
    private final Receipts receipts;
    private final LongTable known = new LongTable();
    private final LongTable seen = new LongTable();
    private final List<Path> unreadable = new ArrayList<>();
    private long pending;
    private long committed = System.nanoTime();
    private long unseen;
    private long removed;
    private long moved;

    /// @param writer stays its owner's
    public StoreOutcomes(
            VectorStore store, VectorStore.Writer writer, IndexPipeline<?> pipeline, Scope scope, Marks marks,
            Receipts receipts) {
        this.store = store;
        this.writer = writer;
        this.pipeline = pipeline;
        this.scope = scope;
        this.marks = marks;
        this.receipts = receipts;
        store.heads(head -> {
            known.put(Fnv.of(head.path()), version(head.fingerprint(), head.status()));
            unseen++;
        });
    }

    private static long version(String fingerprint, Source.Status status) {
        return Fnv.of(fingerprint) & ~STATUS | status.ordinal();
    }

    private static Path file(Item item) {
        return item instanceof Item.Ready ready && ready.input() instanceof Input.OfFile file
                ? file.path()
                : item.name().uri().map(uri -> Path.of(URI.create(uri))).orElseGet(() -> Path.of(item.name().text()));
    }

    /// Entries that were removed because their files are gone.
    public long removed() {
        return removed;
    }

    /// Entries that were removed because their files are elsewhere now.
    public long moved() {
        return moved;
    }

    @Override
    public Earlier earlier(Item.Ready item, String fingerprint) {
        String path = Source.path(file(item));
        long version = known.get(Fnv.of(path), 0);
        met(path);
        if (version == 0 || (version & ~STATUS) != (Fnv.of(fingerprint) & ~STATUS)) {
            return Earlier.NONE;
        }
        Source.Status status = Source.Status.values()[(int) (version & STATUS)];
        if (!marks.meta.isEmpty()
                && !meta(path).entrySet().containsAll(marks.meta.entrySet())) {
            return Earlier.NONE;
        }
        return switch (status) {
            case OK -> Earlier.DONE;
            case PARTIAL -> Earlier.PARTIAL;
            case FAILED -> scope.retryFailed ? Earlier.NONE : Earlier.FAILED;
        };
    }

    /// Notes an item of which nothing is made: what the store has of it, or of what is below it, stays.
    public void met(Item.Refused item) {
        if (item.outcome() instanceof Outcome.Failed) {
            unreadable.add(file(item).toAbsolutePath().normalize());
        } else {
            met(Source.path(file(item)));
        }
    }

    /// Notes that a file is still there.
    private synchronized void met(String path) {
        long key = Fnv.of(path);
        if (seen.put(key, 1) && known.get(key, 0) != 0) {
            unseen--;
        }
    }

    private Map<String, String> meta(String path) {
        return store.source(path).map(Source::meta).orElse(Map.of());
    }

    @Override
    public void accept(Finished finished) {
        if (finished.item() instanceof Item.Ready ready) {
            write(ready, finished);
        } else if (finished.item() instanceof Item.Refused refused) {
            met(refused);
        }
        receipts.written(finished);
        if (pending >= COMMIT_PASSAGES || System.nanoTime() - committed > COMMIT_NANOS) {
            commit();
        }
    }

    private void write(Item.Ready item, Finished finished) {
        String content = pipeline.content(item.input());
        switch (finished.outcome()) {
            case Outcome.Done(Embeddings result) ->
                put(item, finished, content, Source.Status.OK, "", result.passages());
            case Outcome.Partial(Embeddings result, List<String> warnings) -> put(
                    item, finished, content, Source.Status.PARTIAL, String.join("; ", warnings), result.passages());
            case Outcome.Done(Transcript _),Outcome.Partial(Transcript _, List<String> _),Outcome.Done(SoundReport _),Outcome.Partial(SoundReport _, List<String> _),Outcome.Done(PictureResult _),Outcome.Partial(PictureResult _, List<String> _) ->
                throw new IllegalStateException("the store keeps vectors");
            case Outcome.Skipped _ -> {
            }
            case Outcome.Failed failed -> {
                if (failed.kind().isPresent()) {
                    put(item, finished, content, Source.Status.FAILED, failed.message(), List.of());
                }
            }
        }
    }

    private void put(
            Item.Ready item, Finished finished, String content, Source.Status status, String message,
            List<Passage> passages) {
        String path = Source.path(file(item));
        Map<String, String> meta = new HashMap<>(meta(path));
        meta.putAll(marks.meta);
        Instant modified = Instant.ofEpochSecond(0, item.stamp());
        writer.put(
                new Source(
                        path, item.name().text(), marks.type.apply(item.input()), item.size(), modified, content,
                        finished.fingerprint(),
                        status, message, meta),
                passages);
        pending += 1 + passages.size();
    }

    private void commit() {
        if (pending > 0) {
            writer.commit();
        }
        receipts.safe();
        pending = 0;
        committed = System.nanoTime();
    }

    @Override
    public void finish(boolean complete) {
        if (complete) {
            sweep();
        }
        boolean changed = pending > 0;
        commit();
        if (changed && complete) {
            writer.settle(false);
        }
    }

    private void sweep() {
        for (String path : vanished()) {
            writer.remove(path);
            pending++;
            if (pipeline.wasReused(path)) {
                moved++;
            } else {
                removed++;
            }
        }
    }

    /// Entries below the folders that the walk has not met, except below what it could not look into.
    public List<String> vanished() {
        List<Path> folders = scope.roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
        List<String> vanished = new ArrayList<>();
        if (folders.isEmpty() || unseen == 0) {
            return vanished;
        }
        store.heads(head -> {
            if (seen.get(Fnv.of(head.path()), 0) == 0) {
                Path file = Source.file(head.path());
                if (folders.stream().anyMatch(file::startsWith) && unreadable.stream().noneMatch(file::startsWith)) {
                    vanished.add(head.path());
                }
            }
        });
        return vanished;
    }

    @Override
    public void close() {}
}
