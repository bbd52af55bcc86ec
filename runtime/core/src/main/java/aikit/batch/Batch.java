package aikit.batch;

import java.util.Iterator;
import java.util.function.Consumer;

/// Many inputs through one pipeline, one outcome each.
///
/// @param items taken one by one as they are needed
/// @param fingerprint of the task, its options and the model
/// @param outcomes where outcomes go; finished and closed by who made it
/// @param watcher sees every outcome after it is safe, in the order of the items
public record Batch(
        Iterator<Item> items, Fingerprint fingerprint, Outcomes outcomes, Stop stop, Consumer<Finished> watcher) {}
