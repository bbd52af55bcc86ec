package aikit.cli;

import aikit.Result;
import aikit.Result.Detection;
import aikit.Result.Detections;
import aikit.Result.Label;
import aikit.Result.Labels;
import aikit.batch.Finished;
import aikit.batch.Item;
import aikit.batch.Outcomes;
import aikit.batch.PictureRecord;
import aikit.batch.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `--fail-on`: what must not be found in any picture. It is asked of what was done in an earlier run, too, so that a run
/// that is repeated ends as the first one did.
public final class FoundGate implements Follower {

    /// Stands for anything.
    public static final String ANY = "any";

    private final List<String> unwanted;
    private final Reporter reporter;
    private boolean tripped;

    /// @param unwanted labels, whatever their case, or [#ANY]
    public FoundGate(Console console, GlobalOptions global, String verb, List<String> unwanted) {
        this.unwanted = unwanted.stream().map(String::strip).toList();
        this.reporter = new Reporter(console, global, verb);
    }

    @Override
    public void finished(Finished finished) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String label : labels(finished.outcome().shown().orElse(null))) {
            if (isUnwanted(label)) {
                counts.merge(label, 1, Integer::sum);
            }
        }
        if (!counts.isEmpty()) {
            StringBuilder what = new StringBuilder();
            counts.forEach((label, count) -> what.append(what.isEmpty() ? "" : ", ").append(label)
                    .append(count == 1 ? "" : " (" + count + ")"));
            trip(finished.name().text() + ": found: " + what, "");
        }
    }

    private static List<String> labels(Result result) {
        if (result instanceof Detections found) {
            return found.detections().stream().map(Detection::label).toList();
        }
        return result instanceof Labels labels ? labels.labels().stream().map(Label::name).toList() : List.of();
    }

    private boolean isUnwanted(String label) {
        return unwanted.stream().anyMatch(each -> each.equalsIgnoreCase(ANY) || each.equalsIgnoreCase(label));
    }

    @Override
    public void unchanged(Item item, Outcomes.Earlier earlier, Outcomes outcomes) {
        Optional<Finished> known = PictureRecord.of(item, outcomes);
        if (known.isPresent()) {
            finished(known.get());
        } else {
            trip(item.name().text() + ": was done in an earlier run whose output does not say what was found",
                    "use --overwrite, or -f json among the formats");
        }
    }

    private void trip(String message, String hint) {
        tripped = true;
        reporter.gate(message, hint);
    }

    @Override
    public ExitCode end(Summary summary, ExitCode code) {
        return tripped && (code == ExitCode.OK || code == ExitCode.PARTIAL) ? ExitCode.GATE : code;
    }
}
