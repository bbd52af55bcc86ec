package aikit.batch;

import aikit.AiException;
import aikit.Result;
import aikit.batch.Lookahead.Slot;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Runs a batch in this process: threads prepare inputs ahead, the calling thread takes them through the model in
/// windows and hands the outcomes out in the order of the inputs.
///
/// Windows begin with one input, so that the first record comes soon, and grow to the weight that the settings
/// allow. When the model refuses a window, its inputs are run one by one to find the bad one.
public final class LocalBatchEngine implements BatchEngine {

    /// @param jobs threads that prepare; 0 to prepare in the calling thread
    /// @param window most weight of a window, in the task's unit
    /// @param failFast stop after the first failure
    public record Settings(int jobs, long window, boolean failFast) {}

    private static final int GROWTH = 8;
    private static final int MOST_INPUTS = 2048;

    private final Settings settings;

    public LocalBatchEngine(Settings settings) {
        this.settings = settings;
    }

    @Override
    public <P> Summary run(Batch batch, Pipeline<P> pipeline) {
        Tally tally = new Tally();
        try (Lookahead<P> ahead = new Lookahead<>(batch, pipeline, settings.jobs, 2 * settings.window)) {
            Work<P> work = new Work<>(batch, pipeline, tally, settings.failFast);
            int count = 1;
            for (List<Slot<P>> window = ahead.take(1, settings.window); !window.isEmpty(); window = ahead.take(count,
                    settings.window)) {
                work.window(window);
                count = Math.min(MOST_INPUTS, count * GROWTH);
            }
        }
        return tally.summary(batch.stop().reason());
    }

    /// One window after the other through the model.
    private static final class Work<P> {

        private final Batch batch;
        private final Pipeline<P> pipeline;
        private final Tally tally;
        private final boolean failFast;

        Work(Batch batch, Pipeline<P> pipeline, Tally tally, boolean failFast) {
            this.batch = batch;
            this.pipeline = pipeline;
            this.tally = tally;
            this.failFast = failFast;
        }

        void window(List<Slot<P>> window) {
            List<Slot<P>> live = new ArrayList<>(window.size());
            for (Slot<P> slot : window) {
                if (slot.prepared()) {
                    live.add(slot);
                }
            }
            List<Outcome> outcomes = new ArrayList<>(live.size());
            Optional<RuntimeException> fatal = Optional.empty();
            long start = System.nanoTime();
            try {
                model(live, outcomes);
            } catch (AiException e) {
                // What came before the failure in this window is still good.
                fatal = Optional.of(e);
            }
            hand(window, outcomes, System.nanoTime() - start);
            if (fatal.isPresent()) {
                throw fatal.get();
            }
        }

        /// Adds one outcome for each slot, or fewer when an exception ends the batch.
        private void model(List<Slot<P>> live, List<Outcome> outcomes) {
            if (live.isEmpty()) {
                return;
            }
            try {
                outcomes.addAll(run(live));
                return;
            } catch (AiException e) {
                if (batch.stop().reason().isPresent()) {
                    return; // given up in the middle: the next run begins them anew
                }
                if (live.size() == 1) {
                    outcomes.add(failed(live.getFirst(), e));
                    return;
                }
            } catch (RuntimeException | OutOfMemoryError e) {
                if (live.size() == 1) {
                    outcomes.add(failed(live.getFirst(), e));
                    return;
                }
            }
            for (Slot<P> slot : live) {
                try {
                    outcomes.addAll(run(List.of(slot)));
                } catch (RuntimeException | OutOfMemoryError e) {
                    outcomes.add(failed(slot, e));
                }
            }
        }

        private List<Outcome> run(List<Slot<P>> live) {
            List<P> inputs = new ArrayList<>(live.size());
            for (Slot<P> slot : live) {
                inputs.add(slot.input());
            }
            List<Result> results = pipeline.run(inputs);
            if (results.size() != live.size()) {
                throw new IllegalStateException(results.size() + " results for " + live.size() + " inputs");
            }
            List<Outcome> outcomes = new ArrayList<>(live.size());
            for (Result result : results) {
                outcomes.add(Outcome.of(result));
            }
            return outcomes;
        }

        /// Hands the outcomes of a window out in order, up to where a failure ends the batch.
        private void hand(List<Slot<P>> window, List<Outcome> outcomes, long modelNanos) {
            long weight = 0;
            for (Slot<P> slot : window) {
                weight += slot.weight();
            }
            int next = 0;
            for (Slot<P> slot : window) {
                if (slot.earlier != Outcomes.Earlier.NONE) {
                    tally.earlier(slot.earlier);
                    batch.watcher().unchanged(slot.item, slot.earlier);
                    continue;
                }
                Outcome outcome;
                if (slot.prepared()) {
                    if (next == outcomes.size()) {
                        return;
                    }
                    outcome = outcomes.get(next++);
                } else if (slot.failed()) {
                    if (givenUp(slot)) {
                        return; // the next run begins it anew
                    }
                    outcome = failed(slot, slot.failure());
                } else {
                    outcome = ((Item.Refused) slot.item).outcome();
                }
                long nanos = slot.nanos() + (long) ((double) modelNanos * slot.weight() / Math.max(1, weight));
                out(slot, outcome, nanos);
            }
        }

        private boolean givenUp(Slot<P> slot) {
            return batch.stop().reason().isPresent() && slot.failure() instanceof AiException e
                    && e.kind() == AiException.Kind.LIMIT;
        }

        private void out(Slot<P> slot, Outcome outcome, long nanos) {
            Finished finished = finished(slot, outcome, nanos);
            try {
                batch.outcomes().accept(finished);
            } catch (AiException e) {
                finished = finished(slot, failed(slot, e), nanos);
            }
            tally.add(finished.outcome());
            batch.watcher().finished(finished);
            if (failFast && finished.outcome() instanceof Outcome.Failed) {
                batch.stop().request(Stop.Reason.FAILURE);
            }
        }

        private Finished finished(Slot<P> slot, Outcome outcome, long nanos) {
            boolean asked = slot.item instanceof Item.Ready;
            return new Finished(
                    slot.item,
                    slot.fingerprint,
                    outcome,
                    asked
                            ? Optional.of(pipeline.provenance()).filter(made -> made != Provenance.NONE)
                            : Optional.empty(),
                    Math.round(nanos / 1e6));
        }

        /// The outcome of an input that failed, unless the failure would be that of every input.
        private Outcome failed(Slot<P> slot, Throwable e) {
            return switch (e) {
                case AiException known -> switch (known.kind()) {
                    case INPUT -> Outcome.Failed.of(known);
                    case USAGE, MODEL, DEVICE, LIMIT, GATE -> throw known;
                };
                // An input that does not fit: the next one may, and a rerun must not die of this one again.
                case OutOfMemoryError _ -> Outcome.Failed.of(AiException.limit(
                        name(slot) + ": takes more memory than ai may use",
                        "split it, or give ai more: AI_JAVA_OPTS=-Xmx4g"));
                default -> Outcome.Failed.bug(name(slot), e);
            };
        }

        private static String name(Slot<?> slot) {
            return slot.item.name().text();
        }
    }

    /// What has been counted so far.
    private static final class Tally {

        private long done;
        private long partial;
        private long unchanged;
        private long skipped;
        private long failed;
        private long failedEarlier;
        private long bugs;

        void add(Outcome outcome) {
            switch (outcome) {
                case Outcome.Done _ -> done++;
                case Outcome.Partial _ -> partial++;
                case Outcome.Skipped _ -> skipped++;
                case Outcome.Failed bad -> {
                    failed++;
                    bugs += bad.kind().isEmpty() ? 1 : 0;
                }
            }
        }

        void earlier(Outcomes.Earlier earlier) {
            switch (earlier) {
                case NONE -> {
                }
                case DONE -> unchanged++;
                case PARTIAL -> partial++;
                case FAILED -> failedEarlier++;
            }
        }

        Summary summary(Optional<Stop.Reason> stopped) {
            return new Summary(done, partial, unchanged, skipped, failed, failedEarlier, bugs, stopped);
        }
    }
}
