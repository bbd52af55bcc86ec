package aikit.cli.output;

import aikit.AiException;
import aikit.Result;
import aikit.Result.Embeddings;
import aikit.Result.Transcript;
import aikit.batch.Finished;
import aikit.batch.Item;
import aikit.batch.OutcomeFile;
import aikit.batch.Outcomes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One CSV or NumPy file of all vectors: whole at the end of the batch or not there. A NumPy file for
/// standard output is written to a temporary file first, since its head tells the number of rows.
final class WholeFile implements Outcomes {

    private final Draft draft;
    private final VectorWriter vectors;
    private final Path path;
    private final Optional<OutputStream> stdout;
    private boolean any;

    private WholeFile(Draft draft, Format format, Path path, Optional<OutputStream> stdout) {
        this.draft = draft;
        this.vectors = draft.vectors(format);
        this.path = path;
        this.stdout = stdout;
    }

    /// @throws AiException of kind USAGE when the file is there and may not be replaced
    static WholeFile of(Target.File target, boolean overwrite) {
        if (Files.exists(target.path()) && !overwrite) {
            throw AiException.usage(
                    target.path() + ": is there already", "give another name, or --overwrite to lose what is there");
        }
        return new WholeFile(Draft.of(target.path()), target.format(), target.path(), Optional.empty());
    }

    static WholeFile of(Format format, OutputStream stdout) {
        Path spool = Path.of(System.getProperty("java.io.tmpdir"), "ai." + format.word());
        return new WholeFile(Draft.of(spool), format, spool, Optional.of(stdout));
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
        any = true;
        try {
            switch (result) {
                case Embeddings embeddings -> vectors.write(finished.name().text(), embeddings);
                case Transcript _ -> throw new IllegalStateException("a transcript has no vectors");
            }
        } catch (IOException e) {
            throw OutcomeFile.failed(path, e);
        }
    }

    @Override
    public void finish(boolean complete) {
        if (!complete || !any) {
            return;
        }
        try {
            vectors.end();
            if (stdout.isPresent()) {
                WritableByteChannel out = Channels.newChannel(stdout.get());
                long size = draft.file().size();
                for (long at = 0; at < size;) {
                    at += draft.file().transferTo(at, size - at, out);
                }
            } else {
                draft.force();
                draft.publish();
            }
        } catch (IOException e) {
            throw OutcomeFile.failed(path, e);
        }
    }

    @Override
    public void close() {
        draft.close();
    }
}
