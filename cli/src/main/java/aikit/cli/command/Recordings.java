package aikit.cli.command;

import aikit.Input;
import aikit.audio.MediaTypes;
import aikit.audio.TranscribeOptions;
import aikit.audio.TranscribeOptions.Language;
import aikit.batch.Fingerprint;
import aikit.batch.Item;
import aikit.batch.Outcome;
import aikit.batch.WalkOptions;
import aikit.cli.OpenTask;
import aikit.model.InstalledModels.State;
import aikit.model.ModelSpec;
import aikit.task.AiRuntime;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import aikit.task.Task;
import aikit.task.Tasks;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The recordings among files that are indexed, and the speech model for them. Nothing is looked for before a recording
/// comes. Close it.
///
/// Without a model that was named, the usual one is taken where it is on this machine; it is not fetched unasked, nor are
/// recordings a failure then: they are passed over, and what the store has of them stays.
final class Recordings implements AutoCloseable {

    private static final String VERB = "transcribe";

    private final AiRuntime runtime;
    private final Wanted wanted;
    private final boolean heard;
    private final Consumer<String> notes;
    private Optional<Optional<OpenTask>> looked = Optional.empty();
    private Pipeline<?> opened;
    private long passedOver;

    /// What the user asked for.
    ///
    /// @param model empty for the usual one
    /// @param language empty to find it out
    record Wanted(String model, String language) {

        TranscribeOptions options() {
            TranscribeOptions usual = TranscribeOptions.DEFAULT;
            Language spoken = new Language(language, usual.language().among(), usual.language().windows(), false);
            return new TranscribeOptions(
                    spoken, usual.context(), usual.search(), usual.gates(), usual.speech(), usual.windows());
        }
    }

    /// @param embedder what makes the vectors: one that reads recordings itself hears them as sounds, so that none is
    ///     transcribed
    /// @param notes what people want to know
    Recordings(AiRuntime runtime, Wanted wanted, Task<?> embedder, Consumer<String> notes) {
        this.runtime = runtime;
        this.wanted = wanted;
        this.heard = hears(embedder);
        this.notes = notes;
        if (!wanted.model.isEmpty()) {
            runtime.models().entry(runtime.models().meaning(wanted.model, VERB)); // a name that is none is a mistake, whatever comes
        }
    }

    private static boolean hears(Task<?> embedder) {
        return embedder.extensions().containsAll(MediaTypes.EXTENSIONS);
    }

    /// Whether what is said in an input becomes its text.
    boolean areSpoken(Input input) {
        return !heard && isOne(input);
    }

    private static boolean isOne(Input input) {
        return input instanceof Input.OfFile file && MediaTypes.isMedia(file.path().toString());
    }

    /// The same walk, which takes recordings too. Where they are transcribed, it passes over saved transcripts of them, so
    /// that what is said is found once.
    WalkOptions among(WalkOptions walk) {
        Set<String> extensions = new HashSet<>(walk.extensions());
        extensions.addAll(MediaTypes.EXTENSIONS);
        return new WalkOptions(
                extensions,
                file -> MediaTypes.isMedia(file.toString())
                        ? MediaTypes.isRecording(file)
                        : walk.real().test(file) && !(SavedTranscript.isBesideItsRecording(file) && !heard && isHere()),
                walk.exclude(), walk.own(), walk.made());
    }

    /// What a source is in the store.
    static String type(Input input) {
        return !isOne(input) ? "text" : MediaTypes.isVideo(input.name()) ? "video" : "audio";
    }

    /// The item, or that it is passed over.
    Item look(Item item) {
        if (item instanceof Item.Ready ready && areSpoken(ready.input()) && task().isEmpty()) {
            passedOver++;
            return new Item.Refused(ready.name(), new Outcome.Skipped("is a recording, and no speech model is here"));
        }
        return item;
    }

    /// Says how many were passed over since it was said last.
    void tellPassedOver() {
        if (passedOver > 0) {
            notes.accept(passedOver + (passedOver == 1 ? " recording" : " recordings")
                    + " passed over: no speech model is here; run ai models pull " + usual().name()
                    + ", or name one with --transcribe-model");
            passedOver = 0;
        }
    }

    private ModelSpec usual() {
        return runtime.models().catalog().defaultFor(VERB);
    }

    /// Whether there is a speech model, as far as can be told without opening it.
    private boolean isHere() {
        return !wanted.model.isEmpty()
                || Tasks.supports(VERB, usual().family())
                        && runtime.models().installed().state(usual()) == State.PRESENT;
    }

    private synchronized Optional<OpenTask> task() {
        if (looked.isEmpty()) {
            looked = Optional.of(
                    isHere() ? Optional.of(OpenTask.find(runtime, VERB, wanted.model, "")) : Optional.empty());
        }
        return looked.get();
    }

    /// What the text of a recording depends on.
    ///
    /// @param embedder and `options`: what its vectors depend on besides
    Fingerprint fingerprint(Provenance embedder, Record options) {
        Provenance speech = task().orElseThrow().provenance();
        return Fingerprint.of("index", embedder, String.join(" ", options.toString(), speech.toString(),
                wanted.options().toString())).unnamed();
    }

    /// What transcribes; it stays open until the end.
    @SuppressWarnings("unchecked") // whatever it prepares, it is given back
    synchronized <P> Pipeline<P> pipeline() {
        if (opened == null) {
            OpenTask task = task().orElseThrow();
            notes.accept("recordings are transcribed with " + task.provenance().model()
                    + "; --no-recordings passes them over");
            opened = task.open(wanted.options());
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
