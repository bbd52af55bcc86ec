package aikit.cli;

import aikit.AiException;
import aikit.cli.output.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Options of every command that takes inputs and gives one result for each.
public final class BatchOptions {

    @Parameters(paramLabel = "INPUT", arity = "0..*",
            description = "Files, folders, quoted globs, or - for standard input.")
    private List<String> inputs = new ArrayList<>();

    @Option(names = {"-o", "--output"}, paramLabel = "WHERE", order = 20,
            description = "FILE.ndjson (can be resumed), FILE.csv, FILE.npy, DIR/, 'source' for beside each input, "
                    + "or - for standard output (default).")
    private String output = "-";

    @Option(names = {"-f", "--format"}, paramLabel = "FORMAT", split = ",", order = 21,
            description = "ndjson, json, csv or npy; several for -o DIR/ or source.")
    private List<String> formats = new ArrayList<>();

    @Option(names = "--json", order = 22, description = "One JSON record for each input: the same as --format json.")
    private boolean json;

    @Option(names = "--overwrite", order = 23, description = "Replace what is there.")
    private boolean overwrite;

    @Option(names = "--retry-failed", order = 24, description = "Also do inputs again that failed in an earlier run.")
    private boolean retryFailed;

    @Option(names = "--files-from", paramLabel = "FILE", order = 30,
            description = "Read names of inputs from FILE, one a line; - for standard input.")
    private String filesFrom = "";

    @Option(names = "--files-from0", paramLabel = "FILE", order = 31,
            description = "The same with NUL after each name.")
    private String filesFrom0 = "";

    @Option(names = "--exclude", paramLabel = "PATTERN", order = 32,
            description = "Pass over what matches below folders; may be repeated. See: ai help inputs.")
    private List<String> exclude = new ArrayList<>();

    @Option(names = {"-j", "--jobs"}, paramLabel = "N", order = 40, description = "Threads that read inputs ahead.")
    private int jobs;

    @Option(names = "--fail-fast", order = 41, description = "Stop at the first input that fails.")
    private boolean failFast;

    @Option(names = "--timeout", paramLabel = "TIME", order = 42,
            description = "Stop after this time for the whole run: 90, 90s, 10m, 2h.")
    private String timeout = "";

    @Option(names = "--limit-memory", paramLabel = "SIZE", order = 43,
            description = "Stop when the process takes more memory: 900m, 4g. Looked at between inputs.")
    private String memory = "";

    @Option(names = "--dry-run", order = 44, description = "Print what would be done.")
    private boolean dryRun;

    @Option(names = "--seed", paramLabel = "N", order = 45,
            description = "Start of random numbers, for tasks that use some.")
    private long seed;

    public List<String> inputs() {
        return inputs;
    }

    public String output() {
        return output;
    }

    /// What was asked for, in order, each once; empty for the usual.
    ///
    /// @param offered what the command can give
    public List<Format> formats(List<Format> offered) {
        List<Format> chosen = new ArrayList<>();
        for (String word : formats) {
            Format format = Format.parse(word).filter(offered::contains).orElseThrow(() -> AiException.usage(
                    "--format " + word + ": is not offered here", "use " + Format.words(offered)));
            if (!chosen.contains(format)) {
                chosen.add(format);
            }
        }
        if (json) {
            if (!chosen.isEmpty() && !chosen.equals(List.of(Format.JSON))) {
                throw AiException.usage("--json and --format: contradict each other", "give one of them");
            }
            return List.of(Format.JSON);
        }
        return chosen;
    }

    public boolean overwrite() {
        return overwrite;
    }

    public boolean retryFailed() {
        return retryFailed;
    }

    /// A file of names, one a line.
    public Optional<String> filesFrom() {
        return filesFrom.isEmpty() ? Optional.empty() : Optional.of(filesFrom);
    }

    /// A file of names that end with NUL.
    public Optional<String> filesFrom0() {
        return filesFrom0.isEmpty() ? Optional.empty() : Optional.of(filesFrom0);
    }

    public List<String> exclude() {
        return exclude;
    }

    /// Threads that prepare; 0 when the user did not say.
    public int jobs() {
        if (jobs < 0 || jobs > 1024) {
            throw AiException.usage("--jobs " + jobs + ": is no sensible number of threads", "use 1 to 1024");
        }
        return jobs;
    }

    public boolean failFast() {
        return failFast;
    }

    /// Limit for the whole run in seconds; 0 for none.
    public long timeoutSeconds() {
        return scaled("--timeout", timeout, "smh", new long[]{1, 60, 3600}, "use 90s, 10m or 2h");
    }

    /// Limit of resident memory in bytes; 0 for none.
    public long memoryBytes() {
        return scaled("--limit-memory", memory, "kmg", new long[]{1L << 10, 1L << 20, 1L << 30}, "use 900m or 4g");
    }

    public boolean dryRun() {
        return dryRun;
    }

    public long seed() {
        return seed;
    }

    private static long scaled(String option, String text, String units, long[] factors, String hint) {
        if (text.isEmpty()) {
            return 0;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        int unit = units.indexOf(lower.charAt(lower.length() - 1));
        try {
            long number = Long.parseLong(unit < 0 ? lower : lower.substring(0, lower.length() - 1));
            if (number > 0) {
                return Math.multiplyExact(number, unit < 0 ? 1 : factors[unit]);
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw AiException.usage(option + " " + text + ": is not an amount", hint).causedBy(e);
        }
        throw AiException.usage(option + " " + text + ": must be more than 0", hint);
    }
}
