package aikit.batch;

import java.util.Optional;
import java.util.OptionalDouble;

/// Where the outcomes of a batch go. `accept` and `finish` are called by one thread, `earlier` by another one.
public interface Outcomes extends AutoCloseable {

    /// What is known about an input from an earlier run.
    enum Earlier {
        /// Nothing, or it was made from something else.
        NONE,
        DONE,
        /// Done with warnings.
        PARTIAL,
        FAILED
    }

    /// @throws aikit.AiException of kind INPUT when there is no place for the result of this input
    Earlier earlier(Item.Ready item, String fingerprint);

    /// The part of the speech of a recording that became text in an earlier run, from 0 to 1.
    default OptionalDouble coverage(Item.Ready item) {
        return OptionalDouble.empty();
    }

    /// The record of an input, of this run or an earlier one, as a [RecordWriter] wrote it; empty when there is none with
    /// a result in it. The input must be one of which [#earlier] knows something.
    default Optional<byte[]> record(Item.Ready item) {
        return Optional.empty();
    }

    /// Takes an outcome; it is safe from then on, as far as this form of output can make it so.
    ///
    /// @throws aikit.AiException of kind INPUT when the place of this result has been taken in the meantime, LIMIT when
    ///     the disk is full
    void accept(Finished finished);

    /// Completes the output.
    ///
    /// @param complete whether the batch came to its end; output that is of no use in part is dropped when it did not
    void finish(boolean complete);

    @Override
    void close();
}
