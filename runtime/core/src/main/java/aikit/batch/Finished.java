package aikit.batch;

import aikit.Name;
import aikit.task.Provenance;
import java.util.Optional;
import java.util.OptionalLong;

/// An input that a batch is done with: what a record says.
///
/// @param below see [Item.Ready]
/// @param fingerprint empty for what was never an input
/// @param model empty when no model was asked
/// @param made a hash of the file that the result went to, 0 when there is none; empty when nobody needs to know
public record Finished(
        Item item, String fingerprint, Outcome outcome, Optional<Provenance> model, long elapsedMillis,
        OptionalLong made) {

    public Finished(
            Item item, String fingerprint, Outcome outcome, Optional<Provenance> model, long elapsedMillis) {
        this(item, fingerprint, outcome, model, elapsedMillis, OptionalLong.empty());
    }

    public Name name() {
        return item.name();
    }
}
