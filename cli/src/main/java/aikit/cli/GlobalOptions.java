package aikit.cli;

import aikit.Progress;
import aikit.cli.Arguments.Value;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// Options of every command. One object serves a command and those below it, so each may stand at any place.
public final class GlobalOptions {

    private final Value<Boolean> quiet = new Value<>(false);
    private final Value<Boolean> verbose = new Value<>(false);
    private final Value<Boolean> noColour = new Value<>(false);
    private final Value<Boolean> stacktrace = new Value<>(false);
    private final Value<Boolean> offline = new Value<>(false);
    private final Value<String> config = new Value<>("");

    /// Adds the options to a command and to all below it.
    public void addTo(CommandLine line) {
        declare(line.getCommandSpec());
        for (CommandLine below : line.getSubcommands().values()) {
            addTo(below);
        }
    }

    private void declare(CommandSpec command) {
        Arguments arguments = new Arguments();
        arguments.help("Show this help.", "-h", "--help");
        arguments.flag(quiet, "Print nothing but results and errors.", "-q", "--quiet");
        arguments.flag(verbose, "Say more on standard error.", "-v", "--verbose");
        arguments.flag(noColour, "Use no colours; the variable NO_COLOR says the same.", "--no-color");
        arguments.flag(stacktrace, "Show where in the program an error came from.", "--stacktrace");
        arguments.flag(offline, "Open no network connection.", "--offline");
        arguments.text(config, "FILE", "Settings that go before the user's own.", "--config");
        arguments.addTo(command);
    }

    public boolean quiet() {
        return quiet.get();
    }

    /// Whether more is said than usual.
    public boolean verbose() {
        return verbose.get() && !quiet.get();
    }

    public boolean stacktrace() {
        return stacktrace.get();
    }

    public boolean offline() {
        return offline.get();
    }

    /// Whether `--no-color` was given.
    public boolean noColour() {
        return noColour.get();
    }

    /// Whether to colour what goes to standard error.
    public boolean colour(Console console) {
        return console.colour() && !noColour.get();
    }

    /// Says something that a person wants to know, unless they want quiet.
    public void say(Console console, String message) {
        if (!quiet()) {
            console.err().print(Printable.line(message) + "\n");
            console.err().flush();
        }
    }

    /// Progress as these options want it shown.
    public Progress progress(Console console) {
        return quiet() ? Progress.none() : new ConsoleProgress(console, verbose(), colour(console));
    }
}
