package aikit.cli.command;

import aikit.Input;
import aikit.batch.InputWalker;
import aikit.batch.Item;
import aikit.batch.WalkOptions;
import aikit.cli.Kinds;
import aikit.cli.Means;
import aikit.cli.ModelOptions;
import aikit.cli.input.Names;
import aikit.image.ImageTypes;
import aikit.model.ModelSpec;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What embeds when the user names no model, or `starter`: the usual model for pictures where pictures are all there is, else the usual
/// one for texts. What is there is told by the endings of names; the first text ends the search.
final class UsualEmbedder implements Means {

    /// The task whose default sees.
    static final String PICTURES = "embed-image";

    private static final String VERB = "embed";

    private final Names names;
    private final Function<Kinds, WalkOptions> walk;
    private final ModelOptions model;
    private final Record options;
    private final Set<Path> passedOver = new HashSet<>();
    private Optional<Means> chosen = Optional.empty();
    private Optional<ModelSpec> sees = Optional.empty();

    /// @param names what the user named; it is named again to look at it
    /// @param walk how folders are walked for these kinds
    UsualEmbedder(Names names, Function<Kinds, WalkOptions> walk, ModelOptions model, Record options) {
        this.names = names;
        this.walk = walk;
        this.model = model;
        this.options = options;
    }

    private Means chosen(AiRuntime runtime) {
        if (chosen.isEmpty()) {
            Means texts = new ByModel(VERB, model, options);
            sees = model.model().isEmpty()
                    ? runtime.models().catalog().findDefault(PICTURES)
                    : Optional.of(runtime.models().entry(runtime.models().meaning(model.model(), PICTURES)));
            boolean pictures = sees.isPresent() && onlyPictures(texts.kinds(runtime));
            if (pictures) {
                runtime.progress().note("there are only pictures: they are embedded with " + sees.get().name());
            }
            chosen = Optional.of(pictures ? new ByModel(VERB, model, PICTURES, options) : texts);
            sees = pictures ? Optional.empty() : sees;
        }
        return chosen.get();
    }

    private boolean onlyPictures(Kinds texts) {
        if (!names.repeatable()) {
            return false;
        }
        Kinds both = texts.and(new Kinds(ImageTypes.EXTENSIONS, _ -> true));
        boolean any = false;
        for (InputWalker items = InputWalker.of(names.again(), walk.apply(both)); items.hasNext();) {
            if (items.next() instanceof Item.Ready ready) {
                if (!(ready.input() instanceof Input.OfFile file) || !ImageTypes.isImage(file.path().toString())) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    @Override
    public Kinds kinds(AiRuntime runtime) {
        Kinds kinds = chosen(runtime).kinds(runtime);
        // Pictures among texts are met too, to say that they are passed over.
        return sees.isEmpty() ? kinds : kinds.and(new Kinds(ImageTypes.EXTENSIONS, file -> {
            passedOver.add(file);
            return false;
        }));
    }

    @Override
    public Optional<String> model(AiRuntime runtime) {
        return chosen(runtime).model(runtime);
    }

    @Override
    public Pipeline<?> open(AiRuntime runtime) {
        return chosen(runtime).open(runtime);
    }

    /// What to say of pictures that were met and not embedded; empty when there were none.
    String passedOver() {
        int count = passedOver.size();
        return count == 0
                ? ""
                : count + (count == 1 ? " picture" : " pictures") + " passed over: give -m " + sees.orElseThrow().name()
                        + " to embed pictures";
    }
}
