package aikit.batch;

import aikit.Name;
import aikit.task.Provenance;
import java.util.Optional;

/// An input that a batch is done with: what a record says.
///
/// @param below see [Item.Ready]
/// @param fingerprint empty for what was never an input
/// @param model empty when no model was asked
public record Finished(
        Item item, String fingerprint, Outcome outcome, Optional<Provenance> model, long elapsedMillis) {

    public Name name() {
        return item.name();
    }
}
