package aikit.cli.command;

import aikit.AiException;
import aikit.Progress;
import aikit.batch.Fingerprint;
import aikit.batch.InputWalker;
import aikit.batch.Item;
import aikit.batch.StoreOutcomes;
import aikit.cli.CollectionOptions;
import aikit.cli.Console;
import aikit.cli.ExitCode;
import aikit.cli.ModelOptions;
import aikit.cli.OpenTask;
import aikit.cli.Printable;
import aikit.store.Stores;
import aikit.store.VectorStore;
import aikit.task.AiRuntime;
import aikit.task.EmbedOptions;
import aikit.task.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// `ai index --dry-run`: what would be read and what would leave the store. Nothing is fetched, opened or changed.
final class IndexPlan {

    private final Console console;
    private final CollectionOptions collection;

    IndexPlan(Console console, CollectionOptions collection) {
        this.console = console;
        this.collection = collection;
    }

    /// @param inputs what there is for tasks that embed
    int print(
            ModelOptions model, EmbedOptions options, Recordings.Wanted wanted, StoreOutcomes.Scope scope,
            BiFunction<List<Task<?>>, Recordings, InputWalker> inputs) {
        AiRuntime.Settings settings = new AiRuntime.Settings(console.home(), model.device(), model.threads(), true);
        try (AiRuntime runtime = new AiRuntime(
                settings, () -> console.models().open(console.home(), true), Progress.none())) {
            List<Task<?>> tasks = OpenTask.tasks(runtime, "embed", model);
            try (Recordings recordings = new Recordings(
                    runtime, wanted, tasks.getFirst(), note -> console.print(note + "\n"))) {
                return print(runtime, model, options, recordings, scope, inputs.apply(tasks, recordings));
            }
        }
    }

    private int print(
            AiRuntime runtime, ModelOptions model, EmbedOptions options, Recordings recordings,
            StoreOutcomes.Scope scope, InputWalker inputs) {
        Stores stores = collection.oneShot(console, runtime::engine);
        OpenTask task;
        try {
            task = OpenTask.find(runtime, "embed", model);
        } catch (AiException e) {
            if (e.kind() != AiException.Kind.MODEL) {
                throw e;
            }
            return print(Optional.empty(), null, recordings, inputs); // the model is not here, so nothing it made is either
        }
        Fingerprint fingerprint = IndexCommand.fingerprint(task, options, recordings);
        Optional<VectorStore> store = stores.open(collection.name(), task.space(options.dimensions()));
        try {
            return print(
                    store.map(there -> new StoreOutcomes(
                            there, null, null, scope, new StoreOutcomes.Marks(_ -> "", Map.of()), null)),
                    fingerprint, recordings, inputs);
        } finally {
            store.ifPresent(VectorStore::close);
        }
    }

    /// A speech model that was named but is not here yet would be fetched.
    private static Item look(Recordings recordings, Item item) {
        try {
            return recordings.look(item);
        } catch (AiException e) {
            return absent(e, item);
        }
    }

    /// The fingerprint, or one that nothing has, for a recording whose model is not here yet.
    private static String of(Fingerprint fingerprint, Item.Ready item) {
        try {
            return fingerprint.of(item);
        } catch (AiException e) {
            return absent(e, "");
        }
    }

    private static <T> T absent(AiException e, T then) {
        if (e.kind() != AiException.Kind.MODEL) {
            throw e;
        }
        return then;
    }

    private int print(
            Optional<StoreOutcomes> known, Fingerprint fingerprint, Recordings recordings, InputWalker inputs) {
        long index = 0;
        long unchanged = 0;
        while (inputs.hasNext()) {
            Item item = look(recordings, inputs.next());
            boolean same = false;
            String what = "index";
            if (item instanceof Item.Ready ready && known.isPresent()) {
                switch (known.get().earlier(ready, of(fingerprint, ready))) {
                    case NONE -> {
                    }
                    case DONE, PARTIAL -> same = true;
                    case FAILED -> what = "failed earlier";
                }
            } else if (item instanceof Item.Refused refused) {
                what = refused.outcome().status();
                known.ifPresent(store -> store.met(refused));
            }
            unchanged += same ? 1 : 0;
            index += what.equals("index") && !same ? 1 : 0;
            if (!same) {
                console.print(what + ": " + Printable.line(item.name().text()) + "\n");
            }
        }
        recordings.tellPassedOver();
        List<String> vanished = known.map(StoreOutcomes::vanished).orElse(List.of());
        vanished.forEach(path -> console.print("remove: " + Printable.line(path) + "\n"));
        console.print(
                index + " to index, " + unchanged + " unchanged, " + vanished.size() + " to remove from collection "
                        + collection.name() + "\n");
        return ExitCode.OK.number();
    }
}
