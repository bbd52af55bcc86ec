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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// `ai index --dry-run`: what would be read and what would leave the store. Nothing is fetched, opened or changed.
final class IndexPlan {

    private final Console console;
    private final CollectionOptions collection;

    IndexPlan(Console console, CollectionOptions collection) {
        this.console = console;
        this.collection = collection;
    }

    /// Models besides that of texts.
    ///
    /// @param seeing what embeds pictures; empty for the usual one
    /// @param noPictures whether those below folders are passed over
    record Wanted(Recordings.Wanted speech, String seeing, boolean noPictures) {}

    /// What is known of the files of one space.
    private record Known(Optional<VectorStore> store, Optional<StoreOutcomes> outcomes, Fingerprint fingerprint)
            implements
                AutoCloseable {

        private static final Known NOTHING = new Known(Optional.empty(), Optional.empty(), null);

        List<String> vanished() {
            return outcomes.map(StoreOutcomes::vanished).orElse(List.of());
        }

        @Override
        public void close() {
            store.ifPresent(VectorStore::close);
        }
    }

    /// @param inputs what there is for tasks that embed
    int print(
            ModelOptions model, EmbedOptions options, Wanted wanted, StoreOutcomes.Scope scope,
            BiFunction<List<Task<?>>, Recordings, InputWalker> inputs) {
        AiRuntime.Settings settings = new AiRuntime.Settings(console.home(), model.device(), model.threads(), true);
        try (AiRuntime runtime = new AiRuntime(
                settings, () -> console.models().open(console.home(), true), Progress.none())) {
            List<Task<?>> tasks = OpenTask.tasks(runtime, "embed", model);
            Consumer<String> notes = note -> console.print(note + "\n");
            Stores stores = collection.oneShot(console, runtime::engine);
            try (Recordings recordings = new Recordings(runtime, wanted.speech, tasks.getFirst(), notes);
                    Pictures pictures = new Pictures(runtime, wanted.seeing, tasks.getFirst(), notes);
                    Known written = known(stores, scope, () -> Optional.of(OpenTask.find(runtime, "embed", model)),
                            options, task -> IndexCommand.fingerprint(task, options, recordings));
                    Known seen = wanted.noPictures || !pictures.apart()
                            ? Known.NOTHING
                            : known(stores, scope, () -> pictures.task().map(IndexTask::found), IndexTask.PICTURES,
                                    task -> IndexTask.fingerprint(task, IndexTask.PICTURES))) {
                return print(recordings, pictures, written, seen, inputs.apply(tasks, recordings));
            }
        }
    }

    /// @param found what fills the space; when it is not here, nothing that it made is either
    private Known known(
            Stores stores, StoreOutcomes.Scope scope, Supplier<Optional<OpenTask>> found, EmbedOptions options,
            Function<OpenTask, Fingerprint> fingerprint) {
        Optional<OpenTask> task;
        try {
            task = found.get();
        } catch (AiException e) {
            task = absent(e, Optional.empty());
        }
        if (task.isEmpty()) {
            return Known.NOTHING;
        }
        Optional<VectorStore> store = stores.open(collection.name(), task.get().space(options.dimensions()));
        return new Known(
                store, store.map(there -> new StoreOutcomes(
                        there, null, null, scope, new StoreOutcomes.Marks(_ -> "", Map.of()), null)),
                fingerprint.apply(task.get()));
    }

    /// The item, or that it is passed over. A model that was named but is not here yet would be fetched.
    private static Item look(Recordings recordings, Pictures pictures, Item item) {
        try {
            return pictures.isOne(item) ? pictures.look(item) : recordings.look(item);
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

    private int print(Recordings recordings, Pictures pictures, Known written, Known seen, InputWalker inputs) {
        long index = 0;
        long unchanged = 0;
        while (inputs.hasNext()) {
            Item met = inputs.next();
            Known known = pictures.isOne(met) ? seen : written;
            Item item = look(recordings, pictures, met);
            boolean same = false;
            String what = "index";
            if (item instanceof Item.Ready ready && known.outcomes.isPresent()) {
                switch (known.outcomes.get().earlier(ready, of(known.fingerprint, ready))) {
                    case NONE -> {
                    }
                    case DONE, PARTIAL -> same = true;
                    case FAILED -> what = "failed earlier";
                }
            } else if (item instanceof Item.Refused refused) {
                what = refused.outcome().status();
                written.outcomes.ifPresent(store -> store.met(refused));
                seen.outcomes.ifPresent(store -> store.met(refused));
            }
            unchanged += same ? 1 : 0;
            index += what.equals("index") && !same ? 1 : 0;
            if (!same) {
                console.print(what + ": " + Printable.line(item.name().text()) + "\n");
            }
        }
        recordings.tellPassedOver();
        pictures.tellPassedOver();
        List<String> vanished = new ArrayList<>(written.vanished());
        vanished.addAll(seen.vanished());
        vanished.forEach(path -> console.print("remove: " + Printable.line(path) + "\n"));
        console.print(
                index + " to index, " + unchanged + " unchanged, " + vanished.size() + " to remove from collection "
                        + collection.name() + "\n");
        return ExitCode.OK.number();
    }
}
