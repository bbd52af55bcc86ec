package aikit.cli;

import aikit.AiException;
import aikit.cli.Arguments.Value;
import aikit.cli.output.Format;
import java.util.ArrayList;
import java.util.List;

/// Options of every command that gives one result for each input.
public final class OutputOptions {

    private final Value<String> output;
    private final Value<List<String>> formats;
    private final Value<Boolean> json;
    private final Value<Boolean> overwrite;

    public OutputOptions(Arguments arguments) {
        output = arguments.text("-", "WHERE",
                "FILE.ndjson (can be resumed), FILE.csv, FILE.npy, DIR/, 'source' for beside each input, "
                        + "or - for standard output (default).",
                "-o", "--output");
        formats = arguments.list(
                "FORMAT", "ndjson, json, csv or npy; several for -o DIR/ or source.", "-f", "--format");
        json = arguments.flag("One JSON record for each input: the same as --format json.", "--json");
        overwrite = arguments.flag("Replace what is there.", "--overwrite");
    }

    public String output() {
        return output.get();
    }

    /// What was asked for, in order, each once; empty for the usual.
    ///
    /// @param offered what the command can give
    public List<Format> formats(List<Format> offered) {
        List<Format> chosen = new ArrayList<>();
        for (String word : formats.get()) {
            Format format = Format.parse(word).filter(offered::contains).orElseThrow(() -> AiException.usage(
                    "--format " + word + ": is not offered here", "use " + Format.words(offered)));
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
