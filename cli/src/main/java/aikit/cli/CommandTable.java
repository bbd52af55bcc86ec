package aikit.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/// Builds the picocli command line of some verbs.
public final class CommandTable {

    private static final int HELP_WIDTH = 110;

    /// Examples stand before everything else.
    private static final List<String> SECTIONS = List.of(
            UsageMessageSpec.SECTION_KEY_HEADER,
            UsageMessageSpec.SECTION_KEY_DESCRIPTION,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS,
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
            UsageMessageSpec.SECTION_KEY_FOOTER);

    private CommandTable() {}

    /// The root command with these verbs under it.
    public static CommandLine of(Console console, List<Verb> verbs) {
        CommandLine root = new CommandLine(Main.root());
        for (Verb verb : verbs) {
            GlobalOptions global = new GlobalOptions();
            CommandLine line = new CommandLine(verb.command(console, global));
            global.addTo(line);
            line.getCommandSpec().usageMessage()
                    .header(verb.summary() + ".", "")
                    .abbreviateSynopsis(true)
                    .commandListHeading("%nCommands:%n")
                    .sortOptions(false)
                    .footer("", "Exit codes: ai help exit-codes. Inputs: ai help inputs. Settings: ai help settings.");
            root.addSubcommand(verb.word(), line);
        }
        root.setHelpSectionKeys(SECTIONS);
        root.setUsageHelpWidth(HELP_WIDTH);
        root.setColorScheme(CommandLine.Help.defaultColorScheme(console.colourOut() ? Ansi.ON : Ansi.OFF));
        root.setOut(console.writer());
        root.setErr(console.errorWriter());
        root.setDefaultValueProvider(new ConfigDefaults(console));
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setUnmatchedOptionsArePositionalParams(false);
        return root;
    }

    /// The root command with every verb: for completion scripts and manual pages.
    public static CommandLine all(Console console) {
        return of(console, List.of(Verb.values()));
    }
}
