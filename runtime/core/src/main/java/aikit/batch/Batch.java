package aikit.batch;

import java.util.Iterator;

/// Many inputs through one pipeline, one outcome each.
///
/// @param items taken one by one as they are needed
/// @param fingerprint of the task, its options and the model
/// @param outcomes where outcomes go; finished and closed by who made it
/// @param watcher told in the order of the items
public record Batch(
        Iterator<Item> items, Fingerprint fingerprint, Outcomes outcomes, Stop stop, Watcher watcher) {

    /// Sees how a batch goes.
    public interface Watcher {

        /// An input is done with and its outcome safe.
        void finished(Finished finished);

        /// An input needs nothing: it was done in an earlier run, or failed there.
        default void unchanged(Item item, Outcomes.Earlier earlier) {}
    }
}
