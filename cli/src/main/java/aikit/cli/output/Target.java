package aikit.cli.output;

import aikit.AiException;
import aikit.cli.output.Format.Kind;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Where results go: what `-o` means.
public sealed interface Target {

    /// `-`
    record Stdout(Format format) implements Target {}

    /// One file for everything.
    record File(Path path, Format format) implements Target {}

    /// A folder that mirrors the inputs.
    record Folder(Path path, List<Format> formats) implements Target {}

    /// `source`: beside each input.
    record Beside(List<Format> formats) implements Target {}

    /// @param chosen the formats the user asked for; empty for the usual
    /// @throws AiException of kind USAGE when they do not fit together
    static Target parse(String output, List<Format> chosen, Offer offer) {
        List<Format> formats = chosen.isEmpty() ? List.of(offer.file()) : chosen;
        if (output.isEmpty()) {
            throw AiException.usage("-o: the name is empty", "an empty variable? use . for the current folder");
        }
        if (output.equals("source")) {
            return new Beside(formats);
        }
        Path path;
        try {
            path = Path.of(output);
        } catch (InvalidPathException e) {
            throw AiException.usage("-o " + output + ": is not a file name here", "set LC_ALL=C.UTF-8").causedBy(e);
        }
        if (output.endsWith("/") || Files.isDirectory(path)) {
            return new Folder(path, formats);
        }
        if (chosen.size() > 1) {
            throw AiException.usage(
                    "--format " + Format.words(chosen).replace(", ", ",") + ": several formats need several files",
                    "use -o DIR/ or -o source");
        }
        if (output.equals("-")) {
            return new Stdout(chosen.isEmpty() ? offer.stream() : chosen.getFirst());
        }
        return new File(path, format(output, chosen, offer));
    }

    private static Format format(String output, List<Format> chosen, Offer offer) {
        Optional<Format> named = offer.ofFile(output);
        Format format = chosen.isEmpty()
                ? named.orElseThrow(() -> AiException.usage(
                        "-o " + output + ": the ending says no format",
                        "give --format, or a name that ends with ." + Format.words(offer.formats()).replace(", ", " .")
                                + ", or a folder as " + output + "/"))
                : chosen.getFirst();
        boolean records = format.kind() == Kind.RECORDS && named.filter(end -> end.kind() == Kind.RECORDS).isPresent();
        if (named.isPresent() && format != named.get() && !records) {
            throw AiException.usage(
                    "-o " + output + ": does not fit --format " + format.word(), "give one of them, or both alike");
        }
        return format;
    }

    /// The formats that are written.
    default List<Format> formats() {
        return switch (this) {
            case Stdout stdout -> List.of(stdout.format());
            case File file -> List.of(file.format());
            case Folder folder -> folder.formats();
            case Beside beside -> beside.formats();
        };
    }

    /// Refuses to put texts or pictures of several inputs one after the other that nothing could read then.
    ///
    /// @throws AiException of kind USAGE
    default void checkSeveral() {
        if (holdsOne()) {
            throw AiException.usage(
                    "--format " + formats().getFirst().word() + ": several inputs need several files",
                    "use -o DIR/ or -o source");
        }
    }

    /// Whether only the result of one input can go there.
    default boolean holdsOne() {
        boolean together = switch (this) {
            case Stdout _,File _ -> true;
            case Folder _,Beside _ -> false;
        };
        Format format = formats().getFirst();
        return together && switch (format.kind()) {
            case TEXTS -> !format.concatenates();
            case PICTURES -> true;
            case RECORDS, VECTORS, TABLES -> false;
        };
    }
}
