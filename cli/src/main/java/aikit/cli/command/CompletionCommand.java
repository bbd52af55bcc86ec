package aikit.cli.command;

import aikit.cli.CommandTable;
import aikit.cli.Console;
import aikit.cli.ExitCode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

/// `ai completion`: a script that makes a shell complete commands and options.
@Command(description = {
    "Examples:",
    "  source <(ai completion bash)",
    "  ai completion fish > ~/.config/fish/completions/ai.fish",
    ""
})
public final class CompletionCommand implements Callable<Integer> {

    /// Shells a script can be made for.
    enum Shell {
        BASH,
        ZSH,
        FISH
    }

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell;

    private final Console console;

    public CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        CommandLine all = CommandTable.all(console);
        console.print(
                switch (shell) {
                    case BASH -> bash(all);
                    // The bash script of picocli begins with what zsh needs to read it.
                    case ZSH -> "autoload -U +X compinit && compinit\n" + bash(all);
                    case FISH -> fish(all);
                });
        return ExitCode.OK.number();
    }

    /// Where picocli has nothing to offer the shell goes on to offer file names, which its script would switch off.
    private static String bash(CommandLine all) {
        return AutoComplete.bash("ai", all).replace("compopt +o default", ":");
    }

    private static String fish(CommandLine all) {
        StringBuilder script = new StringBuilder();
        for (Map.Entry<String, CommandLine> entry : all.getSubcommands().entrySet()) {
            String verb = entry.getKey();
            String[] header = entry.getValue().getCommandSpec().usageMessage().header();
            script.append("complete -c ai -n __fish_use_subcommand -f -a ").append(verb).append(" -d ")
                    .append(quoted(String.join(" ", header))).append('\n');
            for (OptionSpec option : entry.getValue().getCommandSpec().options()) {
                script.append("complete -c ai -n '__fish_seen_subcommand_from ").append(verb).append('\'');
                for (String name : option.names()) {
                    script.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
                }
                script.append(option.arity().max() > 0 ? " -r" : "").append(" -d ")
                        .append(quoted(String.join(" ", option.description()))).append('\n');
            }
        }
        return script.toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
