package aikit.cli;

import aikit.batch.Finished;
import aikit.batch.Outcome;
import aikit.batch.Stop;
import aikit.batch.Summary;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Tells on standard error how a batch goes: a line for each failure, and at the end what there is to say.
final class Reporter {

    /// Hints that are remembered; a hint may hold the name of an input, so there can be as many as inputs.
    private static final int MOST_HINTS = 64;

    private final Console console;
    private final GlobalOptions global;
    private final ErrorPrinter errors;
    private final String verb;
    private final Set<String> hints = new HashSet<>();

    Reporter(Console console, GlobalOptions global, String verb) {
        this.console = console;
        this.global = global;
        this.errors = new ErrorPrinter(console, global.stacktrace(), global.colour(console));
        this.verb = verb;
    }

    /// Shows a failure; a hint is shown once.
    void outcome(Finished finished) {
        switch (finished.outcome()) {
            case Outcome.Done _ -> {
            }
            case Outcome.Partial partial -> {
                if (!global.quiet()) {
                    for (String warning : partial.warnings()) {
                        note(finished.name().text() + ": " + warning);
                    }
                }
            }
            case Outcome.Skipped skipped -> {
                if (global.verbose()) {
                    note(finished.name().text() + ": skipped: " + skipped.reason());
                }
            }
            case Outcome.Failed failed -> {
                console.clearLine();
                failed.cause().ifPresent(errors::trace);
                errors.lines(failed.message(), fresh(failed.hint()) ? failed.hint() : "");
            }
        }
    }

    /// Shows that a result is not good enough; a hint is shown once.
    void gate(String message, String hint) {
        console.clearLine();
        errors.lines(message, fresh(hint) ? hint : "");
    }

    private boolean fresh(String hint) {
        return hints.size() < MOST_HINTS ? hints.add(hint) : !hints.contains(hint);
    }

    /// Shows the end and says what to exit with.
    ExitCode end(Summary summary, long passedOver) {
        long good = summary.done() + summary.partial() + summary.unchanged();
        long bad = summary.failed() + summary.failedEarlier();
        boolean early = summary.stopped().isPresent();
        boolean worthIt = early || bad + summary.partial() + summary.unchanged() > 0
                || (console.terminals().err() && good > 1);
        if (global.verbose() || (worthIt && !global.quiet() && (early || good + bad > 1))
                || (passedOver > 0 && !global.quiet())) {
            note(counts(summary, passedOver));
        }
        if (good + bad == 0 && !early) {
            if (summary.skipped() > 0) {
                errors.lines("no input is left: " + summary.skipped() + " skipped", "use --verbose to see why");
            } else {
                errors.lines("no input of a kind that " + verb + " reads", "see: ai help inputs");
            }
        }
        if (summary.failedEarlier() > 0) {
            errors.lines(
                    summary.failedEarlier() + " inputs failed in an earlier run: they were not tried again",
                    "use --retry-failed");
        }
        return summary.stopped().flatMap(this::stopped).orElseGet(() -> {
            if (summary.bugs() > 0) {
                return ExitCode.BUG;
            }
            boolean all = bad == 0 && summary.partial() == 0;
            return good == 0 ? ExitCode.FAILED : all ? ExitCode.OK : ExitCode.PARTIAL;
        });
    }

    private Optional<ExitCode> stopped(Stop.Reason reason) {
        return switch (reason) {
            case INTERRUPTED -> Optional.of(ExitCode.INTERRUPTED);
            case TERMINATED -> Optional.of(ExitCode.TERMINATED);
            case TIME -> {
                errors.lines("--timeout: the time is up", "run it again to go on, or allow more time");
                yield Optional.of(ExitCode.LIMIT);
            }
            case MEMORY -> {
                errors.lines("--limit-memory: the process takes more than that", "allow more, or use fewer --jobs");
                yield Optional.of(ExitCode.LIMIT);
            }
            case FAILURE -> Optional.empty();
        };
    }

    private static String counts(Summary summary, long passedOver) {
        StringBuilder text = new StringBuilder();
        text.append(summary.done()).append(" done");
        part(text, summary.partial(), "in part");
        part(text, summary.unchanged(), "unchanged");
        part(text, summary.skipped(), "skipped");
        part(text, summary.failed(), "failed");
        part(text, summary.failedEarlier(), "failed earlier");
        part(text, passedOver, "of other kinds");
        return text.toString();
    }

    private static void part(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append(", ").append(count).append(' ').append(what);
        }
    }

    private void note(String text) {
        console.clearLine();
        console.err().print(Printable.line(text) + "\n");
        console.err().flush();
    }
}
