package aikit.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Declares options and parameters of a command, in the order in which its help shows them.
///
/// The same as picocli's annotations, without the reflection behind them: reading forty annotations takes as long as a
/// whole JVM takes to start.
public final class Arguments {

    private final List<ArgSpec> declared = new ArrayList<>();

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
        for (ArgSpec each : declared) {
            command.add(each);
        }
        return command;
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
        Value<Integer> value = new Value<>(0);
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
        declared.add(option.description(description).getter(access).setter(access).build());
    }
}
