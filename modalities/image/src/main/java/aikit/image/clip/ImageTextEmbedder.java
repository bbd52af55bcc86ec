package aikit.image.clip;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Embeddings;
import aikit.Result.Passage;
import aikit.Result.Place;
import aikit.image.ImageProcessor.PixelValues;
import aikit.image.PreparedPicture;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import aikit.task.EmbedOptions;
import aikit.task.EmbedOptions.Overflow;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import java.util.ArrayList;
import java.util.List;

/// Pictures and texts to vectors of one space, with an [ImageTextModel]: a file or a stream of bytes is a picture, a text
/// given as such is a text. Owns the model.
public final class ImageTextEmbedder implements Pipeline<ImageTextEmbedder.Prepared> {

    /// What the model is to embed.
    public sealed interface Prepared {

        /// A text.
        record Text(String name, String text) implements Prepared {}

        /// A picture.
        record Seen(PreparedPicture picture) implements Prepared {}
    }

    private final ImageTextModel model;
    private final EmbedOptions options;

    private ImageTextEmbedder(ImageTextModel model, EmbedOptions options) {
        this.model = model;
        this.options = options;
    }

    /// Opens a model.
    ///
    /// @throws AiException of kind USAGE when the options do not fit it, MODEL when it is no such model that is known
    public static ImageTextEmbedder open(ModelDir model, EmbedOptions options, AiRuntime runtime) {
        if (!options.prompt().isEmpty() || !options.pooling().isEmpty() || options.chunkTokens() > 0
                || options.overflow() == Overflow.CHUNK) {
            throw AiException.usage(
                    model.spec().name() + ": has no prompts, pooling or passages of tokens",
                    "leave --prompt, --pooling, --chunk and --truncate none out");
        }
        return new ImageTextEmbedder(ImageTextModel.of(model, runtime), options);
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
            case Input.OfFile _,Input.OfBytes _ -> new Prepared.Seen(model.prepare(input));
        };
    }

    @Override
    public long weight(Prepared prepared) {
        return switch (prepared) {
            case Prepared.Text given -> 1 + given.text.length() / 4;
            case Prepared.Seen seen -> seen.picture.weight();
        };
    }

    @Override
    public int together() {
        return ImageTextModel.TOGETHER;
    }

    @Override
    public List<Result> run(List<Prepared> prepared) {
        List<PixelValues> pictures = new ArrayList<>();
        List<TextRules.Read> texts = new ArrayList<>();
        for (Prepared each : prepared) {
            switch (each) {
                case Prepared.Text given -> texts.add(read(given));
                case Prepared.Seen seen -> pictures.add(seen.picture.pixels());
            }
        }
        float[][] ofPictures = pictures.isEmpty() ? new float[0][] : model.pictures(pictures);
        float[][] ofTexts = texts.isEmpty() ? new float[0][] : model.vectors(texts);
        List<Result> results = new ArrayList<>(prepared.size());
        int picture = 0;
        int text = 0;
        for (Prepared each : prepared) {
            results.add(switch (each) {
                case Prepared.Text given -> result(given, texts.get(text), ofTexts[text++]);
                case Prepared.Seen seen -> result(seen, ofPictures[picture++]);
            });
        }
        return results;
    }

    private TextRules.Read read(Prepared.Text given) {
        TextRules.Read read = model.read(given.text, options.overflow() == Overflow.START);
        if (read.truncated() && options.overflow() == Overflow.ERROR) {
            throw AiException.input(
                    given.name + ": is longer than the model reads", "shorten it, or leave --truncate error out");
        }
        return read;
    }

    private Result result(Prepared.Text given, TextRules.Read read, float[] vector) {
        Place place = new Place(0, given.text.length(), "", 0);
        return result(place, given.text, read.tokens(), read.truncated(), vector, List.of());
    }

    /// A picture has no text in which it could have a place.
    private Result result(Prepared.Seen seen, float[] vector) {
        return result(new Place(0, 0, "", 0), "", 0, false, vector, seen.picture.warnings());
    }

    private Result result(
            Place place, String text, int tokens, boolean truncated, float[] vector, List<String> warnings) {
        int width = options.dimensions() == 0 ? vector.length : options.dimensions();
        Passage passage = new Passage(0, place, text, tokens, truncated, options.quantized(options.kept(vector)));
        return new Embeddings(width, options.precision(), List.of(passage), warnings);
    }

    @Override
    public Provenance provenance() {
        return model.provenance();
    }

    @Override
    public void close() {
        model.close();
    }
}
