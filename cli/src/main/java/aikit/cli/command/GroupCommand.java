package aikit.cli.command;

import aikit.AiException;
import aikit.cli.Arguments;
import aikit.cli.Arguments.Value;
import aikit.cli.CollectionOptions;
import aikit.cli.Console;
import aikit.cli.ExitCode;
import aikit.cli.GlobalOptions;
import aikit.cli.Printable;
import aikit.cli.search.FilterOptions;
import aikit.cli.search.ShownName;
import aikit.onnx.Device;
import aikit.onnx.DotProducts;
import aikit.store.DocumentVectors;
import aikit.store.DocumentVectors.Group;
import aikit.store.DocumentVectors.Member;
import aikit.store.Filter;
import aikit.store.VectorStore;
import aikit.task.AiRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `ai dedupe` and `ai cluster`: files of the store in groups. Nothing is deleted or moved.
public final class GroupCommand implements Callable<Integer> {

    private static final String[] DEDUPE_EXAMPLES = {
        "Examples:",
        "  ai dedupe notes/                          (groups of files that are nearly the same)",
        "  ai dedupe notes/ --threshold 0.9 --json",
        "  ai dedupe notes/ --format paths           (all but the first of each group)",
        "",
        "Works on what is indexed: see ai index. Nothing is deleted.",
        ""
    };

    private static final String[] CLUSTER_EXAMPLES = {
        "Examples:",
        "  ai cluster notes/                         (the number of groups is chosen)",
        "  ai cluster notes/ -k 8 --json",
        "",
        "Works on what is indexed: see ai index. Groups are called by the words that set them apart.",
        ""
    };

    private static final String USUAL_THRESHOLD = "0.95";

    private final boolean duplicates;
    private final Value<List<String>> folders;
    private final Value<String> threshold;
    private final Value<Integer> groups;
    private final Value<String> format;
    private final Value<Boolean> json;
    private final FilterOptions filters;
    private final CollectionOptions collection;
    private final GlobalOptions global;
    private final Console console;

    private GroupCommand(Console console, GlobalOptions global, Arguments arguments, boolean duplicates) {
        this.console = console;
        this.global = global;
        this.duplicates = duplicates;
        folders = arguments.parameters("FOLDER", "Files or folders to look at (default: the whole collection).");
        threshold = duplicates
                ? arguments.text(USUAL_THRESHOLD, "COSINE",
                        "How like each other files must be, up to 1 (default: " + USUAL_THRESHOLD + ").", "--threshold")
                : null;
        groups = duplicates ? null : arguments.number("N", "How many groups; chosen when not given.", "-k", "--groups");
        format = arguments.text("", "FORMAT",
                duplicates ? "table (default), json or paths." : "table (default) or json.", "-f", "--format");
        json = arguments.flag("One JSON record for each group: the same as --format json.", "--json");
        filters = new FilterOptions(arguments);
        collection = new CollectionOptions(arguments);
    }

    private static CommandSpec command(Console console, GlobalOptions global, boolean duplicates) {
        Arguments arguments = new Arguments();
        CommandSpec command = CommandSpec.wrapWithoutInspection(
                new GroupCommand(console, global, arguments, duplicates));
        command.usageMessage().description(duplicates ? DEDUPE_EXAMPLES : CLUSTER_EXAMPLES);
        return arguments.addTo(command);
    }

    public static CommandSpec dedupe(Console console, GlobalOptions global) {
        return command(console, global, true);
    }

    public static CommandSpec cluster(Console console, GlobalOptions global) {
        return command(console, global, false);
    }

    @Override
    public Integer call() {
        String shape = json.get() ? "json" : format.get().isEmpty() ? "table" : format.get();
        if (!List.of("table", "json", "paths").contains(shape) || shape.equals("paths") && !duplicates) {
            throw AiException.usage(
                    "--format " + shape + ": is not offered here", "use table, json" + (duplicates ? " or paths" : ""));
        }
        Filter filter = filters.filter(folders.get());
        ShownName names = new ShownName(filters.folders(folders.get()));
        int number = 0;
        AiRuntime.Settings settings = new AiRuntime.Settings(console.home(), Device.parse("auto"), 0, false);
        try (AiRuntime runtime = new AiRuntime(
                settings, () -> console.models().open(console.home(), global.offline()), global.progress(console))) {
            for (Group group : found(runtime, filter)) {
                print(shape, ++number, group, names);
            }
        }
        if (number == 0 && duplicates) {
            global.say(console, "no file is nearly the same as another");
        }
        return ExitCode.OK.number();
    }

    /// Groups of every space of the collection: vectors of two models are not compared.
    private List<Group> found(AiRuntime runtime, Filter filter) {
        double least = duplicates ? threshold() : 0;
        List<Group> found = new ArrayList<>();
        int documents = 0;
        for (VectorStore store : collection.stores(console, runtime::engine).open(collection.name())) {
            try (store; DotProducts products = runtime.engine().dotProducts()) {
                DocumentVectors vectors = DocumentVectors.of(store, filter);
                documents += vectors.size();
                found.addAll(duplicates ? vectors.duplicates(least, products) : vectors.clusters(groups()));
            }
        }
        if (documents == 0) {
            String named = String.join(" ", folders.get());
            throw AiException.input(
                    (named.isEmpty() ? "" : named + ": ") + "nothing of it is in collection " + collection.name(),
                    "run: ai index " + (named.isEmpty() ? "FOLDER" : named));
        }
        return found;
    }

    private int groups() {
        if (groups.get() < 0) {
            throw AiException.usage("-k " + groups.get() + ": is negative", "leave it out to let ai choose");
        }
        return groups.get();
    }

    private double threshold() {
        try {
            double least = Double.parseDouble(threshold.get());
            if (least > 0 && least <= 1) {
                return least;
            }
        } catch (NumberFormatException e) {
            // the same answer
        }
        throw AiException.usage("--threshold " + threshold.get() + ": is not a number up to 1", "as in 0.95");
    }

    private void print(String shape, int number, Group group, ShownName names) {
        StringBuilder out = new StringBuilder();
        Member first = group.members().getFirst();
        switch (shape) {
            case "json" -> out.append(json(number, group, names)).append('\n');
            case "paths" -> group.members().stream().skip(1)
                    .forEach(member -> out.append(names.of(member.document().source())).append('\n'));
            default -> {
                out.append("group ").append(number).append(": ").append(group.members().size()).append(" files")
                        .append(group.label().isEmpty() ? "" : ": " + Printable.line(group.label())).append('\n');
                for (Member member : group.members()) {
                    out.append(member == first && duplicates ? "         " : alike(member, first)).append("  ")
                            .append(Printable.line(names.of(member.document().source()))).append('\n');
                }
            }
        }
        console.print(out.toString());
    }

    private String alike(Member member, Member first) {
        return duplicates && member.identical(first.document())
                ? "identical"
                : String.format(Locale.ROOT, "%9.3f", member.similarity());
    }

    private ObjectNode json(int number, Group group, ShownName names) {
        ObjectNode record = JsonMapper.shared().createObjectNode();
        record.put("schema", duplicates ? "ai.duplicates/1" : "ai.cluster/1").put("group", number);
        if (!group.label().isEmpty()) {
            record.put("label", group.label());
        }
        Member first = group.members().getFirst();
        var files = record.putArray("files");
        for (Member member : group.members()) {
            files.addObject().put("input", names.of(member.document().source()))
                    .put("path", member.document().source().path())
                    .put("similarity", member.similarity())
                    .put("identical", member != first && member.identical(first.document()))
                    .put("size", member.document().source().size())
                    .put("modified", member.document().source().modified().toString());
        }
        return record;
    }
}
