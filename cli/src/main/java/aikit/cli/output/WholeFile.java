package aikit.cli.output;

import aikit.AiException;
import aikit.Result;
import aikit.batch.Finished;
import aikit.batch.OutcomeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One file of all vectors or texts: whole at the end of the batch or not there. A NumPy file for standard output is
/// written to a temporary file first, since its head tells the number of rows.
final class WholeFile extends OneWay {

    private final Draft draft;
    private final ResultWriter results;
    private final Path path;
    private final Optional<OutputStream> stdout;
    private boolean any;

    private WholeFile(Draft draft, ResultWriter results, Path path, Optional<OutputStream> stdout) {
        this.draft = draft;
        this.results = results;
        this.path = path;
        this.stdout = stdout;
    }

    /// @param several whether there may be more than one input
    /// @throws AiException of kind USAGE when the file is there and may not be replaced
    static WholeFile of(Target.File target, Texts texts, boolean several, boolean overwrite) {
        if (Files.exists(target.path()) && !overwrite) {
            throw AiException.usage(
                    target.path() + ": is there already", "give another name, or --overwrite to lose what is there");
        }
        Draft draft = Draft.of(target.path());
        ResultWriter results = draft.writer(target.format(), texts, several);
        return new WholeFile(draft, results, target.path(), Optional.empty());
    }

    /// A matrix to standard output.
    static WholeFile npy(OutputStream stdout) {
        Path spool = Path.of(System.getProperty("java.io.tmpdir"), "ai.npy");
        Draft draft = Draft.of(spool);
        return new WholeFile(draft, draft.writer(Format.NPY, Texts.NONE, false), spool, Optional.of(stdout));
    }

    @Override
    public void accept(Finished finished) {
        finished.outcome().shown().ifPresent(result -> write(finished, result));
    }

    private void write(Finished finished, Result result) {
        any = true;
        try {
            results.write(finished.name().text(), finished, result);
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
            results.end();
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
