package aikit.cli.output;

import aikit.batch.Finished;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// Results in one format to standard output, those of each input flushed.
final class WriterStream extends OneWay {

    private final ResultWriter results;
    private final OutputStream out;

    WriterStream(ResultWriter results, OutputStream out) {
        this.results = results;
        this.out = out;
    }

    @Override
    public void accept(Finished finished) {
        finished.outcome().shown().ifPresent(result -> {
            try {
                results.write(finished.name().text(), finished, result);
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void finish(boolean complete) {
        try {
            results.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
