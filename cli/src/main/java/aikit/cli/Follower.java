package aikit.cli;

import aikit.batch.Finished;
import aikit.batch.Item;
import aikit.batch.Outcomes;
import aikit.batch.Summary;

/// Follows a batch to its end, beside its results: a report for people, a gate. Called by one thread, in the order of the
/// inputs; closed by [BatchRun], at whatever point the run ended.
public interface Follower extends AutoCloseable {

    /// An input is done with and its outcome safe.
    void finished(Finished finished);

    /// An input was done in an earlier run, or failed there.
    ///
    /// @param outcomes what may still know what became of it, see [Outcomes#record]
    void unchanged(Item item, Outcomes.Earlier earlier, Outcomes outcomes);

    /// The batch is over.
    ///
    /// @param code what the run would exit with
    /// @return what it exits with
    ExitCode end(Summary summary, ExitCode code);

    @Override
    default void close() {}
}
