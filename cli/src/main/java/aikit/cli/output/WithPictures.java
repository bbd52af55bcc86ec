package aikit.cli.output;

import aikit.AiException;
import aikit.batch.Finished;
import aikit.batch.Item;
import aikit.batch.Outcome;
import aikit.batch.Outcomes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// Results, and pictures of them in a place of their own. An input is done when both are.
///
/// @param results where results go
/// @param pictures where their pictures go
public record WithPictures(Outcomes results, Outcomes pictures) implements Outcomes {

    @Override
    public Earlier earlier(Item.Ready item, String fingerprint) {
        List<Earlier> found = List.of(
                results.earlier(item, fingerprint), pictures.earlier(item, fingerprint));
        for (Earlier worst : List.of(Earlier.NONE, Earlier.FAILED, Earlier.PARTIAL)) {
            if (found.contains(worst)) {
                return worst;
            }
        }
        return Earlier.DONE;
    }

    @Override
    public OptionalDouble coverage(Item.Ready item) {
        return results.coverage(item);
    }

    @Override
    public Optional<byte[]> record(Item.Ready item) {
        return results.record(item);
    }

    /// The picture comes first: without it the input has failed, and that is what its record must say.
    @Override
    public void accept(Finished finished) {
        try {
            pictures.accept(finished);
        } catch (AiException e) {
            if (e.kind() == AiException.Kind.INPUT) {
                results.accept(new Finished(
                        finished.item(), finished.fingerprint(), Outcome.Failed.of(e), finished.model(),
                        finished.elapsedMillis()));
            }
            throw e;
        }
        results.accept(finished);
    }

    @Override
    public void finish(boolean complete) {
        pictures.finish(complete);
        results.finish(complete);
    }

    @Override
    public void close() {
        try {
            pictures.close();
        } finally {
            results.close();
        }
    }
}
