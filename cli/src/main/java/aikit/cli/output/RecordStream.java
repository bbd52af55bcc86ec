package aikit.cli.output;

import aikit.batch.Finished;
import aikit.batch.Item;
import aikit.batch.Outcomes;
import aikit.batch.RecordWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// Records to standard output, each flushed.
final class RecordStream implements Outcomes {

    private final RecordWriter records;
    private final OutputStream out;

    RecordStream(RecordWriter records, OutputStream out) {
        this.records = records;
        this.out = out;
    }

    @Override
    public Earlier earlier(Item.Ready item, String fingerprint) {
        return Earlier.NONE;
    }

    @Override
    public void accept(Finished finished) {
        try {
            records.write(finished, out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void finish(boolean complete) {}

    @Override
    public void close() {}
}
