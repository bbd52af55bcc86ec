package aikit;

import java.util.Optional;

/// A failure that was foreseen: thrown where the fact is known, shown to the user as one line and a hint.
///
/// The kind says what sort of failure it is; only the command line turns kinds into exit codes. Any other
/// exception is a bug.
public final class AiException extends RuntimeException {

    /// What sort of failure this is.
    public enum Kind {
        /// A wrong option, a broken configuration file, an unknown name.
        USAGE,
        /// An input that is missing, unreadable, damaged or not of a kind the task accepts.
        INPUT,
        /// A model that is not there, cannot be fetched, fails its digest or lacks what the task needs.
        MODEL,
        /// An accelerator that was asked for by name and cannot be used.
        DEVICE,
        /// A limit of disk, memory or time.
        LIMIT,
        /// A gate that the user set was tripped.
        GATE
    }

    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final String hint;

    /// @param message `what: why`, one line, the file or model named first
    /// @param hint what the user can do about it, one line; empty when there is nothing to say
    public AiException(Kind kind, String message, String hint, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.hint = hint;
    }

    public static AiException usage(String message, String hint) {
        return new AiException(Kind.USAGE, message, hint, null);
    }

    public static AiException input(String message, String hint) {
        return new AiException(Kind.INPUT, message, hint, null);
    }

    public static AiException model(String message, String hint) {
        return new AiException(Kind.MODEL, message, hint, null);
    }

    public static AiException device(String message, String hint) {
        return new AiException(Kind.DEVICE, message, hint, null);
    }

    public static AiException limit(String message, String hint) {
        return new AiException(Kind.LIMIT, message, hint, null);
    }

    /// The same failure with the exception that led to it.
    public AiException causedBy(Throwable cause) {
        return new AiException(kind, getMessage(), hint, cause);
    }

    public Kind kind() {
        return kind;
    }

    public Optional<String> hint() {
        return hint.isEmpty() ? Optional.empty() : Optional.of(hint);
    }
}
