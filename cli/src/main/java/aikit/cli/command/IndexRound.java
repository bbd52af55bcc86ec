package aikit.cli.command;

import aikit.batch.Fingerprint;
import aikit.batch.IndexPipeline;
import aikit.batch.Outcome;
import aikit.batch.StoreOutcomes;
import aikit.batch.Item;
import aikit.cli.BatchRun;
import aikit.cli.BatchRun.Ran;
import aikit.store.Stores;
import aikit.store.VectorStore;
import aikit.task.Pipeline;
import java.util.function.Function;
import java.util.function.Supplier;

/// Brings one space of a collection into step with what was named, again and again if need be.
///
/// @param waiting what to do while another process writes the store
/// @param receipts hears what is safe
record IndexRound(
        BatchRun run, BatchRun.Work work, Stores stores, String collection, StoreOutcomes.Scope scope,
        StoreOutcomes.Marks marks, VectorStore.Waiting waiting, Supplier<StoreOutcomes.Receipts> receipts) {

    /// What goes into the space.
    ///
    /// @param embedder asked when a file comes that is really new
    record Kind(IndexTask task, Fingerprint fingerprint, Supplier<Pipeline<?>> embedder) {}

    /// How it went.
    ///
    /// @param removed entries whose files are gone
    /// @param moved entries whose files are elsewhere now
    record Done(Ran ran, long removed, long moved) {

        static final Done NOTHING = new Done(Ran.NOTHING, 0, 0);

        Done and(Done next) {
            return new Done(ran.and(next.ran), removed + next.removed, moved + next.moved);
        }
    }

    /// The same with other roots.
    IndexRound within(StoreOutcomes.Scope other) {
        return new IndexRound(run, work, stores, collection, other, marks, waiting, receipts);
    }

    /// @param inputs what goes in, told where it may note what is there and does not
    Done run(Kind kind, Function<StoreOutcomes, BatchRun.Inputs> inputs) {
        boolean[] waited = new boolean[1];
        try (VectorStore store = stores.create(collection, kind.task.space());
                VectorStore.Writer writer = store.writer(holder -> {
                    waited[0] = true;
                    return waiting.goOn(holder);
                })) {
            if (!waited[0]) {
                return run(kind, inputs, store, writer);
            }
            // What the other one has written is known, too.
            try (VectorStore now = stores.create(collection, kind.task.space())) {
                return run(kind, inputs, now, writer);
            }
        }
    }

    private Done run(
            Kind kind, Function<StoreOutcomes, BatchRun.Inputs> inputs, VectorStore store,
            VectorStore.Writer writer) {
        IndexPipeline<?> pipeline = pipeline(kind, store, kind.embedder);
        StoreOutcomes outcomes = new StoreOutcomes(store, writer, pipeline, scope, marks, receipts.get());
        Ran ran = run.part(work, inputs.apply(outcomes), outcomes, kind.fingerprint, pipeline);
        return new Done(ran, outcomes.removed(), outcomes.moved());
    }

    @SuppressWarnings("unchecked") // whatever the embedder prepares, it is given back
    private static <P> IndexPipeline<P> pipeline(Kind kind, VectorStore store, Supplier<Pipeline<?>> embedder) {
        return new IndexPipeline<>(
                store, kind.fingerprint, kind.task.found().provenance(), () -> (Pipeline<P>) embedder.get());
    }

    /// What is there although it cannot be looked into: what the store has of it stays.
    static boolean isFailure(Item item) {
        return item instanceof Item.Refused refused && refused.outcome() instanceof Outcome.Failed;
    }
}
