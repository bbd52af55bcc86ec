package aikit.batch;

import aikit.task.Pipeline;

/// Runs batches.
public interface BatchEngine {

    /// Runs the batch to its end, or to where it is told to stop. One bad input never stops it.
    ///
    /// @throws aikit.AiException of a kind that would fail every input (model, device, limit, usage), after what was
    ///     done before it has been handed out
    <P> Summary run(Batch batch, Pipeline<P> pipeline);
}
