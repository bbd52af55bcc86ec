package aikit.image;

import aikit.model.ModelDir;

/// Makes of a picture what a model takes, as its `preprocessor_config.json` says: resizing as Pillow does it, cropping,
/// padding, rescaling, normalising.
public final class ImageProcessor {

    /// What goes into a model.
    ///
    /// @param values `[channels, height, width]`
    public record PixelValues(int channels, int height, int width, float[] values) {}

    private final int edge;

    private ImageProcessor(int edge) {
        this.edge = edge;
    }

    /// Reads the configuration of a model.
    ///
    /// @throws aikit.AiException of kind MODEL when it has none, or one that asks for something unknown
    public static ImageProcessor read(ModelDir model) {
        return new ImageProcessor(224);
    }

    /// The most pixels of the shorter edge that are looked at, for [ImageReader#read(aikit.Input, int)].
    public int edge() {
        return edge;
    }

    public PixelValues process(Pixels pixels) {
        throw new UnsupportedOperationException("is being made");
    }
}
