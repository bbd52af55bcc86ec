package aikit.cli;

import aikit.AiException;

/// The exit codes of `ai`: part of its interface, the same for every command.
public enum ExitCode {
    OK(0, "everything that was asked for is done"),
    FAILED(1, "nothing usable came out: every input failed, or nothing was found"),
    USAGE(2, "a wrong option, a broken configuration, an unknown name"),
    PARTIAL(3, "some inputs failed or gave only a part; the records say which"),
    GATE(4, "a gate that was set with an option was tripped"),
    MODEL(5, "a model or device is not available or damaged, or not there while offline"),
    LIMIT(6, "a limit of disk, memory or time was reached"),
    BUG(70, "a bug in ai"),
    INTERRUPTED(130, "stopped by Ctrl-C; run it again to go on"),
    TERMINATED(143, "stopped by a TERM signal; run it again to go on");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    /// One line for people.
    public String meaning() {
        return meaning;
    }

    /// @param number what a command returned
    public static ExitCode of(int number) {
        for (ExitCode code : values()) {
            if (code.number == number) {
                return code;
            }
        }
        return BUG;
    }

    /// What a failure of this kind ends the process with.
    public static ExitCode of(AiException.Kind kind) {
        return switch (kind) {
            case USAGE -> USAGE;
            case INPUT -> FAILED;
            case MODEL, DEVICE -> MODEL;
            case LIMIT -> LIMIT;
            case GATE -> GATE;
        };
    }
}
