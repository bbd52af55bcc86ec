package aikit.cli.output;

import aikit.batch.Finished;
import aikit.batch.RecordWriter;
import aikit.batch.RecordWriter.Content;
import aikit.batch.StoreOutcomes;
import aikit.cli.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Records of `ai index`, printed when what they say is safe in the store.
public final class IndexReceipts implements StoreOutcomes.Receipts {

    private final RecordWriter records = new RecordWriter("ai.index/1", Content.COUNT);
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final Console console;
    private final boolean wanted;

    /// @param wanted whether to print anything
    public IndexReceipts(Console console, boolean wanted) {
        this.console = console;
        this.wanted = wanted;
    }

    @Override
    public void written(Finished finished) {
        if (wanted) {
            try {
                records.write(finished, pending);
            } catch (IOException e) {
                throw new UncheckedIOException(e); // memory
            }
        }
    }

    @Override
    public void safe() {
        console.out().write(pending.toByteArray(), 0, pending.size());
        console.out().flush();
        pending.reset();
    }
}
