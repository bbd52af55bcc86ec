package aikit.cli.output;

import aikit.AiException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

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
    static Target parse(String output, List<Format> chosen) {
        List<Format> formats = chosen.isEmpty() ? List.of(Format.JSON) : chosen;
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
            return new Stdout(chosen.isEmpty() ? Format.NDJSON : chosen.getFirst());
        }
        Format named = Format.ofFile(output).orElse(Format.NDJSON);
        if (chosen.isEmpty() && Format.ofFile(output).isEmpty()) {
            throw AiException.usage(
                    "-o " + output + ": the ending says no format",
                    "give --format, or a name that ends with .ndjson, .csv or .npy, or a folder as " + output + "/");
        }
        Format format = chosen.isEmpty() ? named : chosen.getFirst();
        if (Format.ofFile(output).isPresent() && format != named && !(format.records() && named.records())) {
            throw AiException.usage(
                    "-o " + output + ": does not fit --format " + format.word(), "give one of them, or both alike");
        }
        return new File(path, format);
    }
}
