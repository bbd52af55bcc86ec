package aikit.cli.command;

import aikit.cli.Console;
import aikit.cli.GlobalOptions;
import aikit.cli.ModelOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `ai embed`.
@Command
public final class EmbedCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions global;

    @Mixin
    private ModelOptions model;

    public EmbedCommand(Console console) {}

    @Override
    public Integer call() {
        throw new UnsupportedOperationException();
    }
}
