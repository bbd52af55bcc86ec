package aikit.cli;

/// Whoever read standard output has gone away (`ai ... | head -1`): the command ends quietly.
final class ClosedOutput extends RuntimeException {

    private static final long serialVersionUID = 1;

    ClosedOutput(Throwable cause) {
        super("standard output is closed", cause, false, false);
    }
}
