import aikit.cli.CommandTable;
import aikit.cli.Console;
import aikit.cli.Verb;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Manual pages and completion scripts of the distribution, written from the commands themselves.
final class Manual {

    private final Path folder;

    private Manual(Path folder) {
        this.folder = folder;
    }

    /// Fills `man/man1` and `completions` of the distribution.
    static void write(Path dist) throws IOException {
        Path man = Files.createDirectories(dist.resolve("man/man1"));
        Manual manual = new Manual(man);
        CommandLine all = CommandTable.all(Console.ofProcess());
        Files.writeString(man.resolve("ai.1"), root(output(dist, "--help")));
        for (Map.Entry<String, CommandLine> verb : all.getSubcommands().entrySet()) {
            manual.page("ai-" + verb.getKey(), verb.getValue().getCommandSpec());
        }
        Path completions = Files.createDirectories(dist.resolve("completions"));
        Files.writeString(completions.resolve("ai.bash"), output(dist, "completion", "bash"));
        Files.writeString(completions.resolve("_ai"), output(dist, "completion", "zsh"));
        Files.writeString(completions.resolve("ai.fish"), output(dist, "completion", "fish"));
    }

    /// What the finished distribution prints.
    private static String output(Path dist, String... command) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-Dai.terminals=", "-Dai.dist=" + dist, "-jar", dist.resolve("lib/ai.jar").toString()));
        line.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("AI_HOME", dist.resolveSibling("home").toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException("ai " + String.join(" ", command) + ": exit " + code);
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
        return out;
    }

    private static String root(String help) {
        StringBuilder page = head("ai", "text, image, audio and video work with local models");
        page.append(".SH SYNOPSIS\n.B ai\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR] \\fIINPUT\\fR...\n.SH COMMANDS\n");
        for (Verb verb : Verb.values()) {
            page.append(".TP\n\\fBai-").append(verb.word()).append("\\fR(1)\n").append(text(verb.summary()))
                    .append('\n');
        }
        return page.append(".SH DESCRIPTION\n.nf\n").append(text(help)).append(".fi\n").toString();
    }

    private void page(String name, CommandSpec spec) throws IOException {
        CommandLine.Help help = new CommandLine.Help(spec, CommandLine.Help.defaultColorScheme(Ansi.OFF));
        String summary = String.join(" ", spec.usageMessage().header()).strip();
        StringBuilder page = head(name, summary);
        page.append(".SH SYNOPSIS\n.nf\n").append(text(help.synopsis(0))).append(".fi\n");
        if (spec.usageMessage().description().length > 0) {
            page.append(".SH DESCRIPTION\n.nf\n");
            lines(page, spec.usageMessage().description());
            page.append(".fi\n");
        }
        arguments(page, "ARGUMENTS", spec.positionalParameters());
        arguments(page, "OPTIONS", spec.options());
        if (!spec.subcommands().isEmpty()) {
            page.append(".SH COMMANDS\n");
        }
        for (Map.Entry<String, CommandLine> sub : spec.subcommands().entrySet()) {
            page.append(".TP\n\\fB").append(name).append('-').append(text(sub.getKey())).append("\\fR(1)\n");
            lines(page, sub.getValue().getCommandSpec().usageMessage().description());
            page(name + "-" + sub.getKey(), sub.getValue().getCommandSpec());
        }
        page.append(".SH SEE ALSO\n\\fBai\\fR(1)\n");
        Files.writeString(folder.resolve(name + ".1"), page);
    }

    private static void arguments(StringBuilder page, String title, List<? extends ArgSpec> arguments) {
        List<? extends ArgSpec> shown = arguments.stream().filter(argument -> !argument.hidden()).toList();
        if (shown.isEmpty()) {
            return;
        }
        page.append(".SH ").append(title).append('\n');
        for (ArgSpec argument : shown) {
            page.append(".TP\n");
            if (argument instanceof OptionSpec option) {
                page.append("\\fB").append(text(String.join(", ", option.names()))).append("\\fR");
                page.append(option.arity().max() > 0 ? " \\fI" + text(option.paramLabel()) + "\\fR" : "");
            } else {
                page.append("\\fI").append(text(argument.paramLabel())).append("\\fR");
            }
            page.append('\n');
            lines(page, argument.description());
        }
    }

    private static StringBuilder head(String name, String summary) {
        StringBuilder page = new StringBuilder(".TH " + name.toUpperCase(java.util.Locale.ROOT) + " 1\n.SH NAME\n");
        return page.append(text(name)).append(" \\- ").append(text(summary)).append('\n');
    }

    private static void lines(StringBuilder page, String[] lines) {
        for (String line : lines) {
            page.append(text(line.replace("%n", "\n").replace("%%", "%"))).append('\n');
        }
    }

    /// Text as roff wants it: a line must not begin with a dot or an apostrophe, and hyphens stay hyphens.
    private static String text(String plain) {
        return plain.replace("\\", "\\e").replace("-", "\\-").replaceAll("(?m)^([.'])", "\\\\&$1");
    }
}
