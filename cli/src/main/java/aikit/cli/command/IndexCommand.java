package aikit.cli.command;

import aikit.AiException;
import aikit.batch.Fingerprint;
import aikit.batch.IndexPipeline;
import aikit.batch.InputWalker;
import aikit.batch.RecordWriter.Content;
import aikit.batch.Stop;
import aikit.batch.StoreOutcomes;
import aikit.batch.WalkOptions;
import aikit.cli.Arguments;
import aikit.cli.Arguments.Value;
import aikit.cli.BatchOptions;
import aikit.cli.BatchRun;
import aikit.cli.CollectionOptions;
import aikit.cli.Console;
import aikit.cli.ExitCode;
import aikit.cli.GlobalOptions;
import aikit.cli.Kinds;
import aikit.cli.ModelOptions;
import aikit.cli.OpenTask;
import aikit.cli.input.Names;
import aikit.cli.input.Names.Stdin;
import aikit.cli.output.IndexReceipts;
import aikit.cli.output.Offer;
import aikit.store.Space;
import aikit.store.Stores;
import aikit.store.VectorStore;
import aikit.task.AiRuntime;
import aikit.task.EmbedOptions;
import aikit.task.Pipeline;
import aikit.task.Task;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/// `ai index`: keeps the store in step with folders.
public final class IndexCommand implements Callable<Integer> {

    private static final String[] EXAMPLES = {
        "Examples:",
        "  ai index notes/                           (run it again after changes: only these are read)",
        "  ai index notes/ --watch                   (stay, and follow changes as they come)",
        "  ai index papers/ --collection papers --meta project=apollo",
        "  find . -name '*.md' -print0 | ai index --files-from0 -",
        "  ai index talks/ --transcribe-model whisper-base   (what is said is found with its time)",
        "",
        "Files are known again by path, time and size, and when they were moved by their content: then the",
        "model is not asked. Of folders that are named, files that are gone leave the store. Where recordings are",
        "transcribed, what ai transcribe -f json put beside them is passed over.",
        ""
    };

    /// Tokens that go through the model together at most.
    private static final long WINDOW = 16_384;

    private final Value<List<String>> meta;
    private final Value<Boolean> watch;
    private final Value<Boolean> json;
    private final Value<String> field;
    private final Value<Integer> chunk;
    private final Value<Integer> overlap;
    private final Value<Integer> dimensions;
    private final Value<String> speechModel;
    private final Value<String> language;
    private final Value<Boolean> noRecordings;
    private final CollectionOptions collection;
    private final BatchOptions batch;
    private final ModelOptions model;
    private final GlobalOptions global;
    private final Console console;

    private IndexCommand(Console console, GlobalOptions global, Arguments arguments) {
        this.console = console;
        this.global = global;
        collection = new CollectionOptions(arguments);
        meta = arguments.texts("KEY=VALUE", "Say this of the files, to search by: ai search --where KEY=VALUE.",
                "--meta");
        watch = arguments.flag("Stay and follow changes until Ctrl-C.", "--watch");
        json = arguments.flag("One JSON record on standard output for each file that was read, once it is safe.",
                "--json");
        field = arguments.text("", "NAME", "Column or member that holds the text (CSV, JSON).", "--field");
        chunk = arguments.number("TOKENS", "Most tokens of a passage.", "--chunk");
        overlap = arguments.number("TOKENS", "Tokens that neighbouring passages share.", "--overlap");
        dimensions = arguments.number("N", "Keep the first N numbers of vectors (Matryoshka models).", "--dims");
        speechModel = arguments.text("", "MODEL",
                "Transcribes audio and video (default: the usual one for transcribe, where it is on this machine).",
                "--transcribe-model");
        language = arguments.text("auto", "CODE", "What is spoken there, such as de; auto (default) finds it out.",
                "--language");
        noRecordings = arguments.flag("Pass over audio and video.", "--no-recordings");
        batch = new BatchOptions(arguments, "Folders to keep in step with, files, or quoted globs.");
        model = new ModelOptions(arguments);
    }

    public static CommandSpec command(Console console, GlobalOptions global) {
        Arguments arguments = new Arguments();
        CommandSpec command = CommandSpec.wrapWithoutInspection(new IndexCommand(console, global, arguments));
        command.usageMessage().description(EXAMPLES);
        return arguments.addTo(command);
    }

    @Override
    public Integer call() {
        EmbedOptions options = EmbedOptions.documents(chunk.get(), overlap.get(), dimensions.get(), field.get());
        BatchRun.Work work = new BatchRun.Work("index", options, Offer.NONE, Content.COUNT, WINDOW);
        Map<String, String> given = CollectionOptions.pairs("--meta", meta.get());
        BatchRun run = new BatchRun(console, global, model, batch);
        Names names = names();
        Recordings.Wanted wanted = new Recordings.Wanted(
                speechModel.get(),
                language.get().equals("auto") ? "" : SpeechArguments.code("--language", language.get()));
        if (batch.dryRun()) {
            return new IndexPlan(console, collection)
                    .print(model, options, wanted, scope(),
                            (tasks, recordings) -> InputWalker.of(names, walk(run, tasks, recordings)));
        }
        try (AiRuntime runtime = run.runtime(names);
                Once task = new Once(runtime, options);
                Recordings recordings = new Recordings(
                        runtime, wanted, task.found.task(), note -> global.say(console, note))) {
            WalkOptions walk = walk(run, List.of(task.found.task()), recordings);
            // Of the store only what is known of files is read, and where nothing changed, nothing else.
            Stores stores = collection.oneShot(console, runtime::engine);
            Space space = task.found.space(dimensions.get());
            noteOthers(stores, space);
            StoreOutcomes.Marks marks = new StoreOutcomes.Marks(Recordings::type, given);
            Round round = new Round(run, work, stores, task, recordings, marks);
            int code = round.run(inputs(names, walk, recordings));
            return watch.get() ? follow(round, walk, code) : code;
        }
    }

    /// What is looked for: what the embedder reads, and recordings, whether it hears them or they are transcribed.
    private WalkOptions walk(BatchRun run, List<Task<?>> embedders, Recordings recordings) {
        WalkOptions read = run.walk(Kinds.of(embedders), Set.of(), _ -> false);
        return noRecordings.get() ? read : recordings.among(read);
    }

    private static BatchRun.Inputs inputs(Names names, WalkOptions walk, Recordings recordings) {
        return new BatchRun.Inputs(names, walk, item -> List.of(recordings.look(item)).iterator());
    }

    private Names names() {
        if (batch.inputs().contains("-")) {
            throw AiException.usage("-: standard input cannot be indexed",
                    "ai index keeps files; name files or folders");
        }
        if (batch.inputs().isEmpty() && batch.filesFrom().isEmpty() && batch.filesFrom0().isEmpty()) {
            throw AiException.usage("index: nothing is named", "name folders or files: ai index notes/");
        }
        return Names.of(console, batch, List.of(), Stdin.DOCUMENT);
    }

    /// Vectors of several models are kept side by side; whoever did not mean that should know.
    private void noteOthers(Stores stores, Space space) {
        for (Space other : stores.spaces(collection.name())) {
            if (!other.equals(space)) {
                global.say(console, "collection " + collection.name() + " also holds vectors of " + other.label()
                        + ", which are kept beside those of " + space.label());
            }
        }
    }

    private int follow(Round round, WalkOptions walk, int first) {
        int code = first;
        try (FolderWatch changes = new FolderWatch(roots(), round.run.stop())) {
            global.say(console, "watching for changes, until Ctrl-C");
            while (changes.await()) {
                code = round.run(inputs(names(), walk, round.recordings));
            }
        }
        return round.run.stop().reason().filter(Stop.Reason.TIME::equals).isPresent() ? ExitCode.LIMIT.number() : code;
    }

    private StoreOutcomes.Scope scope() {
        return new StoreOutcomes.Scope(roots(), batch.retryFailed());
    }

    private List<Path> roots() {
        return batch.inputs().stream().filter(IndexCommand::isFolder).map(Path::of).toList();
    }

    private static boolean isFolder(String name) {
        try {
            return Files.isDirectory(Path.of(name));
        } catch (InvalidPathException e) {
            return false; // the walk will say so
        }
    }

    /// What a file depends on. Where it is named from makes no difference.
    static Fingerprint fingerprint(OpenTask task, Record options, Recordings recordings) {
        return Fingerprint.of("index", task.provenance(), options.toString()).unnamed()
                .except(recordings::areSpoken, () -> recordings.fingerprint(task.provenance(), options));
    }

    /// The task, opened when a file wants it, once for all rounds.
    private final class Once implements AutoCloseable {

        private final OpenTask found;
        private final EmbedOptions options;
        private Pipeline<?> opened;

        Once(AiRuntime runtime, EmbedOptions options) {
            this.found = OpenTask.find(runtime, "embed", model);
            this.options = options;
        }

        @SuppressWarnings("unchecked") // whatever it prepares, it is given back
        synchronized <P> Pipeline<P> get() {
            if (opened == null) {
                opened = found.open(options);
            }
            return (Pipeline<P>) opened;
        }

        @Override
        public void close() {
            if (opened != null) {
                opened.close();
            }
        }
    }

    /// Bringing the store into step, once or again and again.
    private final class Round {

        private final BatchRun run;
        private final BatchRun.Work work;
        private final Stores stores;
        private final Once task;
        private final Recordings recordings;
        private final StoreOutcomes.Marks marks;
        private final Fingerprint fingerprint;

        Round(
                BatchRun run, BatchRun.Work work, Stores stores, Once task, Recordings recordings,
                StoreOutcomes.Marks marks) {
            this.run = run;
            this.work = work;
            this.stores = stores;
            this.task = task;
            this.recordings = recordings;
            this.marks = marks;
            this.fingerprint = fingerprint(task.found, work.options(), recordings);
        }

        int run(BatchRun.Inputs inputs) {
            Space space = task.found.space(dimensions.get());
            boolean[] waited = new boolean[1];
            VectorStore.Waiting waiting = CollectionOptions.waiting(console, global, run.stop());
            try (VectorStore store = stores.create(collection.name(), space);
                    VectorStore.Writer writer = store.writer(holder -> {
                        waited[0] = true;
                        return waiting.goOn(holder);
                    })) {
                if (!waited[0]) {
                    return run(inputs, store, writer, task::get, recordings::pipeline);
                }
                // What the other one has written is known, too.
                try (VectorStore now = stores.create(collection.name(), space)) {
                    return run(inputs, now, writer, task::get, recordings::pipeline);
                }
            }
        }

        private <T, S> int run(
                BatchRun.Inputs inputs, VectorStore store, VectorStore.Writer writer, Supplier<Pipeline<T>> embedder,
                Supplier<Pipeline<S>> speech) {
            WrittenAndSpoken<T, S> both = new WrittenAndSpoken<>(
                    embedder, speech, recordings::areSpoken, task.found.provenance(), work.window());
            IndexPipeline<?> pipeline = new IndexPipeline<>(
                    store, fingerprint, task.found.provenance(), () -> both);
            StoreOutcomes outcomes = new StoreOutcomes(
                    store, writer, pipeline, scope(), marks,
                    new IndexReceipts(console, json.get()));
            int code = run.drive(work, inputs, outcomes, fingerprint, pipeline);
            if (outcomes.removed() + outcomes.moved() > 0) {
                global.say(console, outcomes.removed() + " removed, " + outcomes.moved() + " moved");
            }
            recordings.tellPassedOver();
            return code;
        }
    }
}
