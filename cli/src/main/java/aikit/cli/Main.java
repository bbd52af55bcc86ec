package aikit.cli;

import aikit.onnx.OnnxEngine;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// Entry point of `ai`.
///
/// Only the command that the first argument names is built: registering all of them costs more than running one.
public final class Main {

    private final Console console;
    private final ErrorPrinter errors;

    private Main(Console console, ErrorPrinter errors) {
        this.console = console;
        this.errors = errors;
    }

    public static void main(String[] args) {
        int code = run(args, Console.ofProcess());
        if (code != ExitCode.OK.number()) {
            // Only when it must be: the JDK loads its logging for this call, which takes as long as a third of a start.
            System.exit(code);
        }
    }

    /// Runs one command line in this process and returns its exit code. Nothing outside the console is touched.
    public static int run(String[] args, Console console) {
        ErrorPrinter errors = new ErrorPrinter(console, named(args, "--stacktrace"), !named(args, "--no-color"));
        ExitCode code;
        try {
            code = new Main(console, errors).dispatch(args);
        } catch (Throwable failure) {
            code = errors.print(failure);
        }
        try {
            console.out().flush();
        } catch (RuntimeException failure) {
            // The end of a command that failed already must not hide why it failed.
            code = code == ExitCode.OK ? errors.print(failure) : code;
        }
        console.err().flush();
        return code.number();
    }

    private ExitCode dispatch(String[] args) {
        if (args.length == 0) {
            console.err().print(RootHelp.text());
            return ExitCode.USAGE;
        }
        String first = args[0];
        if (first.equals("--help") || first.equals("-h") || (first.equals("help") && args.length == 1)) {
            console.print(RootHelp.text());
            return ExitCode.OK;
        }
        if (first.equals("--version") || first.equals("-V")) {
            console.print(Version.text());
            return ExitCode.OK;
        }
        Verb verb = Verb.find(first).orElseThrow(() -> Verb.unknown(first));
        if (verb.runsModels() && !named(args, "--help") && !named(args, "-h")) {
            OnnxEngine.preload();
        }
        CommandLine line = CommandTable.of(console, List.of(verb));
        if (named(args, "--no-color")) {
            line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        }
        line.setParameterExceptionHandler(errors);
        line.setExecutionExceptionHandler(errors);
        int code = line.execute(args);
        line.getOut().flush();
        line.getErr().flush();
        return ExitCode.of(code);
    }

    /// Whether an option stands among the arguments, before anything is parsed.
    private static boolean named(String[] args, String option) {
        for (String arg : args) {
            if (arg.equals("--")) {
                return false;
            }
            if (arg.equals(option)) {
                return true;
            }
        }
        return false;
    }

    static CommandSpec root() {
        return CommandSpec.create().name("ai");
    }
}
