package aikit.cli;

import aikit.AiException;
import aikit.cli.Arguments.Value;
import aikit.cli.output.Format;
import aikit.cli.output.Offer;
import java.util.ArrayList;
import java.util.List;

/// Options of every command that gives one result for each input.
public final class OutputOptions {

    private final Value<String> output;
    private final Value<List<String>> formats;
    private final Value<Boolean> json;
    private final Value<Boolean> overwrite;

    /// @param files names of files that can be given, for the help
    /// @param words names of the formats, for the help
    public OutputOptions(Arguments arguments, String files, String words) {
        output = arguments.text("-", "WHERE",
                files + ", DIR/, 'source' for beside each input, or - for standard output (default).",
                "-o", "--output");
        formats = arguments.list("FORMAT", words + "; several for -o DIR/ or source.", "-f", "--format");
        json = arguments.flag("One JSON record for each input: the same as --format json.", "--json");
        overwrite = arguments.flag("Replace what is there.", "--overwrite");
    }

    public String output() {
        return output.get();
    }

    /// What was asked for, in order, each once; empty for the usual.
    ///
    /// @param offer what the command can give
    public List<Format> formats(Offer offer) {
        List<Format> chosen = new ArrayList<>();
        for (String word : formats.get()) {
            Format format = offer.named(word);
            if (!chosen.contains(format)) {
                chosen.add(format);
            }
        }
        if (json.get()) {
            if (!chosen.isEmpty() && !chosen.equals(List.of(Format.JSON))) {
                throw AiException.usage("--json and --format: contradict each other", "give one of them");
            }
            return List.of(Format.JSON);
        }
        return chosen;
    }

    public boolean overwrite() {
        return overwrite.get();
    }
}
