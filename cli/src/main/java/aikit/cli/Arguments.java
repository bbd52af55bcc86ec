package aikit.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/// Declares options and parameters of a command, in the order in which its help shows them.
///
/// The same as picocli's annotations, without the reflection behind them: reading forty annotations takes as long as a
/// whole JVM takes to start.
public final class Arguments {

    private final List<ArgSpec> declared = new ArrayList<>();
    private final Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
    private String heading = "";
    private CommandSpec command;

    /// The value of an option or parameter: the usual one until the command line is parsed.
    public static final class Value<T> {

        private T value;

        Value(T usual) {
            this.value = usual;
        }

        public T get() {
            return value;
        }
    }

    /// How picocli gets at a value; it converts to the type that the option was declared with.
    private record Access<T>(Value<T> value) implements IGetter, ISetter {

        @Override
        @SuppressWarnings("unchecked")
        public <G> G get() {
            return (G) value.value;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <S> S set(S to) {
            S before = (S) value.value;
            if (to != null) {
                value.value = (T) to;
            }
            return before;
        }
    }

    /// Gives what was declared to a command.
    public CommandSpec addTo(CommandSpec command) {
        this.command = command;
        for (ArgSpec each : declared) {
            command.add(each);
        }
        if (!sections.isEmpty()) {
            command.usageMessage().sectionMap().put(
                    UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> list(command, help));
        }
        return command;
    }

    /// The options that stand on the command line, by their long names; what settings say is not among them.
    public List<String> given() {
        return command.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .toList();
    }

    /// What is declared from here on stands under this heading in the help. Options that the command gets from elsewhere
    /// come last.
    public void heading(String text) {
        heading = text;
    }

    private String list(CommandSpec command, CommandLine.Help help) {
        Set<OptionSpec> shown = new HashSet<>();
        StringBuilder text = new StringBuilder();
        sections.forEach((title, options) -> {
            text.append('\n').append(title).append(":\n").append(table(help, options));
            shown.addAll(options);
        });
        List<OptionSpec> rest = command.options().stream().filter(option -> !shown.contains(option)).toList();
        return text.append("\nOf every command:\n").append(table(help, rest)).toString();
    }

    private static String table(CommandLine.Help help, List<OptionSpec> options) {
        return help.optionListExcludingGroups(
                options, help.createDefaultLayout(), null, help.parameterLabelRenderer());
    }

    /// A switch.
    public Value<Boolean> flag(String description, String... names) {
        return flag(new Value<>(false), description, names);
    }

    Value<Boolean> flag(Value<Boolean> value, String description, String... names) {
        add(OptionSpec.builder(names).type(boolean.class).arity("0"), value, description);
        return value;
    }

    /// An option with a text.
    ///
    /// @param label what stands for the text in the help
    public Value<String> text(String usual, String label, String description, String... names) {
        return text(new Value<>(usual), label, description, names);
    }

    Value<String> text(Value<String> value, String label, String description, String... names) {
        add(OptionSpec.builder(names).type(String.class).paramLabel(label), value, description);
        return value;
    }

    /// An option with a whole number, 0 unless given.
    public Value<Integer> number(String label, String description, String... names) {
        return number(0, label, description, names);
    }

    /// An option with a whole number.
    public Value<Integer> number(int usual, String label, String description, String... names) {
        Value<Integer> value = new Value<>(usual);
        add(OptionSpec.builder(names).type(int.class).paramLabel(label), value, description);
        return value;
    }

    /// An option that may be repeated.
    public Value<List<String>> texts(String label, String description, String... names) {
        Value<List<String>> value = new Value<>(new ArrayList<>());
        add(OptionSpec.builder(names).type(List.class).auxiliaryTypes(String.class).paramLabel(label), value,
                description);
        return value;
    }

    /// An option with several texts between commas, which may be repeated too.
    public Value<List<String>> list(String label, String description, String... names) {
        Value<List<String>> value = new Value<>(new ArrayList<>());
        add(OptionSpec.builder(names).type(List.class).auxiliaryTypes(String.class).paramLabel(label).splitRegex(","),
                value, description);
        return value;
    }

    void help(String description, String... names) {
        add(OptionSpec.builder(names).type(boolean.class).arity("0").usageHelp(true), new Value<>(false), description);
    }

    /// Any number of parameters that are no options.
    public Value<List<String>> parameters(String label, String description) {
        Value<List<String>> value = new Value<>(new ArrayList<>());
        Access<List<String>> access = new Access<>(value);
        declared.add(PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("0..*")
                .paramLabel(label)
                .description(description)
                .getter(access)
                .setter(access)
                .build());
        return value;
    }

    private <T> void add(OptionSpec.Builder option, Value<T> value, String description) {
        Access<T> access = new Access<>(value);
        OptionSpec built = option.description(description).getter(access).setter(access).build();
        declared.add(built);
        if (!heading.isEmpty()) {
            sections.computeIfAbsent(heading, _ -> new ArrayList<>()).add(built);
        }
    }
}
