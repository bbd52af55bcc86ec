package aikit.batch;

import aikit.AiException;
import aikit.AiException.Kind;
import aikit.Result;
import java.util.List;
import java.util.Optional;

/// What became of one input.
public sealed interface Outcome {

    /// The word that stands in records.
    default String status() {
        return switch (this) {
            case Done _ -> "ok";
            case Partial _ -> "partial";
            case Skipped _ -> "skipped";
            case Failed _ -> "failed";
        };
    }

    /// What there is to show for the input, whole or in part.
    default Optional<Result> shown() {
        return switch (this) {
            case Done(Result result) -> Optional.of(result);
            case Partial(Result result, List<String> _) -> Optional.of(result);
            case Skipped _ -> Optional.empty();
            case Failed _ -> Optional.empty();
        };
    }

    record Done(Result result) implements Outcome {}

    /// A result although something was wrong with the input.
    record Partial(Result result, List<String> warnings) implements Outcome {}

    /// Passed over for a reason that is nobody's mistake.
    record Skipped(String reason) implements Outcome {}

    /// No result.
    ///
    /// @param kind empty for a bug
    /// @param cause where the failure came from, when there is more to show than the message
    record Failed(Optional<Kind> kind, String message, String hint, Optional<Throwable> cause) implements Outcome {

        public static Failed of(AiException e) {
            return new Failed(Optional.of(e.kind()), e.getMessage(), e.hint().orElse(""), Optional.of(e));
        }

        static Failed bug(String name, Throwable e) {
            return new Failed(
                    Optional.empty(),
                    name + ": internal error: this is a bug in ai",
                    "run it again with --stacktrace and report it",
                    Optional.of(e));
        }
    }

    /// The outcome of an input that has a result.
    static Outcome of(Result result) {
        List<String> warnings = result.warnings();
        return warnings.isEmpty() ? new Done(result) : new Partial(result, warnings);
    }
}
