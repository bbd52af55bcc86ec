package aikit.cli;

import aikit.Progress;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Options of every command.
public final class GlobalOptions {

    @Option(names = {"-h", "--help"}, usageHelp = true, order = 100, description = "Show this help.")
    private boolean help;

    @Option(names = {"-q", "--quiet"}, order = 101, description = "Print nothing but results and errors.")
    private boolean quiet;

    @Option(names = {"-v", "--verbose"}, order = 102, description = "Say more on standard error; twice for even more.")
    private boolean[] verbose = {};

    @Option(names = "--color", paramLabel = "WHEN", order = 103, description = "auto, always or never.")
    private Colour colour = Colour.AUTO;

    @Option(names = "--no-color", order = 103, description = "The same as --color never.")
    private boolean noColour;

    @Option(names = "--stacktrace", order = 104, description = "Show where in the program an error came from.")
    private boolean stacktrace;

    @Option(names = "--offline", order = 105, description = "Open no network connection.")
    private boolean offline;

    @Option(names = "--config", paramLabel = "FILE", order = 106,
            description = "Settings that go before the user's own.")
    private Path config;

    /// When to use colours.
    enum Colour {
        AUTO,
        ALWAYS,
        NEVER
    }

    public boolean quiet() {
        return quiet;
    }

    /// 0 for the usual, 1 for `-v`, 2 for `-v -v`.
    public int verbosity() {
        return quiet ? 0 : verbose.length;
    }

    public boolean stacktrace() {
        return stacktrace;
    }

    public boolean offline() {
        return offline;
    }

    public Optional<Path> config() {
        return Optional.ofNullable(config);
    }

    /// Whether to colour what goes to standard error.
    public boolean colour(Console console) {
        return !noColour
                && switch (colour) {
                    case AUTO -> console.colour();
                    case ALWAYS -> true;
                    case NEVER -> false;
                };
    }

    /// Progress as these options want it shown.
    public Progress progress(Console console) {
        return quiet ? Progress.none() : new ConsoleProgress(console, verbosity() > 0);
    }
}
