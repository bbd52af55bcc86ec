package aikit.cli.command;

import aikit.batch.Fingerprint;
import aikit.cli.OpenTask;
import aikit.store.Space;
import aikit.task.EmbedOptions;
import aikit.task.Pipeline;

/// What makes the vectors of one space, opened when a file wants it, once for all rounds. Close it.
final class IndexTask implements AutoCloseable {

    /// How pictures are embedded: there is nothing to choose.
    static final EmbedOptions PICTURES = EmbedOptions.documents(0, 0, 0, "");

    private final OpenTask found;
    private final EmbedOptions options;
    private Pipeline<?> opened;

    IndexTask(OpenTask found, EmbedOptions options) {
        this.found = found;
        this.options = options;
    }

    OpenTask found() {
        return found;
    }

    Space space() {
        return found.space(options.dimensions());
    }

    /// What a file depends on. Where it is named from makes no difference.
    static Fingerprint fingerprint(OpenTask task, Record options) {
        return Fingerprint.of("index", task.provenance(), options.toString()).unnamed();
    }

    Fingerprint fingerprint() {
        return fingerprint(found, options);
    }

    @SuppressWarnings("unchecked") // whatever it prepares, it is given back
    synchronized <P> Pipeline<P> pipeline() {
        if (opened == null) {
            opened = found.open(options);
        }
        return (Pipeline<P>) opened;
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }
}
