package aikit.audio;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Embeddings;
import aikit.Result.Passage;
import aikit.Result.Place;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import aikit.task.EmbedOptions;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Sounds and texts to vectors of one space, with a CLAP model in the layout of `Xenova/clap-htsat-unfused`: a file or a
/// stream of bytes is a recording, a text given as such is a text.
///
/// A recording has a vector for each window of ten seconds (see [ClapWindows]), whose place says at which second it
/// begins. Each of the two graphs is opened when the first input wants it; owns them.
public final class ClapEmbedder implements Pipeline<ClapEmbedder.Prepared> {

    static final Set<String> FAMILIES = Set.of("clap");

    /// Windows that are made ready ahead of the model, a quarter of a megabyte each: two minutes. What is longer is heard
    /// again, and made ready while the model runs.
    private static final int MOST_AHEAD = 12;

    /// What a window weighs, in tokens: it takes the model about as long as so many of a text.
    private static final long WINDOW_WEIGHT = 1024;

    /// What the model is to embed.
    public sealed interface Prepared {

        /// A text.
        record Text(String name, String text) implements Prepared {}

        /// A recording.
        ///
        /// @param ahead its windows; empty when there are too many
        record Heard(Sound sound, List<Window> ahead, List<String> warnings) implements Prepared {}
    }

    /// A window, ready for the model.
    ///
    /// @param start seconds
    /// @param features see [ClapFeatures#of]
    record Window(double start, float[] features) {}

    private final ModelDir model;
    private final EmbedOptions options;
    private final AiRuntime runtime;
    private final Function<Input, Sound> opener;
    private final ClapConfig config;
    private final ClapFeatures features;
    private ClapText text;
    private ClapSound sound;

    /// @param opener opens a recording at a rate
    ClapEmbedder(ModelDir model, EmbedOptions options, AiRuntime runtime, Function<Input, Sound> opener) {
        this.model = model;
        this.options = options;
        this.runtime = runtime;
        this.opener = opener;
        this.config = ClapConfig.read(model);
        this.features = new ClapFeatures(config);
    }

    /// Opens a model.
    ///
    /// @throws AiException of kind USAGE when the options do not fit it, MODEL when it is no CLAP model that is known
    public static ClapEmbedder open(ModelDir model, EmbedOptions options, AiRuntime runtime) {
        if (!options.prompt().isEmpty() || !options.pooling().isEmpty() || options.chunkTokens() > 0) {
            throw AiException.usage(
                    model.spec().name() + ": has no prompts, pooling or passages of tokens",
                    "leave --prompt, --pooling and --chunk out");
        }
        int rate = ClapConfig.read(model).sampleRate();
        return new ClapEmbedder(
                model, options, runtime, input -> MediaSound.of(
                        input, MediaSound.Options.of(rate), runtime.settings().home().cache()));
    }

    @Override
    public Prepared prepare(Input input) {
        return switch (input) {
            case Input.OfText given -> {
                if (given.text().isBlank()) {
                    throw AiException.input(given.name() + ": has no text", "");
                }
                yield new Prepared.Text(given.name(), options.prefix() + given.text());
            }
            case Input.OfFile _,Input.OfBytes _ -> heard(opener.apply(input));
        };
    }

    private Prepared heard(Sound recording) {
        List<Window> ahead = new ArrayList<>();
        try (ClapWindows windows = windows(recording)) {
            for (ClapWindows.Window window = windows.next(); window != null; window = windows.next()) {
                if (ahead.size() == MOST_AHEAD) {
                    return new Prepared.Heard(recording, List.of(), List.of());
                }
                ahead.add(new Window(window.start(), features.of(window.samples())));
            }
            if (ahead.isEmpty()) {
                throw AiException.input(recording.name() + ": has no sound", "");
            }
            return new Prepared.Heard(recording, ahead, windows.warnings());
        }
    }

    private ClapWindows windows(Sound recording) {
        return new ClapWindows(recording.open(), config.sampleRate(), config.windowSamples());
    }

    @Override
    public long weight(Prepared prepared) {
        return switch (prepared) {
            case Prepared.Text given -> 1 + given.text.length() / 4;
            case Prepared.Heard heard -> WINDOW_WEIGHT * (heard.ahead.isEmpty() ? MOST_AHEAD : heard.ahead.size());
        };
    }

    @Override
    public List<Result> run(List<Prepared> prepared) {
        List<Result> results = new ArrayList<>(prepared.size());
        for (Prepared each : prepared) {
            results.add(switch (each) {
                case Prepared.Text given -> embed(given);
                case Prepared.Heard heard -> heard.ahead.isEmpty() ? embedAll(heard.sound) : embed(heard);
            });
        }
        return results;
    }

    private Result embed(Prepared.Text given) {
        ClapText reader = text();
        ClapText.Read read = reader.read(given.text);
        float[] vector = reader.vector(read);
        Place place = new Place(0, given.text.length(), "", 0);
        return result(
                vector.length,
                List.of(new Passage(0, place, given.text, read.ids().length, read.truncated(),
                        options.quantized(options.kept(vector)))),
                List.of());
    }

    private Result embed(Prepared.Heard heard) {
        List<Passage> passages = new ArrayList<>();
        int width = 0;
        for (Window window : heard.ahead) {
            width = add(passages, window.start, window.features);
        }
        return result(width, passages, heard.warnings);
    }

    private Result embedAll(Sound recording) {
        List<Passage> passages = new ArrayList<>();
        int width = 0;
        try (ClapWindows windows = windows(recording)) {
            for (ClapWindows.Window window = windows.next(); window != null; window = windows.next()) {
                runtime.checkStopping();
                width = add(passages, window.start(), features.of(window.samples()));
            }
            return result(width, passages, windows.warnings());
        }
    }

    /// Returns how many numbers the model gives.
    private int add(List<Passage> passages, double start, float[] window) {
        float[] vector = sound().vector(window);
        // A sound has no text in which it could have a place.
        Place place = new Place(0, 0, "second", (int) start);
        passages.add(new Passage(passages.size(), place, "", 0, false, options.quantized(options.kept(vector))));
        return vector.length;
    }

    private Result result(int width, List<Passage> passages, List<String> warnings) {
        return new Embeddings(
                options.dimensions() == 0 ? width : options.dimensions(), options.precision(), passages, warnings);
    }

    private ClapText text() {
        if (text == null) {
            text = ClapText.open(model, runtime);
        }
        return text;
    }

    private ClapSound sound() {
        if (sound == null) {
            sound = ClapSound.open(model, config, runtime);
        }
        return sound;
    }

    /// Both graphs stand for the model; its digest is that of the first.
    @Override
    public Provenance provenance() {
        String device = sound != null ? sound.device() : text != null ? text.device() : "none";
        return Provenance.of(model, device);
    }

    @Override
    public void close() {
        if (text != null) {
            text.close();
        }
        if (sound != null) {
            sound.close();
        }
    }
}
