package aikit.cli.command;

import aikit.cli.Console;
import aikit.cli.ExitCode;
import aikit.cli.UserConfig;
import aikit.AiException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `ai config`: the settings of this user.
@Command(description = {
    "Examples:",
    "  ai config set device cpu",
    "  ai config set embed.model all-minilm-l6-v2",
    "  ai config list",
    ""
})
public final class ConfigCommand implements Runnable {

    private final Console console;

    public ConfigCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        throw AiException.usage("config: nothing to do", "use: ai config list, get, set, unset or path");
    }

    @Command(description = "Print every setting as KEY: VALUE.")
    int list() {
        for (Map.Entry<String, String> entry : UserConfig.of(console).values().entrySet()) {
            console.print(entry.getKey() + ": " + entry.getValue() + "\n");
        }
        return ExitCode.OK.number();
    }

    @Command(description = "Print the value of KEY; exit code 1 when it is not set.")
    int get(@Parameters(paramLabel = "KEY") String key) {
        UserConfig config = UserConfig.of(console);
        config.check(key);
        String value = config.values().get(key);
        if (value == null) {
            return ExitCode.FAILED.number();
        }
        console.print(value + "\n");
        return ExitCode.OK.number();
    }

    @Command(description = "Set KEY, an option or command.option, to VALUE.")
    int set(
            @Parameters(paramLabel = "KEY") String key,
            @Parameters(paramLabel = "VALUE") String value) {
        UserConfig.of(console).set(key, value);
        return ExitCode.OK.number();
    }

    @Command(description = "Forget the value of KEY.")
    int unset(@Parameters(paramLabel = "KEY") String key) {
        UserConfig.of(console).unset(key);
        return ExitCode.OK.number();
    }

    @Command(description = "Print where the settings file is.")
    int path() {
        console.print(UserConfig.of(console).file() + "\n");
        return ExitCode.OK.number();
    }
}
