package aikit.cli.output;

import aikit.batch.OutcomeFile;
import aikit.batch.Outcomes;
import aikit.batch.RecordWriter;
import aikit.batch.RecordWriter.Content;
import aikit.cli.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Opens what `-o` and `--format` mean for one run.
///
/// @param verb names journals and files beside inputs
/// @param content what records hold
/// @param asked whether the user named a format
public record Outputs(Console console, String verb, Target target, Content content, boolean asked) {

    /// What is there already, and what may be done to it.
    public Outcomes open(OutcomeFile.Resume resume) {
        RecordWriter records = new RecordWriter("ai." + verb + "/1", content);
        return switch (target) {
            case Target.Stdout stdout -> {
                if (!asked && console.terminals().out()) {
                    yield new Preview(console);
                }
                yield switch (stdout.format()) {
                    case NDJSON, JSON -> new RecordStream(records, console.out());
                    case CSV -> new CsvStream(console.out());
                    case NPY -> WholeFile.of(stdout.format(), console.out());
                };
            }
            case Target.File file -> file.format().records()
                    ? OutcomeFile.open(file.path(), records, resume)
                    : WholeFile.of(file, resume.overwrite());
            case Target.Folder folder -> files(Optional.of(folder.path()), folder.formats(), resume);
            case Target.Beside beside -> files(Optional.empty(), beside.formats(), resume);
        };
    }

    private Outcomes files(Optional<Path> folder, List<Format> formats, OutcomeFile.Resume resume) {
        RecordWriter whole = new RecordWriter("ai." + verb + "/1", content);
        RecordWriter brief = new RecordWriter("ai." + verb + ".journal/1", Content.NONE);
        // The journal outlives --overwrite: it also says which files are ours.
        OutcomeFile journal = OutcomeFile.open(journal(), brief, new OutcomeFile.Resume(resume.retryFailed(), false));
        return new FilePerInput(
                new FilePerInput.Layout(folder, "." + verb, formats, resume.overwrite()), journal, whole);
    }

    private Path journal() {
        if (target instanceof Target.Folder folder) {
            return folder.path().resolve(".ai-" + verb + ".ndjson");
        }
        // Names of inputs are relative to the current folder, so each folder has a journal of its own.
        String here = Path.of("").toAbsolutePath().toString();
        return console.home().data().resolve("journal")
                .resolve(verb + "-" + digest(here) + ".ndjson");
    }

    /// SHA-256 of a name: two folders never share a journal, which would make one's files seem to be the other's.
    private static String digest(String name) {
        try {
            byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Paths that are output of this run and no inputs.
    public Set<Path> own() {
        Set<Path> own = new HashSet<>();
        switch (target) {
            case Target.File file -> own.add(file.path().toAbsolutePath().normalize());
            case Target.Folder folder -> own.add(folder.path().toAbsolutePath().normalize());
            case Target.Stdout _,Target.Beside _ -> {
            }
        }
        return own;
    }

    /// One line for people.
    public String describe() {
        return switch (target) {
            case Target.Stdout stdout -> "standard output, " + stdout.format().word();
            case Target.File file -> file.path() + ", " + file.format().word();
            case Target.Folder folder -> folder.path() + "/, " + Format.words(folder.formats());
            case Target.Beside beside -> "beside each input, " + Format.words(beside.formats());
        };
    }
}
