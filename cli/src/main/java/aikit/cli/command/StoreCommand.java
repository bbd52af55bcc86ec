package aikit.cli.command;

import aikit.AiException;
import aikit.batch.Stop;
import aikit.cli.CollectionOptions;
import aikit.cli.Console;
import aikit.cli.GlobalOptions;
import aikit.cli.Printable;
import aikit.cli.search.FilterOptions;
import aikit.store.Filter;
import aikit.store.Source;
import aikit.store.Space;
import aikit.store.StoreCheck;
import aikit.store.StoreExport;
import aikit.store.StoreFolder;
import aikit.store.StoreImport;
import aikit.store.VectorStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `ai store`: what is indexed, and keeping it in order.
@Command(
        description = {
            "Examples:",
            "  ai store list",
            "  ai store verify                           (reads every byte)",
            "  ai store forget notes/private --purge     (and no trace of it is left in the store's files)",
            "  ai store export papers -o papers-store/   (vectors.npy, entries.ndjson)",
            ""
        },
        subcommands = {
            StoreCommand.ListCollections.class,
            StoreCommand.Stats.class,
            StoreCommand.Verify.class,
            StoreCommand.Compact.class,
            StoreCommand.Export.class,
            StoreCommand.Import.class,
            StoreCommand.Forget.class,
            StoreCommand.Remove.class
        })
public final class StoreCommand implements Callable<Integer> {

    private final Console console;
    private final GlobalOptions global;

    public StoreCommand(Console console, GlobalOptions global) {
        this.console = console;
        this.global = global;
    }

    @Override
    public Integer call() {
        throw AiException.usage("store: nothing to do", "use: ai store list, or see: ai store --help");
    }

    private StoreFolder folder() {
        return new StoreFolder(CollectionOptions.root(console), () -> {
            throw new IllegalStateException("nothing is searched here");
        });
    }

    private VectorStore.Waiting waiting() {
        return CollectionOptions.waiting(console, global, new Stop(0, 0));
    }

    private void print(String line) {
        console.print(line + "\n");
    }

    private List<String> all(StoreFolder folder) {
        List<String> all = folder.collections();
        if (all.isEmpty()) {
            global.say(console, "nothing is stored yet: ai index FOLDER");
        }
        return all;
    }

    /// The collections that are named, or all.
    private List<String> named(StoreFolder folder, List<String> names) {
        for (String name : names) {
            if (folder.spaces(name).isEmpty()) {
                folder.open(name).forEach(VectorStore::close); // says that it is not there
            }
        }
        return names.isEmpty() ? all(folder) : names;
    }

    @Command(name = "list", description = "List the collections.")
    static final class ListCollections implements Callable<Integer> {
        @ParentCommand
        private StoreCommand store;

        @Option(names = "--json", description = "One JSON record for each.")
        private boolean json;

        @Override
        public Integer call() {
            StoreFolder folder = store.folder();
            for (String name : store.all(folder)) {
                for (Space space : folder.spaces(name)) {
                    store.print(json
                            ? record("ai.collection/1", name, space).toString()
                            : name + "\t" + space.label());
                }
            }
            return 0;
        }
    }

    private static ObjectNode record(String schema, String collection, Space space) {
        ObjectNode record = JsonMapper.shared().createObjectNode();
        record.put("schema", schema).put("collection", collection);
        record.putObject("model").put("name", space.model()).put("revision", space.revision())
                .put("sha256", space.sha256()).put("precision", space.precision()).put("variant", space.variant());
        return record;
    }

    @Command(name = "stats", description = "Say what is in the named collections, or in all.")
    static final class Stats implements Callable<Integer> {
        @ParentCommand
        private StoreCommand store;

        @Parameters(paramLabel = "COLLECTION", arity = "0..*")
        private List<String> names = List.of();

        @Option(names = "--json", description = "One JSON record for each.")
        private boolean json;

        @Override
        public Integer call() {
            StoreFolder folder = store.folder();
            for (String name : store.named(folder, names)) {
                for (VectorStore each : folder.open(name)) {
                    try (each) {
                        show(name, each.space(), each.stats());
                    }
                }
            }
            return 0;
        }

        private void show(String name, Space space, VectorStore.Stats stats) {
            double each = stats.passages() == 0 ? 0 : (double) stats.vectorBytes() / stats.passages();
            if (json) {
                store.print(record("ai.store/1", name, space).put("files", stats.files())
                        .put("failed", stats.failed()).put("passages", stats.passages())
                        .put("dimensions", stats.dimensions()).put("bytes", stats.bytes())
                        .put("vector_bytes", stats.vectorBytes()).put("exact", stats.exact())
                        .put("graphed", stats.graphed()).put("search", stats.search()).toString());
                return;
            }
            store.print("collection   " + name);
            store.print("model        " + Printable.line(space.label()));
            store.print("files        " + stats.files() + (stats.failed() > 0
                    ? ", and " + stats.failed() + " that could not be read"
                    : ""));
            store.print("passages     " + stats.passages() + " of " + stats.dimensions() + " numbers");
            store.print("search       " + stats.search());
            store.print("on disk      " + megabytes(stats.bytes()) + ", vectors " + megabytes(stats.vectorBytes())
                    + " (" + Math.round(each) + " bytes each)");
        }

        private static String megabytes(long bytes) {
            return bytes < 10_000_000 ? bytes / 1000 + " kB" : bytes / 1_000_000 + " MB";
        }
    }

    @Command(name = "verify", description = "Read every byte of the named collections, or of all, and look for damage.")
    static final class Verify implements Callable<Integer> {
        @ParentCommand
        private StoreCommand store;

        @Parameters(paramLabel = "COLLECTION", arity = "0..*")
        private List<String> names = List.of();

        @Option(names = "--json", description = "One JSON record for each.")
        private boolean json;

        @Override
        public Integer call() {
            StoreFolder folder = store.folder();
            List<String> bad = new ArrayList<>();
            for (String name : store.named(folder, names)) {
                for (StoreCheck check : folder.check(name)) {
                    show(name, check);
                    if (!check.damage().isEmpty()) {
                        bad.add(name);
                    }
                }
            }
            if (!bad.isEmpty()) {
                throw AiException.model(
                        String.join(", ", bad) + ": the store is damaged",
                        "run: ai store rm " + bad.getFirst() + ", then ai index again");
            }
            return 0;
        }

        private void show(String name, StoreCheck check) {
            if (json) {
                ObjectNode record = JsonMapper.shared().createObjectNode().put("schema", "ai.store.check/1")
                        .put("collection", name).put("model", check.model()).put("folder", check.folder().toString())
                        .put("bytes", check.bytes());
                check.damage().forEach(record.putArray("damage")::add);
                store.print(record.toString());
            } else if (check.damage().isEmpty()) {
                store.print("sound\t" + name + "\t" + check.model() + "\t" + check.bytes() + " bytes");
            } else {
                check.damage().forEach(damage -> store.print("damaged\t" + name + "\t" + Printable.line(damage)));
            }
        }
    }

    @Command(name = "compact",
            description = "Write the named collections, or all, anew: one piece, nothing that is gone.")
    static final class Compact implements Callable<Integer> {
        @ParentCommand
        private StoreCommand store;

        @Parameters(paramLabel = "COLLECTION", arity = "0..*")
        private List<String> names = List.of();

        @Override
        public Integer call() {
            StoreFolder folder = store.folder();
            for (String name : store.named(folder, names)) {
                for (VectorStore each : folder.open(name)) {
                    try (each; VectorStore.Writer writer = each.writer(store.waiting())) {
                        writer.settle(true);
                    }
                }
            }
            return 0;
        }
    }

    @Command(name = "export", description = "Write a collection as vectors.npy and entries.ndjson (flat columns).")
    static final class Export implements Callable<Integer> {
        @ParentCommand
        private StoreCommand store;

        @Parameters(paramLabel = "COLLECTION", defaultValue = "default", arity = "0..1")
        private String name;

        @Option(names = {"-o", "--output"}, paramLabel = "DIR", required = true, description = "A new folder.")
        private String output;

        @Override
        public Integer call() {
            List<VectorStore> stores = store.folder().open(name);
            Path target = FilterOptions.path(output);
            for (VectorStore each : stores) {
                try (each) {
                    // Vectors of several models do not make one matrix.
                    Path folder = stores.size() == 1
                            ? target
                            : target.resolveSibling(target.getFileName() + "-" + (1 + stores.indexOf(each)));
                    store.print(StoreExport.write(each, folder) + " passages\t" + Printable.line(folder.toString()));
                }
            }
            return 0;
        }
    }

    @Command(name = "import", description = "Put an exported folder into a collection.")
    static final class Import implements Callable<Integer> {
        @ParentCommand
        private StoreCommand store;

        @Parameters(paramLabel = "DIR")
        private String input;

        @Option(names = "--collection", paramLabel = "NAME", defaultValue = "default",
                description = "Where to put it (default: default).")
        private String name;

        @Override
        public Integer call() {
            Path folder = FilterOptions.path(input);
            Space space = StoreImport.space(folder);
            try (VectorStore target = store.folder().create(StoreFolder.checked(name), space);
                    VectorStore.Writer writer = target.writer(store.waiting())) {
                store.print(StoreImport.read(folder, writer) + " passages\t" + name);
            }
            return 0;
        }
    }

    @Command(name = "forget", description = "Take files, or what is below folders, out of a collection.")
    static final class Forget implements Callable<Integer> {
        @ParentCommand
        private StoreCommand store;

        @Parameters(paramLabel = "PATH", arity = "1..*")
        private List<String> paths;

        @Option(names = "--collection", paramLabel = "NAME", defaultValue = "default",
                description = "Out of which (default: default).")
        private String name;

        @Option(names = "--purge", description = "Also write the store's files anew, so that no trace is left in them.")
        private boolean purge;

        @Override
        public Integer call() {
            List<String> under = paths.stream().map(path -> Source.path(FilterOptions.path(path))).toList();
            int gone = 0;
            for (VectorStore each : store.folder().open(name)) {
                try (each; VectorStore.Writer writer = each.writer(store.waiting())) {
                    List<String> found = each.paths(Filter.below(under));
                    found.forEach(writer::remove);
                    gone += found.size();
                    if (purge) {
                        writer.settle(true);
                    } else {
                        writer.commit();
                    }
                }
            }
            if (gone == 0 && !purge) {
                throw AiException.input(
                        String.join(" ", paths) + ": nothing of it is in collection " + name, "see: ai store list");
            }
            store.print(gone + " forgotten");
            return 0;
        }
    }

    @Command(name = "rm", description = "Remove whole collections.")
    static final class Remove implements Callable<Integer> {
        @ParentCommand
        private StoreCommand store;

        @Parameters(paramLabel = "COLLECTION", arity = "1..*")
        private List<String> names;

        @Override
        public Integer call() {
            List<String> there = store.folder().collections();
            for (String name : names) {
                if (!there.contains(StoreFolder.checked(name))) {
                    throw AiException.usage(name + ": there is no such collection", "see: ai store list");
                }
            }
            names.forEach(name -> store.folder().remove(name, store.waiting()));
            return 0;
        }
    }
}
