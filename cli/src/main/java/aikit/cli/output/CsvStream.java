package aikit.cli.output;

import aikit.Result;
import aikit.Result.Embeddings;
import aikit.Result.Transcript;
import aikit.batch.Finished;
import aikit.batch.Item;
import aikit.batch.Outcomes;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// Vectors as CSV to standard output, those of each input flushed.
final class CsvStream implements Outcomes {

    private final VectorWriter vectors;
    private final OutputStream out;

    CsvStream(OutputStream out) {
        this.vectors = new CsvVectors(out);
        this.out = out;
    }

    @Override
    public Earlier earlier(Item.Ready item, String fingerprint) {
        return Earlier.NONE;
    }

    @Override
    public void accept(Finished finished) {
        finished.outcome().shown().ifPresent(result -> write(finished, result));
    }

    private void write(Finished finished, Result result) {
        try {
            switch (result) {
                case Embeddings embeddings -> vectors.write(finished.name().text(), embeddings);
                case Transcript _ -> throw new IllegalStateException("a transcript has no vectors");
            }
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
