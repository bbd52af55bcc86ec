package aikit.cli.output;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Embeddings;
import aikit.Result.Transcript;
import aikit.batch.Finished;
import aikit.batch.Item;
import aikit.Name;
import aikit.batch.Outcome;
import aikit.batch.OutcomeFile;
import aikit.batch.Outcomes;
import aikit.batch.RecordWriter;
import aikit.batch.TextSet;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A file for each input and format, in a folder that mirrors the inputs or beside each input:
/// `notes.txt.embed.json`. A journal says what was made from what, so that a run can be resumed.
///
/// Order on the disk: the new file under a temporary name, made safe; the old file gone; the journal's record, made
/// safe; the new file's name. After a crash at any point the journal knows every file that is ours, and an input whose
/// file is missing or whose record is older is done again.
final class FilePerInput implements Outcomes {

    /// Bytes of a file name: 255, less what a temporary name adds.
    private static final int LONGEST_NAME = 215;

    /// What all files of a run share.
    ///
    /// @param folder where they go; empty for beside each input
    /// @param ending `.embed`, before the format's own ending
    record Layout(Optional<Path> folder, String ending, List<Format> formats, boolean overwrite) {}

    private final Layout layout;
    private final OutcomeFile journal;
    private final RecordWriter records;
    private final TextSet taken = new TextSet();

    FilePerInput(Layout layout, OutcomeFile journal, RecordWriter records) {
        this.layout = layout;
        this.journal = journal;
        this.records = records;
    }

    @Override
    public Earlier earlier(Item.Ready item, String fingerprint) {
        Earlier earlier = journal.earlier(item, fingerprint);
        boolean there = true;
        for (Path target : targets(item)) {
            if (!taken.add(Name.of(target).key())) {
                throw AiException.input(
                        item.name().text() + ": its result would take the place of another one, " + target,
                        "name their folder instead of the files");
            }
            // What the common file systems allow; the temporary file's name is a little longer.
            if (target.getFileName().toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                throw AiException.input(
                        item.name().text() + ": its name is too long for a result beside it", "use -o FILE.ndjson");
            }
            boolean exists = Files.exists(target);
            if (exists && !layout.overwrite && !journal.knows(item.name())) {
                throw AiException.input(
                        item.name().text() + ": " + target + " is there already", "use --overwrite to replace it");
            }
            there &= exists;
        }
        return switch (earlier) {
            case NONE, FAILED -> earlier;
            case DONE, PARTIAL -> there && !layout.overwrite ? earlier : Earlier.NONE;
        };
    }

    /// The files of an input, one for each format.
    private List<Path> targets(Item.Ready item) {
        List<Path> targets = new ArrayList<>(layout.formats.size());
        for (Format format : layout.formats) {
            String ending = layout.ending + "." + format.word();
            if (item.below().isEmpty()) {
                Path folder = layout.folder.orElseThrow(() -> AiException.input(
                        item.name().text() + ": is no file, so nothing can be put beside it",
                        "use -o DIR/ or -o FILE"));
                targets.add(folder.resolve(plain(item.name().text()) + ending));
            } else {
                Path like = layout.folder.isPresent()
                        ? layout.folder.get().resolve(item.below().get())
                        : path(item);
                targets.add(item.name().uri().isEmpty()
                        ? like.resolveSibling(like.getFileName() + ending)
                        // Only a URI can say such a name with more characters at its end.
                        : Path.of(URI.create(like.toUri() + ending)));
            }
        }
        return targets;
    }

    private static Path path(Item.Ready item) {
        return switch (item.input()) {
            case Input.OfFile file -> file.path().toAbsolutePath();
            case Input.OfText text -> Path.of(text.name());
            case Input.OfBytes bytes -> Path.of(bytes.name());
        };
    }

    /// `text:1` and `-:7` as file names.
    private static String plain(String name) {
        return (name.startsWith("-") ? "stdin" + name.substring(1) : name).replace(':', '-');
    }

    @Override
    public void accept(Finished finished) {
        switch (finished.outcome()) {
            case Outcome.Done done -> write(finished, done.result());
            case Outcome.Partial partial -> write(finished, partial.result());
            case Outcome.Skipped _ -> journal.accept(finished);
            case Outcome.Failed _ -> {
                // An input that was given no place has no fingerprint: its journal entry is not ours to change.
                if (!(finished.item() instanceof Item.Ready) || !finished.fingerprint().isEmpty()) {
                    journal.accept(finished);
                }
            }
        }
    }

    private void write(Finished finished, Result result) {
        List<Path> targets = targets((Item.Ready) finished.item());
        List<Draft> drafts = new ArrayList<>(targets.size());
        try {
            for (int i = 0; i < targets.size(); i++) {
                Draft draft = Draft.of(targets.get(i));
                drafts.add(draft);
                fill(draft, layout.formats.get(i), finished, result);
                draft.force();
            }
            for (Path target : targets) {
                Files.deleteIfExists(target);
            }
            journal.accept(finished);
            journal.force();
            for (Draft draft : drafts) {
                draft.publish();
            }
        } catch (IOException e) {
            throw OutcomeFile.failed(targets.getFirst(), e);
        } finally {
            for (Draft draft : drafts) {
                draft.close();
            }
        }
    }

    private void fill(Draft draft, Format format, Finished finished, Result result) throws IOException {
        if (format.records()) {
            records.write(finished, Channels.newOutputStream(draft.file()));
            return;
        }
        VectorWriter vectors = draft.vectors(format);
        switch (result) {
            case Embeddings embeddings -> vectors.write(finished.name().text(), embeddings);
            case Transcript _ -> throw new IllegalStateException("a transcript has no vectors");
        }
        vectors.end();
    }

    @Override
    public void finish(boolean complete) {
        journal.finish(complete);
    }

    @Override
    public void close() {
        journal.close();
    }
}
