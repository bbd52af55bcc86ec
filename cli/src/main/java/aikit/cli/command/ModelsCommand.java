package aikit.cli.command;

import aikit.AiException;
import aikit.Progress;
import aikit.cli.Console;
import aikit.cli.GlobalOptions;
import aikit.model.InstalledModels;
import aikit.model.InstalledModels.Check;
import aikit.model.InstalledModels.Health;
import aikit.model.InstalledModels.Removed;
import aikit.model.ModelDir;
import aikit.model.ModelSpec;
import aikit.model.ModelStore;
import aikit.onnx.OnnxEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `ai models`: what models there are, which are here, and keeping them in order.
@Command(
        description = {
            "Examples:",
            "  ai models list --task embed",
            "  ai models pull bge-small-en-v1.5",
            "  ai models export bge-small-en-v1.5 -o models.zip    (and on a closed machine: ai models import models.zip)",
            ""
        },
        subcommands = {
            ModelsCommand.ListModels.class,
            ModelsCommand.Show.class,
            ModelsCommand.Pull.class,
            ModelsCommand.Remove.class,
            ModelsCommand.Verify.class,
            ModelsCommand.Lock.class,
            ModelsCommand.PathOf.class,
            ModelsCommand.Prune.class,
            ModelsCommand.Export.class,
            ModelsCommand.Import.class,
            ModelsCommand.Alias.class
        })
public final class ModelsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private final Console console;
    private final GlobalOptions global;

    public ModelsCommand(Console console, GlobalOptions global) {
        this.console = console;
        this.global = global;
    }

    @Override
    public Integer call() {
        throw AiException.usage("models: nothing to do", "use: ai models list, or see: ai models --help");
    }

    private ModelStore store() {
        return console.models().open(console.home(), global.offline());
    }

    private Progress progress() {
        return global.progress(console);
    }

    private static PrintWriter out(CommandSpec spec) {
        return spec.commandLine().getOut();
    }

    /// The models that are named, or all that are here.
    private static List<ModelSpec> named(ModelStore store, List<String> names) {
        if (!names.isEmpty()) {
            return names.stream().map(store::entry).toList();
        }
        InstalledModels installed = store.installed();
        return all(store).filter(model -> installed.state(model) == InstalledModels.State.PRESENT).toList();
    }

    /// The catalogue, and repositories that were pulled by their own name.
    private static Stream<ModelSpec> all(ModelStore store) {
        return Stream.concat(
                store.catalog().all().stream(),
                store.lock().pins().keySet().stream().filter(name -> name.startsWith("hf:")).map(store::entry));
    }

    @Command(name = "list", description = "List the models that have a name, and which of them are here.")
    static final class ListModels implements Callable<Integer> {
        @ParentCommand
        private ModelsCommand models;

        @Spec
        private CommandSpec spec;

        @Option(names = "--task", paramLabel = "TASK", description = "Only models for this task.")
        private Optional<String> task = Optional.empty();

        @Option(names = "--here", description = "Only models that are on this machine.")
        private boolean here;

        @Option(names = "--json", description = "One JSON record per model.")
        private boolean json;

        @Override
        public Integer call() {
            ModelStore store = models.store();
            ModelReport report = new ModelReport(store);
            List<ModelSpec> chosen = all(store)
                    .filter(model -> task.isEmpty() || model.tasks().contains(task.get()))
                    .filter(model -> !here || report.isHere(model))
                    .toList();
            if (json) {
                chosen.forEach(model -> out(spec).println(report.json(model)));
            } else {
                report.table(chosen).forEach(out(spec)::println);
            }
            return chosen.isEmpty() ? 1 : 0;
        }
    }

    @Command(name = "show", description = "Show one model: source, licence, variants, files.")
    static final class Show implements Callable<Integer> {
        @ParentCommand
        private ModelsCommand models;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "MODEL")
        private String name;

        @Option(names = "--json", description = "As a JSON record.")
        private boolean json;

        @Override
        public Integer call() {
            ModelStore store = models.store();
            ModelReport report = new ModelReport(store);
            ModelSpec model = store.entry(name);
            if (json) {
                out(spec).println(report.json(model));
            } else {
                report.lines(model).forEach(out(spec)::println);
            }
            return 0;
        }
    }

    @Command(name = "pull", description = "Fetch models, verify them and pin what came.")
    static final class Pull implements Callable<Integer> {
        @ParentCommand
        private ModelsCommand models;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "MODEL", arity = "1..*")
        private List<String> names = List.of();

        @Option(names = "--precision", paramLabel = "P", description = "fp32, fp16, q8 or q4.")
        private String precision = "";

        @Option(names = "--accept-license", description = "Accept a licence that forbids commercial use.")
        private boolean accept;

        @Option(names = "--update", description = "Take and pin what the source has now.")
        private boolean update;

        @Override
        public Integer call() {
            ModelStore store = update ? models.store().updating() : models.store();
            for (String name : names) {
                ModelSpec model = store.resolve(name, "", precision, models.progress());
                if (accept) {
                    store.licences().accept(model);
                }
                ModelDir dir = store.open(name, "", precision, models.progress());
                out(spec).println(String.join(
                        "\t", model.name(), dir.precision(), dir.revision(), model.licence().spdx(),
                        dir.folder().toString()));
            }
            return 0;
        }
    }

    @Command(name = "rm", description = "Remove the files of models. Their pins stay.")
    static final class Remove implements Callable<Integer> {
        @ParentCommand
        private ModelsCommand models;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "MODEL", arity = "1..*")
        private List<String> names = List.of();

        @Override
        public Integer call() {
            ModelStore store = models.store();
            for (String name : names) {
                Removed removed = store.installed().remove(store.entry(name));
                out(spec).println(name + "\t" + removed.bytes() + " bytes removed");
            }
            return 0;
        }
    }

    @Command(name = "verify", description = "Hash every file of the named models, or of all that are here.")
    static final class Verify implements Callable<Integer> {
        @ParentCommand
        private ModelsCommand models;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "MODEL", arity = "0..*")
        private List<String> names = List.of();

        @Option(names = "--json", description = "One JSON record per model.")
        private boolean json;

        @Override
        public Integer call() {
            ModelStore store = models.store();
            List<String> bad = new ArrayList<>();
            for (ModelSpec model : named(store, names)) {
                List<Check> checks = store.installed().verify(model);
                if (json) {
                    out(spec).println(ModelReport.json(model, checks));
                } else {
                    checks.forEach(check -> out(spec).println(
                            ModelReport.word(check.health()) + "\t" + model.name() + "\t" + check.path()));
                }
                if (checks.stream().anyMatch(c -> c.health() == Health.DAMAGED || c.health() == Health.MISSING)) {
                    bad.add(model.name());
                }
            }
            if (!bad.isEmpty()) {
                out(spec).flush();
                throw AiException.model(
                        String.join(", ", bad) + ": files are damaged or missing",
                        "run: ai models pull " + String.join(" ", bad));
            }
            return 0;
        }
    }

    @Command(name = "lock", description = "Pin the named models and print models.lock.")
    static final class Lock implements Callable<Integer> {
        @ParentCommand
        private ModelsCommand models;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "MODEL", arity = "0..*")
        private List<String> names = List.of();

        @Option(names = "--remove", description = "Forget the pins of the named models instead.")
        private boolean remove;

        @Override
        public Integer call() throws IOException {
            ModelStore store = models.store();
            for (String name : names) {
                if (remove) {
                    store.lock().remove(store.entry(name).name());
                } else {
                    store.open(name, "", "", models.progress());
                }
            }
            Path file = store.lock().file();
            store.lock().pins(); // says what is wrong with a damaged file
            out(spec).print(Files.exists(file) ? Files.readString(file) : "");
            return 0;
        }
    }

    @Command(name = "path", description = "Print the folder of a model.")
    static final class PathOf implements Callable<Integer> {
        @ParentCommand
        private ModelsCommand models;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "MODEL")
        private String name;

        @Override
        public Integer call() {
            ModelStore store = models.store();
            out(spec).println(store.installed().path(store.entry(name)));
            return 0;
        }
    }

    @Command(name = "prune", description = "Remove old commits, unused blobs and given-up downloads of pinned models.")
    static final class Prune implements Callable<Integer> {
        @ParentCommand
        private ModelsCommand models;

        @Spec
        private CommandSpec spec;

        @Option(names = "--dry-run", description = "Only say what would be removed.")
        private boolean dryRun;

        @Override
        public Integer call() {
            ModelStore store = models.store();
            Removed removed = store.installed().prune(OnnxEngine.VERSION, dryRun);
            removed.files().forEach(out(spec)::println);
            out(spec).println(removed.bytes() + (dryRun ? " bytes would be removed" : " bytes removed"));
            return 0;
        }
    }

    @Command(name = "export", description = "Write models into one file, for a machine without network.")
    static final class Export implements Callable<Integer> {
        @ParentCommand
        private ModelsCommand models;

        @Parameters(paramLabel = "MODEL", arity = "1..*")
        private List<String> names = List.of();

        @Option(names = {"-o", "--output"}, paramLabel = "FILE", required = true,
                description = "The file, such as models.zip.")
        private Path file;

        @Override
        public Integer call() {
            ModelStore store = models.store();
            store.bundle().export(named(store, names), file, models.progress());
            return 0;
        }
    }

    @Command(name = "import", description = "Bring the models of an exported file into the cache and pin them.")
    static final class Import implements Callable<Integer> {
        @ParentCommand
        private ModelsCommand models;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE")
        private Path file;

        @Override
        public Integer call() {
            ModelStore store = models.store();
            store.bundle().load(file, models.progress()).forEach(out(spec)::println);
            return 0;
        }
    }

    @Command(name = "alias", description = "Name a model, list the names, or forget one.")
    static final class Alias implements Callable<Integer> {
        @ParentCommand
        private ModelsCommand models;

        @Spec
        private CommandSpec spec;

        @Parameters(paramLabel = "ALIAS=MODEL", arity = "0..1")
        private Optional<String> alias = Optional.empty();

        @Option(names = "--remove", paramLabel = "ALIAS", description = "Forget this name.")
        private Optional<String> remove = Optional.empty();

        @Override
        public Integer call() {
            ModelStore store = models.store();
            alias.ifPresent(text -> {
                String[] parts = text.split("=", 2);
                if (parts.length != 2) {
                    throw new CommandLine.ParameterException(spec.commandLine(), "ALIAS=MODEL is expected: " + text);
                }
                store.entry(parts[1]); // must mean something
                store.aliases().set(parts[0], parts[1]);
            });
            if (remove.isPresent() && !store.aliases().remove(remove.get())) {
                throw AiException.usage(remove.get() + ": there is no such alias", "see: ai models alias");
            }
            for (Map.Entry<String, String> entry : store.aliases().all().entrySet()) {
                out(spec).println(entry.getKey() + "\t" + entry.getValue());
            }
            return 0;
        }
    }
}
