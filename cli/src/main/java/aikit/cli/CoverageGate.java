package aikit.cli;

import aikit.Result.Transcript;
import aikit.batch.Finished;
import aikit.batch.Item;
import aikit.batch.Outcomes;

/// `--min-coverage`: how much of the speech of each recording must have become text. It is asked of what was done in an
/// earlier run, too, so that a run that is repeated ends as the first one did.
final class CoverageGate {

    private final double least;
    private final Reporter reporter;
    private boolean tripped;

    /// @param least from 0 to 1; NaN for a gate that is open
    CoverageGate(double least, Reporter reporter) {
        this.least = least;
        this.reporter = reporter;
    }

    void finished(Finished finished) {
        if (finished.outcome().shown().orElse(null) instanceof Transcript transcript) {
            look(finished.name().text(), transcript.coverage().ratio());
        }
    }

    void unchanged(Item item, Outcomes outcomes) {
        if (!Double.isNaN(least) && item instanceof Item.Ready ready) {
            outcomes.coverage(ready).ifPresent(ratio -> look(item.name().text(), ratio));
        }
    }

    void look(String name, double ratio) {
        if (ratio < least) {
            tripped = true;
            reporter.gate(
                    name + ": only " + percent(ratio) + " of the speech became text, less than "
                            + percent(least),
                    "listen to it, or try another model, --language or --vad; see: ai transcribe --help");
        }
    }

    private static String percent(double part) {
        return Math.floor(part * 1000) / 10 + "%";
    }

    /// What to exit with.
    ///
    /// @param code what the batch would exit with
    ExitCode code(ExitCode code) {
        return tripped && (code == ExitCode.OK || code == ExitCode.PARTIAL) ? ExitCode.GATE : code;
    }
}
