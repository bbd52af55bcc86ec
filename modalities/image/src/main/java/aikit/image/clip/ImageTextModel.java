package aikit.image.clip;

import aikit.AiException;
import aikit.Input;
import aikit.image.ImageProcessor;
import aikit.image.ImageProcessor.PixelValues;
import aikit.image.PreparedPicture;
import aikit.image.read.Limits;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import aikit.task.Provenance;
import java.util.List;
import java.util.Set;

/// A model that puts pictures and texts into one space: CLIP (Radford et al. 2021), SigLIP (Zhai et al. 2023) or SigLIP 2
/// with pictures of one size, as two graphs in the layout of `Xenova/clip-vit-base-patch32`.
///
/// Each graph is opened when something comes for it, and both are closed with this. For one caller at a time.
public final class ImageTextModel implements AutoCloseable {

    /// The families of these models.
    public static final Set<String> FAMILIES = Set.of("clip", "siglip", "siglip2");

    /// Pictures that go through the model together when they are there in time. Measured with ViT-B/32 on two cores, a run
    /// on each: 35 pictures a second one by one, 46 by four, 49 by eight, and no more beyond.
    public static final int TOGETHER = 8;

    private final ModelDir model;
    private final AiRuntime runtime;
    private final ImageProcessor processor;
    private VisionHalf vision;
    private TextHalf text;

    private ImageTextModel(ModelDir model, AiRuntime runtime, ImageProcessor processor) {
        this.model = model;
        this.runtime = runtime;
        this.processor = processor;
    }

    /// @throws AiException of kind MODEL when its configuration asks for something unknown
    public static ImageTextModel of(ModelDir model, AiRuntime runtime) {
        return new ImageTextModel(model, runtime, ImageProcessor.read(model));
    }

    /// Makes of a picture what the model sees; for any thread.
    ///
    /// @throws AiException of kind INPUT when it cannot be read
    public PreparedPicture prepare(Input input) {
        return PreparedPicture.read(input, processor, Limits.of(runtime.settings()));
    }

    /// How many inputs go through the model together: in 8 bits numbers are rounded by what is in the same run, and a
    /// vector is not to depend on its neighbours.
    static int batch(ModelDir model, int usual) {
        return model.precision().startsWith("q") ? 1 : usual;
    }

    /// A vector for each picture, in the same order, as long as the model makes it.
    public float[][] pictures(List<PixelValues> pictures) {
        if (vision == null) {
            vision = VisionHalf.open(model, outputs("image_embeds"), runtime);
        }
        return vision.vectors(pictures);
    }

    /// @param fromEnd whether a text that is too long loses its start instead of its end
    TextRules.Read read(String given, boolean fromEnd) {
        if (text == null) {
            text = TextHalf.open(model, outputs("text_embeds"), runtime);
        }
        return text.read(given, fromEnd);
    }

    /// A vector for each text that was read, in the same order, as long as the model makes it.
    float[][] vectors(List<TextRules.Read> texts) {
        return text.vectors(texts);
    }

    /// A vector for each text, in the same order, as long as the model makes it. Texts that are too long lose their end.
    public float[][] texts(List<String> texts) {
        return vectors(texts.stream().map(each -> read(each, false)).toList());
    }

    /// CLIP's vectors are projections of what its halves pool; SigLIP's halves have none, so that what they pool is it.
    private List<String> outputs(String projected) {
        return TextRules.isClip(model) ? List.of(projected) : List.of(projected, "pooler_output");
    }

    /// Both graphs stand for the model; its digest is that of the first.
    public Provenance provenance() {
        String device = vision != null ? vision.device() : text != null ? text.device() : "none";
        return Provenance.of(model, device);
    }

    @Override
    public void close() {
        if (vision != null) {
            vision.close();
        }
        if (text != null) {
            text.close();
        }
    }
}
