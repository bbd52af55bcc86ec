package aikit.cli.output;

import aikit.batch.OutcomeFile;
import aikit.batch.Outcomes;
import aikit.batch.RecordWriter;
import aikit.batch.RecordWriter.Content;
import aikit.cli.BatchRun.Work;
import aikit.cli.Console;
import aikit.cli.output.Format.Kind;
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
/// @param asked whether the user named a format
/// @param several whether there may be more than one input
/// @param job whose journal it is: what one job made is not another's to replace
public record Outputs(Console console, Work work, Target target, boolean asked, boolean several, String job) {

    /// Of a verb that does one thing only.
    public Outputs(Console console, Work work, Target target, boolean asked, boolean several) {
        this(console, work, target, asked, several, work.verb());
    }

    /// What is there already, and what may be done to it.
    public Outcomes open(OutcomeFile.Resume resume) {
        return switch (target) {
            case Target.Stdout stdout -> stream(stdout.format());
            case Target.File file -> file.format().kind() == Kind.RECORDS
                    ? OutcomeFile.open(file.path(), records(), resume)
                    : WholeFile.of(file, work.offer().texts(), several, resume.overwrite());
            case Target.Folder folder -> files(Optional.of(folder.path()), folder.formats(), resume);
            case Target.Beside beside -> files(Optional.empty(), beside.formats(), resume);
        };
    }

    private RecordWriter records() {
        return new RecordWriter("ai." + work.verb() + "/1", work.content(), work.leastCoverage());
    }

    private Outcomes stream(Format format) {
        if (!asked && console.terminals().out()) {
            return new Preview(console, several);
        }
        if (format.kind() == Kind.RECORDS) {
            return new RecordStream(records(), console.out());
        }
        return format == Format.NPY
                ? WholeFile.npy(console.out())
                : new WriterStream(
                        ResultWriter.of(format, work.offer().texts(), several, console.out()), console.out());
    }

    private Outcomes files(Optional<Path> folder, List<Format> formats, OutcomeFile.Resume resume) {
        RecordWriter brief = new RecordWriter("ai." + work.verb() + ".journal/1", Content.NONE);
        // The journal outlives --overwrite: it also says which files are ours.
        OutcomeFile journal = OutcomeFile.open(journal(), brief, new OutcomeFile.Resume(resume.retryFailed(), false));
        Offer offer = work.offer();
        return new FilePerInput(
                new FilePerInput.Layout(folder, offer.naming(), formats, resume.overwrite()), journal, records(),
                offer.texts());
    }

    private Path journal() {
        if (target instanceof Target.Folder folder) {
            return folder.path().resolve(".ai-" + job + ".ndjson");
        }
        // Names of inputs are relative to the current folder, so each folder has a journal of its own.
        String here = Path.of("").toAbsolutePath().toString();
        return console.home().data().resolve("journal").resolve(job + "-" + digest(here) + ".ndjson");
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
