package aikit.cli.output;

import aikit.batch.Finished;
import aikit.batch.RecordWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// Records to standard output, each flushed.
final class RecordStream extends OneWay {

    private final RecordWriter records;
    private final OutputStream out;

    RecordStream(RecordWriter records, OutputStream out) {
        this.records = records;
        this.out = out;
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
}
