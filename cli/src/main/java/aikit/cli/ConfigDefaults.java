package aikit.cli;

import aikit.AiException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Values of options that were not given: from the environment (`AI_` and the option's name), the file of `--config`,
/// and the user's own settings, in this order. The files are read only when a command really asks.
///
/// Nothing is read from the current folder.
public final class ConfigDefaults implements IDefaultValueProvider {

    private final Console console;
    private List<ConfigFile> files;

    ConfigDefaults(Console console) {
        this.console = console;
    }

    /// The user's own settings.
    public static Path userFile(Console console) {
        return console.home().config().resolve("config.yaml");
    }

    @Override
    public String defaultValue(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option) || !configurable(option)) {
            return null;
        }
        String name = name(option);
        String variable = variable(name);
        String value = console.environment().get(variable);
        if (value != null && !value.isEmpty()) {
            return plain(option, value, variable);
        }
        if (name.equals("config")) {
            return null;
        }
        return fromFiles(option, name);
    }

    private String fromFiles(OptionSpec option, String name) {
        CommandSpec command = option.command();
        for (ConfigFile file : files(command)) {
            Map<String, ConfigFile.Entry> entries = file.entries();
            ConfigFile.Entry entry = entries.get(verb(command).name() + "." + name);
            if (entry == null) {
                entry = entries.get(name);
            }
            if (entry != null) {
                return plain(option, entry.value(), file.path() + ":" + entry.line());
            }
        }
        return null;
    }

    private List<ConfigFile> files(CommandSpec command) {
        if (files == null) {
            List<ConfigFile> found = new ArrayList<>(2);
            OptionSpec given = command.findOption("--config");
            if (given != null && given.getValue() instanceof String name && !name.isEmpty()) {
                Path path = Path.of(name);
                if (!Files.isRegularFile(path)) {
                    throw AiException.usage(path + ": no such settings file", "correct --config");
                }
                found.add(ConfigFile.read(path));
            }
            Path user = userFile(console);
            if (Files.exists(user)) {
                found.add(ConfigFile.read(user));
            }
            for (ConfigFile file : found) {
                check(file, command);
            }
            files = found;
        }
        return files;
    }

    /// Refuses keys that no command has. Other commands are built only when a key is not one of this command's.
    private void check(ConfigFile file, CommandSpec command) {
        String prefix = verb(command).name() + ".";
        for (Map.Entry<String, ConfigFile.Entry> entry : file.entries().entrySet()) {
            String key = entry.getKey();
            String own = key.startsWith(prefix) ? key.substring(prefix.length()) : key;
            if (!configurable(command, own) && !known(key)) {
                throw file.broken(entry.getValue(), key + ": no such option");
            }
        }
    }

    /// Whether `option` or `command.option` can be set.
    boolean known(String key) {
        int dot = key.indexOf('.');
        for (Verb verb : Verb.values()) {
            if (dot < 0 || verb.word().equals(key.substring(0, dot))) {
                CommandSpec spec = CommandTable.of(console, List.of(verb)).getSubcommands().get(verb.word())
                        .getCommandSpec();
                if (configurable(spec, key.substring(dot + 1))) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Whether the command, or one below it, has an option of this name that can be set.
    private static boolean configurable(CommandSpec command, String name) {
        OptionSpec option = name.equals("config") ? null : command.findOption("--" + name);
        if (option != null && configurable(option)) {
            return true;
        }
        for (CommandLine below : command.subcommands().values()) {
            if (configurable(below.getCommandSpec(), name)) {
                return true;
            }
        }
        return false;
    }

    /// The command right below `ai` that this one belongs to.
    private static CommandSpec verb(CommandSpec command) {
        CommandSpec verb = command;
        while (verb.parent() != null && verb.parent().parent() != null) {
            verb = verb.parent();
        }
        return verb;
    }

    /// Options that are what a single call is about, or take several values, are only options.
    private static boolean configurable(OptionSpec option) {
        if (option.usageHelp() || option.isMultiValue()) {
            return false;
        }
        return switch (name(option)) {
            case "text", "lines", "stacktrace", "dry-run", "output", "files-from", "files-from0",
                    "like", "min-score", "since", "until", "watch", "remove", "update", "accept-license",
                    "overwrite", "here", "task", "live", "track" ->
                false;
            default -> option.longestName().startsWith("--");
        };
    }

    private static String name(OptionSpec option) {
        return option.longestName().substring(2);
    }

    /// `--limit-memory` is `AI_LIMIT_MEMORY`.
    static String variable(String name) {
        return "AI_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String plain(OptionSpec option, String value, String origin) {
        if (option.type() != boolean.class && option.type() != Boolean.class) {
            return value;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes", "on" -> "true";
            case "0", "false", "no", "off" -> "false";
            default -> throw AiException.usage(
                    origin + ": '" + value + "' is neither true nor false", "use true or false");
        };
    }
}
