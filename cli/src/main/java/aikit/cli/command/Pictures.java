package aikit.cli.command;

import aikit.Input;
import aikit.batch.Item;
import aikit.batch.Outcome;
import aikit.batch.WalkOptions;
import aikit.cli.OpenTask;
import aikit.image.ImageTypes;
import aikit.model.InstalledModels.State;
import aikit.model.ModelSpec;
import aikit.task.AiRuntime;
import aikit.task.Task;
import aikit.task.Tasks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The pictures among files that are indexed, and the model that sees them, which has a space of its own. They are put
/// aside when they are met and indexed after everything else. Nothing is looked for before a picture comes. Close it.
///
/// Without a model that was named, the usual one is taken where it is on this machine; it is not fetched unasked, nor are
/// pictures a failure then: they are passed over, and what the store has of them stays.
final class Pictures implements AutoCloseable {

    private static final String VERB = "embed";

    private final AiRuntime runtime;
    private final String wanted;
    private final boolean seen;
    private final Consumer<String> notes;
    private Optional<Optional<IndexTask>> looked = Optional.empty();
    private List<Item> aside = new ArrayList<>();
    private boolean met;
    private long passedOver;

    /// @param wanted the model that the user names; empty for the usual one
    /// @param embedder what makes the vectors of everything else: one that reads pictures itself leaves none for this
    /// @param notes what people want to know
    Pictures(AiRuntime runtime, String wanted, Task<?> embedder, Consumer<String> notes) {
        this.runtime = runtime;
        this.wanted = runtime.models().meaning(wanted, UsualEmbedder.PICTURES);
        this.seen = embedder.extensions().containsAll(ImageTypes.EXTENSIONS);
        this.notes = notes;
        if (!wanted.isEmpty()) {
            runtime.models().entry(this.wanted); // a name that is none is a mistake, whatever comes
        }
    }

    /// Whether an input is a picture that goes into the space of pictures.
    private boolean isOne(Input input) {
        return !seen && input instanceof Input.OfFile file && ImageTypes.isImage(file.path().toString());
    }

    /// Whether they have a space of their own.
    boolean apart() {
        return !seen;
    }

    /// The same walk, which takes pictures too.
    static WalkOptions among(WalkOptions walk) {
        Set<String> extensions = new HashSet<>(walk.extensions());
        extensions.addAll(ImageTypes.EXTENSIONS);
        return new WalkOptions(
                extensions, file -> ImageTypes.isImage(file.toString()) || walk.real().test(file), walk.exclude(),
                walk.own(), walk.made());
    }

    /// The same walk, which takes pictures alone.
    static WalkOptions alone(WalkOptions walk) {
        return new WalkOptions(
                ImageTypes.EXTENSIONS, _ -> true, walk.exclude(), walk.own(), name -> !ImageTypes.isImage(name));
    }

    /// The item when it is none of these; none when it is put aside.
    ///
    /// @param keep whether to remember it, as what was named cannot be named again
    Iterator<Item> putAside(Item item, boolean keep) {
        Item looked = isOne(item) ? look(item) : item;
        if (!isOne(looked)) {
            return List.of(looked).iterator();
        }
        met = true;
        if (keep) {
            aside.add(item);
        }
        return Collections.emptyIterator();
    }

    /// One of these, or that it is passed over.
    Item look(Item picture) {
        if (task().isEmpty()) {
            passedOver++;
            return new Item.Refused(
                    picture.name(), new Outcome.Skipped("is a picture, and no model that sees is here"));
        }
        return picture;
    }

    /// Whether an item is one of these.
    boolean isOne(Item item) {
        return item instanceof Item.Ready ready && isOne(ready.input());
    }

    /// Whether any were put aside since this was asked last.
    boolean wereMet() {
        boolean any = met;
        met = false;
        return any;
    }

    /// Those that were remembered since this was asked last.
    List<Item> aside() {
        List<Item> some = aside;
        aside = new ArrayList<>();
        return some;
    }

    /// Says how many were passed over since it was said last.
    void tellPassedOver() {
        if (passedOver > 0) {
            notes.accept(passedOver + (passedOver == 1 ? " picture" : " pictures")
                    + " passed over: no model that sees is here; " + usual()
                            .map(model -> "run ai models pull " + model.name() + ", or ").orElse("")
                    + "name one with --image-model");
            passedOver = 0;
        }
    }

    private Optional<ModelSpec> usual() {
        return runtime.models().catalog().findDefault(UsualEmbedder.PICTURES);
    }

    /// What embeds them; empty when there is no model for it.
    synchronized Optional<IndexTask> task() {
        if (looked.isEmpty()) {
            String name = wanted;
            if (name.isEmpty()) {
                name = usual()
                        .filter(model -> Tasks.supports(VERB, model.family())
                                && runtime.models().installed().state(model) == State.PRESENT)
                        .map(ModelSpec::name).orElse("");
            }
            looked = Optional.of(name.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new IndexTask(
                            OpenTask.find(runtime, VERB, name, ""), IndexTask.PICTURES)));
        }
        return looked.get();
    }

    @Override
    public void close() {
        looked.flatMap(task -> task).ifPresent(IndexTask::close);
    }
}
