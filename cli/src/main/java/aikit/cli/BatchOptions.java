package aikit.cli;

import aikit.AiException;
import aikit.cli.Arguments.Value;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Options of every command that takes many inputs.
public final class BatchOptions {

    private static final long MEGA = 1_000_000;
    private static final int USUAL_MEGAPIXELS = 100;

    private final Value<List<String>> inputs;
    private final Value<Boolean> retryFailed;
    private final Value<String> filesFrom;
    private final Value<String> filesFrom0;
    private final Value<List<String>> exclude;
    private final Value<Integer> jobs;
    private final Value<Boolean> failFast;
    private final Value<String> timeout;
    private final Value<String> memory;
    private final Value<Integer> megapixels;
    private final Value<Boolean> dryRun;

    public BatchOptions(Arguments arguments) {
        this(arguments, "Files, folders, quoted globs, or - for standard input.");
    }

    /// @param taken what the command takes as inputs, for the help
    public BatchOptions(Arguments arguments, String taken) {
        inputs = arguments.parameters("INPUT", taken);
        retryFailed = arguments.flag("Also do inputs again that failed in an earlier run.", "--retry-failed");
        filesFrom = arguments.text(
                "", "FILE", "Read names of inputs from FILE, one a line; - for standard input.", "--files-from");
        filesFrom0 = arguments.text("", "FILE", "The same with NUL after each name.", "--files-from0");
        exclude = arguments.texts("PATTERN",
                "Pass over what matches below folders; may be repeated. See: ai help inputs.", "--exclude");
        jobs = arguments.number("N", "Threads that read inputs ahead.", "-j", "--jobs");
        failFast = arguments.flag("Stop at the first input that fails.", "--fail-fast");
        timeout = arguments.text(
                "", "TIME", "Stop after this time for the whole run: 90, 90s, 10m, 2h.", "--timeout");
        memory = arguments.text("", "SIZE",
                "Stop when the process takes more memory: 900m, 4g. Looked at between inputs.", "--limit-memory");
        megapixels = arguments.number(USUAL_MEGAPIXELS, "N",
                "Refuse pictures with more millions of pixels (default: 100).", "--max-megapixels");
        dryRun = arguments.flag("Print what would be done.", "--dry-run");
    }

    public List<String> inputs() {
        return inputs.get();
    }

    public boolean retryFailed() {
        return retryFailed.get();
    }

    /// A file of names, one a line.
    public Optional<String> filesFrom() {
        return filesFrom.get().isEmpty() ? Optional.empty() : Optional.of(filesFrom.get());
    }

    /// A file of names that end with NUL.
    public Optional<String> filesFrom0() {
        return filesFrom0.get().isEmpty() ? Optional.empty() : Optional.of(filesFrom0.get());
    }

    public List<String> exclude() {
        return exclude.get();
    }

    /// Threads that prepare; 0 when the user did not say.
    public int jobs() {
        if (jobs.get() < 0 || jobs.get() > 1024) {
            throw AiException.usage("--jobs " + jobs.get() + ": is no sensible number of threads", "use 1 to 1024");
        }
        return jobs.get();
    }

    public boolean failFast() {
        return failFast.get();
    }

    /// Limit for the whole run in seconds; 0 for none.
    public long timeoutSeconds() {
        return scaled("--timeout", timeout.get(), "smh", new long[]{1, 60, 3600}, "use 90s, 10m or 2h");
    }

    /// Limit of resident memory in bytes; 0 for none.
    public long memoryBytes() {
        return scaled("--limit-memory", memory.get(), "kmg", new long[]{1L << 10, 1L << 20, 1L << 30},
                "use 900m or 4g");
    }

    /// The most pixels that a picture may have.
    public long maxPixels() {
        return MEGA * Numbers.within("--max-megapixels", megapixels.get(), 1, 1000);
    }

    public boolean dryRun() {
        return dryRun.get();
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
