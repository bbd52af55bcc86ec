package aikit.batch;

import java.util.Optional;

/// How a batch went, in inputs.
///
/// @param done with a result, `partial` ones not counted
/// @param partial with a result and warnings, in this run or an earlier one
/// @param unchanged done in an earlier run
/// @param failed in this run
/// @param failedEarlier failed in an earlier run and not tried again
/// @param bugs how many of the failed are bugs
public record Summary(
        long done,
        long partial,
        long unchanged,
        long skipped,
        long failed,
        long failedEarlier,
        long bugs,
        Optional<Stop.Reason> stopped) {

    /// Two batches as one.
    public Summary and(Summary next) {
        return new Summary(
                done + next.done, partial + next.partial, unchanged + next.unchanged, skipped + next.skipped,
                failed + next.failed, failedEarlier + next.failedEarlier, bugs + next.bugs,
                stopped.or(() -> next.stopped));
    }
}
