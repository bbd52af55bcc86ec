package aikit.cli.command;

import aikit.AiException;
import aikit.Input;
import aikit.audio.MediaTypes;
import aikit.batch.Fingerprint;
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
import aikit.image.ImageTypes;
import aikit.store.Space;
import aikit.store.Stores;
import aikit.task.AiRuntime;
import aikit.task.EmbedOptions;
import aikit.task.Task;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `ai index`: keeps the store in step with folders.
public final class IndexCommand implements Callable<Integer> {

    private static final String[] EXAMPLES = {
        "Examples:",
        "  ai index notes/                           (run it again after changes: only these are read)",
        "  ai index notes/ --watch                   (stay, and follow changes as they come)",
        "  ai index papers/ --collection papers --meta project=apollo",
        "  find . -name '*.md' -print0 | ai index --files-from0 -",
        "  ai index photos/ --image-model clip-vit-b32       (pictures are found by what they show)",
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
    private final Value<String> imageModel;
    private final Value<Boolean> noPictures;
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
        imageModel = arguments.text("", "MODEL",
                "Embeds pictures (default: the usual one for them, where it is on this machine).", "--image-model");
        noPictures = arguments.flag("Pass over pictures.", "--no-pictures");
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
                    .print(model, options, new IndexPlan.Wanted(wanted, imageModel.get(), noPictures.get()), scope(),
                            (tasks, recordings) -> InputWalker.of(names, walk(run, tasks, recordings)));
        }
        try (AiRuntime runtime = run.runtime(names);
                IndexTask task = new IndexTask(OpenTask.find(runtime, "embed", model), options);
                Recordings recordings = new Recordings(
                        runtime, wanted, task.found().task(), note -> global.say(console, note));
                Pictures pictures = new Pictures(
                        runtime, imageModel.get(), task.found().task(), note -> global.say(console, note))) {
            WalkOptions walk = walk(run, List.of(task.found().task()), recordings);
            // Of the store only what is known of files is read, and where nothing changed, nothing else.
            Stores stores = collection.oneShot(console, runtime::engine);
            StoreOutcomes.Marks marks = new StoreOutcomes.Marks(IndexCommand::type, given);
            IndexRound round = new IndexRound(
                    run, work, stores, collection.name(), scope(), marks,
                    CollectionOptions.waiting(console, global, run.stop()),
                    () -> new IndexReceipts(console, json.get()));
            IndexRounds rounds = new IndexRounds(
                    round, written(task, recordings, work), recordings, pictures,
                    noPictures.get() || onlySounds(List.of(task.found().task())));
            noteOthers(stores, rounds);
            int code = run(rounds, names, walk);
            return watch.get() ? follow(rounds, walk, code) : code;
        }
    }

    /// Texts and recordings.
    private static IndexRound.Kind written(IndexTask task, Recordings recordings, BatchRun.Work work) {
        return new IndexRound.Kind(
                task, fingerprint(task.found(), work.options(), recordings),
                () -> new WrittenAndSpoken<>(
                        task::pipeline, recordings::pipeline, recordings::areSpoken, task.found().provenance(),
                        work.window()));
    }

    private int run(IndexRounds rounds, Names names, WalkOptions walk) {
        IndexRound.Done done = rounds.run(names, walk);
        int code = rounds.round().run().end(rounds.round().work(), done.ran());
        if (done.removed() + done.moved() > 0) {
            global.say(console, done.removed() + " removed, " + done.moved() + " moved");
        }
        rounds.tellPassedOver();
        return code;
    }

    /// What a source is in the store.
    private static String type(Input input) {
        return ImageTypes.isImage(input.name()) ? "image" : Recordings.type(input);
    }

    /// What is looked for: what the embedder reads, and recordings and pictures, whether it takes them or other models do.
    private WalkOptions walk(BatchRun run, List<Task<?>> embedders, Recordings recordings) {
        WalkOptions read = run.walk(Kinds.of(embedders), Set.of(), _ -> false);
        WalkOptions heard = noRecordings.get() ? read : recordings.among(read);
        return noPictures.get() || onlySounds(embedders) ? heard : Pictures.among(heard);
    }

    /// Where the user names a model that hears, pictures are not what it is named for.
    private static boolean onlySounds(List<Task<?>> embedders) {
        return embedders.stream().allMatch(task -> task.extensions().equals(MediaTypes.EXTENSIONS));
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
    private void noteOthers(Stores stores, IndexRounds rounds) {
        for (Space other : stores.spaces(collection.name())) {
            if (!rounds.fills(other)) {
                global.say(console, "collection " + collection.name() + " also holds vectors of " + other.label()
                        + ", which are kept beside those of " + rounds.space().label());
            }
        }
    }

    private int follow(IndexRounds rounds, WalkOptions walk, int first) {
        int code = first;
        Stop stop = rounds.round().run().stop();
        try (FolderWatch changes = new FolderWatch(roots(), stop)) {
            global.say(console, "watching for changes, until Ctrl-C");
            while (changes.await()) {
                code = run(rounds, names(), walk);
            }
        }
        return stop.reason().filter(Stop.Reason.TIME::equals).isPresent() ? ExitCode.LIMIT.number() : code;
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
        return IndexTask.fingerprint(task, options)
                .except(recordings::areSpoken, () -> recordings.fingerprint(task.provenance(), options));
    }
}
