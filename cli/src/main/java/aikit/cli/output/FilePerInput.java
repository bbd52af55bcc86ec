package aikit.cli.output;

import aikit.AiException;
import aikit.Input;
import aikit.Name;
import aikit.Result;
import aikit.batch.Finished;
import aikit.batch.Item;
import aikit.batch.Outcome;
import aikit.batch.OutcomeFile;
import aikit.batch.Outcomes;
import aikit.batch.PictureRecord;
import aikit.batch.RecordWriter;
import aikit.batch.TextSet;
import aikit.cli.output.Format.Kind;
import aikit.image.xmp.Sidecar;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// A file for each input and format, in a folder that mirrors the inputs or beside each input: `notes.txt.embed.json`,
/// `talk.srt`. A journal says what was made from what, each file on its own, so that a run can be resumed, and a file
/// that somebody else made is known.
///
/// Order on the disk: the new file under a temporary name, made safe; the old file gone; the journal's record, made
/// safe; the new file's name. After a crash at any point the journal knows every file that is ours, and an input whose
/// file is missing or whose record is older is done again. The journal also has a hash of each file: one that somebody
/// has changed since is ours no more.
///
/// Metadata of pictures are shared with other programs: they are never away, not even for a moment, and are in their
/// place before the journal says so. After a crash in between they are described again, as what they say is ours.
final class FilePerInput implements Outcomes {

    /// Bytes of a file name: 255, less what a temporary name adds.
    private static final int LONGEST_NAME = 215;

    /// What all files of a run share.
    ///
    /// @param folder where they go; empty for beside each input
    record Layout(Optional<Path> folder, Naming naming, List<Format> formats, boolean overwrite) {}

    private final Layout layout;
    private final OutcomeFile journal;
    private final RecordWriter records;
    private final Texts texts;
    private final TextSet taken = new TextSet();
    private final Languages languages = new Languages();

    FilePerInput(Layout layout, OutcomeFile journal, RecordWriter records, Texts texts) {
        this.layout = layout;
        this.journal = journal;
        this.records = records;
        this.texts = texts;
    }

    @Override
    public Earlier earlier(Item.Ready item, String fingerprint) {
        List<OutputFile> files = files(item);
        Set<Earlier> found = EnumSet.noneOf(Earlier.class);
        for (OutputFile file : files) {
            if (!taken.add(Name.of(file.path()).key())) {
                throw AiException.input(
                        item.name().text() + ": its result would take the place of another one, " + file.path(),
                        layout.naming().dropped().isEmpty()
                                ? "name their folder instead of the files"
                                : "keep their endings apart with --full-names");
            }
            // What the common file systems allow; the temporary file's name is a little longer.
            if (file.path().getFileName().toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                throw AiException.input(
                        item.name().text() + ": its name is too long for a result beside it", "use -o FILE.ndjson");
            }
            if (file.there(languages).stream().anyMatch(there -> isInput(there, item))) {
                throw AiException.input(
                        item.name().text() + ": its result would take its own place", "use -o with another folder");
            }
            found.add(earlier(file, item, fingerprint));
        }
        // The worst of them: what is not there is to be made.
        for (Earlier each : List.of(Earlier.NONE, Earlier.FAILED, Earlier.PARTIAL)) {
            if (found.contains(each)) {
                if (each == Earlier.NONE) {
                    files.removeIf(file -> stays(file, item, fingerprint));
                    files.forEach(file -> checkOurs(file, file.there(languages), item));
                }
                return each;
            }
        }
        return Earlier.DONE;
    }

    /// Refuses to replace a file of somebody else, or one that was ours and has been changed.
    ///
    /// @param there one of which is what the file was called when it was made
    private void checkOurs(OutputFile output, List<Path> there, Item.Ready item) {
        if (layout.overwrite) {
            return;
        }
        if (output.format() == Format.XMP) {
            if (Files.exists(output.path()) && Sidecar.read(output.path()).describedByHand()) {
                throw AiException.input(
                        item.name().text() + ": somebody has described it in " + output.path(),
                        "use --overwrite to replace the description; nothing else in the file changes");
            }
            return;
        }
        Name entry = output.entry(item).name();
        if (!there.isEmpty() && there.stream().noneMatch(file -> isOurs(file, entry))) {
            throw AiException.input(
                    item.name().text() + ": " + there.getFirst() + " is there already",
                    "use --overwrite to replace it");
        }
    }

    private boolean isOurs(Path file, Name entry) {
        OptionalLong made = journal.made(entry);
        if (made.isEmpty()) {
            return journal.knows(entry); // a journal from before hashes were kept
        }
        try {
            return made.getAsLong() == Contents.hash(file);
        } catch (IOException e) {
            return false;
        }
    }

    private Earlier earlier(OutputFile file, Item.Ready item, String fingerprint) {
        Earlier earlier = journal.earlier(file.entry(item), fingerprint);
        return switch (earlier) {
            case NONE, FAILED -> earlier;
            case DONE, PARTIAL -> layout.overwrite || file.there(languages).isEmpty() ? Earlier.NONE : earlier;
        };
    }

    /// Whether a file is what an earlier run made of the same: then it stays as it is, with what a person has mended in it.
    private boolean stays(OutputFile file, Item.Ready item, String fingerprint) {
        return switch (earlier(file, item, fingerprint)) {
            case NONE, FAILED -> false;
            case DONE, PARTIAL -> true;
        };
    }

    @Override
    public OptionalDouble coverage(Item.Ready item) {
        return files(item).stream()
                .map(file -> journal.coverage(file.entry(item)))
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    @Override
    public Optional<byte[]> record(Item.Ready item) {
        for (OutputFile file : files(item)) {
            try {
                Optional<byte[]> entry = journal.record(file.entry(item));
                if (entry.flatMap(record -> PictureRecord.read(item, record)).isPresent()) {
                    return entry; // it has no result, and says why
                }
                if (file.format().kind() == Kind.RECORDS && Files.exists(file.path())) {
                    return Optional.of(Files.readAllBytes(file.path()));
                }
            } catch (IOException e) {
                throw OutcomeFile.failed(file.path(), e);
            }
        }
        return Optional.empty();
    }

    /// The files of an input, one for each format.
    private List<OutputFile> files(Item.Ready item) {
        Path like;
        boolean exact = item.name().uri().isEmpty();
        if (item.below().isEmpty()) {
            like = layout.folder
                    .orElseThrow(() -> AiException.input(
                            item.name().text() + ": is no file, so nothing can be put beside it",
                            "use -o DIR/ or -o FILE"))
                    .resolve(plain(item.name().text()));
        } else {
            like = layout.folder.isPresent() ? layout.folder.get().resolve(item.below().get()) : path(item);
        }
        List<OutputFile> files = new ArrayList<>(layout.formats.size());
        for (Format format : layout.formats) {
            files.add(new OutputFile(like, exact, layout.naming, format));
        }
        return files;
    }

    private static boolean isInput(Path file, Item.Ready item) {
        try {
            return item.input() instanceof Input.OfFile input && Files.isSameFile(file, input.path());
        } catch (IOException e) {
            return false;
        }
    }

    private static Path path(Item.Ready item) {
        return switch (item.input()) {
            case Input.OfFile file -> file.path().toAbsolutePath();
            case Input.OfText text -> Path.of(text.name()).toAbsolutePath();
            case Input.OfBytes bytes -> Path.of(bytes.name()).toAbsolutePath();
        };
    }

    /// `text:1` and `-:7` as file names.
    private static String plain(String name) {
        return (name.startsWith("-") ? "stdin" + name.substring(1) : name).replace(':', '-');
    }

    @Override
    public void accept(Finished finished) {
        // An input that was given no place has no fingerprint: its journal entries are not ours to change.
        if (!(finished.item() instanceof Item.Ready item) || finished.fingerprint().isEmpty()) {
            return;
        }
        List<OutputFile> files = new ArrayList<>(files(item));
        files.removeIf(file -> stays(file, item, finished.fingerprint()));
        switch (finished.outcome()) {
            case Outcome.Done done -> write(files, finished, done.result());
            case Outcome.Partial partial -> write(files, finished, partial.result());
            case Outcome.Skipped _,Outcome.Failed _ -> enterNothing(files, finished);
        }
    }

    /// What became of a file, in the journal.
    private void enter(OutputFile file, Finished finished, OptionalLong made) {
        journal.accept(new Finished(
                file.entry((Item.Ready) finished.item()), finished.fingerprint(), finished.outcome(),
                finished.model(), finished.elapsedMillis(), made));
    }

    /// Nothing was made: what was made before, if anything, is still there.
    private void enterNothing(List<OutputFile> files, Finished finished) {
        for (OutputFile file : files) {
            Name entry = file.entry((Item.Ready) finished.item()).name();
            enter(file, finished, journal.knows(entry) ? journal.made(entry) : OptionalLong.of(0));
        }
    }

    private void write(List<OutputFile> files, Finished finished, Result result) {
        String code = texts.language(result);
        for (OutputFile file : files) {
            // Making it may have taken hours, and only now its language is known.
            Item.Ready item = (Item.Ready) finished.item();
            checkOurs(file, Stream.of(file.path(code)).filter(Files::exists).toList(), item);
        }
        List<Draft> drafts = new ArrayList<>(files.size());
        try {
            for (OutputFile file : files) {
                Draft draft = Draft.of(file.path(code));
                drafts.add(draft);
                fill(draft, file, finished, result);
                draft.force();
            }
            List<Long> made = new ArrayList<>(files.size());
            for (int i = 0; i < files.size(); i++) {
                made.add(Contents.hash(drafts.get(i).file()));
                if (files.get(i).format() == Format.XMP) {
                    drafts.get(i).likeTarget();
                    drafts.get(i).publish();
                } else {
                    Files.deleteIfExists(drafts.get(i).target());
                }
            }
            for (int i = 0; i < files.size(); i++) {
                enter(files.get(i), finished, OptionalLong.of(made.get(i)));
            }
            journal.force();
            for (int i = 0; i < files.size(); i++) {
                if (files.get(i).format() != Format.XMP) {
                    drafts.get(i).publish();
                }
                languages.add(drafts.get(i).target());
            }
        } catch (IOException e) {
            throw OutcomeFile.failed(files.getFirst().path(), e);
        } finally {
            for (Draft draft : drafts) {
                draft.close();
            }
        }
    }

    private void fill(Draft draft, OutputFile file, Finished finished, Result result) throws IOException {
        if (file.format().kind() == Kind.RECORDS) {
            records.write(finished, Channels.newOutputStream(draft.file()));
            return;
        }
        ResultWriter results = draft.writer(file.format(), texts, false);
        results.write(name(file, finished), finished, result);
        results.end();
    }

    /// What an input is called in its file: texts may link to it, so they name it as seen from there.
    private static String name(OutputFile file, Finished finished) {
        Item.Ready item = (Item.Ready) finished.item();
        if (file.format().kind() != Kind.TEXTS) {
            return finished.name().text();
        }
        return item.below().isEmpty()
                ? ""
                : file.path().toAbsolutePath().getParent().relativize(path(item)).toString();
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
