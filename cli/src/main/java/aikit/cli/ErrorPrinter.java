package aikit.cli;

import aikit.AiException;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Shows a failure as one line and a hint on standard error, and says which exit code it means.
///
/// The stack trace is shown only when `--stacktrace` was given.
public final class ErrorPrinter implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final Console console;
    private final boolean stacktrace;
    private final boolean colour;

    ErrorPrinter(Console console, boolean stacktrace, boolean colour) {
        this.console = console;
        this.stacktrace = stacktrace;
        this.colour = colour && console.colour();
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        if (failure.getCause() instanceof AiException known) {
            return print(known).number();
        }
        CommandLine line = failure.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        String hint = "see: " + command + " --help";
        if (failure instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.isUnknownOption() ? unmatched.getSuggestions() : List.of();
            if (!near.isEmpty()) {
                hint = "did you mean " + String.join(" or ", near.subList(0, Math.min(2, near.size()))) + "? " + hint;
            }
        }
        lines(command.substring(command.indexOf(' ') + 1) + ": " + lower(failure.getMessage()), hint);
        trace(failure);
        return ExitCode.USAGE.number();
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        return print(failure).number();
    }

    /// Shows the failure; a closed standard output is none.
    ExitCode print(Throwable failure) {
        Throwable cause = failure instanceof CommandLine.ExecutionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        if (cause instanceof ClosedOutput) {
            return ExitCode.OK;
        }
        trace(cause);
        if (cause instanceof AiException known) {
            lines(known.getMessage(), known.hint().orElse(""));
            return ExitCode.of(known.kind());
        }
        if (cause instanceof OutOfMemoryError) {
            lines("memory: the Java heap is full", "use a smaller input, fewer --jobs, or AI_JAVA_OPTS=-Xmx...");
            return ExitCode.LIMIT;
        }
        lines(
                "internal error: this is a bug in ai",
                stacktrace ? "please report it with the lines above" : "run it again with --stacktrace and report it");
        return ExitCode.BUG;
    }

    /// One error line and, when there is one, its hint.
    public void lines(String message, String hint) {
        PrintStream err = console.err();
        String open = colour ? "\033[1;31m" : "";
        String close = colour ? "\033[0m" : "";
        err.print(open + "ai:" + close + " " + Printable.line(message) + "\n");
        if (!hint.isEmpty()) {
            err.print("hint: " + Printable.line(hint) + "\n");
        }
        err.flush();
    }

    /// Shows where a failure came from, when that was asked for.
    void trace(Throwable failure) {
        if (stacktrace) {
            failure.printStackTrace(console.err());
        }
    }

    private static String lower(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
