package aikit.task;

import aikit.Input;
import aikit.Result;
import java.util.List;

/// A task opened on a model. Work is split in two so that many inputs share the model well: `prepare` decodes one
/// input without touching the model, `run` takes many prepared inputs through the model together.
///
/// `prepare` may be called from many threads; `run` and `close` from one thread at a time. The pipeline owns its
/// sessions and closes them.
///
/// @param <P> one decoded input, bounded in size, ready for the model
public interface Pipeline<P> extends AutoCloseable {

    /// Decodes one input.
    ///
    /// @throws aikit.AiException of kind INPUT when it cannot be read or used
    P prepare(Input input);

    /// How much work a prepared input is, in the task's own unit (tokens, pixels, frames); bounds a window.
    long weight(P prepared);

    /// So many inputs take less time together than one by one: a batch waits a moment for them while they are being
    /// prepared.
    default int together() {
        return 1;
    }

    /// Runs the model over a window of prepared inputs and returns one result for each, in the same order.
    List<Result> run(List<P> prepared);

    /// What made the results: stands in every record.
    Provenance provenance();

    @Override
    void close();
}
