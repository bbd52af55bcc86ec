package aikit.image;

import aikit.AiException;
import aikit.Result.Point;
import aikit.Result.Size;
import aikit.image.process.ChannelValues;
import aikit.image.process.PillowResize;
import aikit.image.process.ProcessorConfig;
import aikit.image.process.ProcessorFile;
import aikit.image.process.Resampling;
import aikit.image.process.SizeRule;
import aikit.image.process.Window;
import aikit.model.ModelDir;

/// Makes of a picture what a model takes, as its `preprocessor_config.json` says: resizing as Pillow does it, cropping,
/// padding, rescaling, normalising. The numbers are those of the image processors of transformers with their Pillow
/// back end, bit for bit.
///
/// Keeps nothing of a picture: one may be used by many threads at once.
public final class ImageProcessor {

    /// Of a picture that a model takes as it is, or whose edges differ very much: far more than any model can take.
    private static final long MOST_PIXELS = 32L << 20;

    /// What goes into a model.
    ///
    /// @param values `[channels, height, width]`
    /// @param placement where the picture is in it
    public record PixelValues(int channels, int height, int width, float[] values, Placement placement) {}

    /// Where a picture lies in what a model sees, to bring places back.
    ///
    /// @param picture the size of what was given
    /// @param resized the size of all of it after it was resized
    /// @param left where its left edge is in what the model sees, in pixels; less than zero when it was cut
    /// @param top the same of its upper edge
    public record Placement(Size picture, Size resized, int left, int top) {

        /// A place that the model names, in pixels of what it sees, as a place in the picture. It may lie beside it.
        ///
        /// @param whole the size of the picture in whose pixels the place is wanted: that of the file, when it was
        ///     decoded scaled
        public Point toPicture(double x, double y, Size whole) {
            return new Point(
                    (x - left) * whole.width() / resized.width(), (y - top) * whole.height() / resized.height());
        }

        /// Which pixels of what the model sees are of the picture: `pixel_mask`, `[height, width]`, 1 where they are.
        public long[] mask(int height, int width) {
            long[] mask = new long[height * width];
            for (int y = Math.max(top, 0); y < Math.min(top + resized.height(), height); y++) {
                for (int x = Math.max(left, 0); x < Math.min(left + resized.width(), width); x++) {
                    mask[y * width + x] = 1;
                }
            }
            return mask;
        }
    }

    private final ProcessorConfig config;
    private final ChannelValues values;

    /// @param config how pictures are prepared
    public ImageProcessor(ProcessorConfig config) {
        this.config = config;
        this.values = ChannelValues.of(config.steps(), config.flipped());
    }

    /// Reads the configuration of a model.
    ///
    /// @throws AiException of kind MODEL when it has none, or one that asks for something unknown
    public static ImageProcessor read(ModelDir model) {
        return new ImageProcessor(ProcessorFile.read(model));
    }

    /// The most pixels of the shorter edge that are looked at, for [ImageReader#read(aikit.Input, int)]; 0 when every
    /// pixel counts.
    public int edge() {
        return config.resampling() == Resampling.NEAREST ? 0 : config.size().map(SizeRule::edge).orElse(0);
    }

    /// Whether the model wants `pixel_mask` besides ([Placement#mask(int, int)]).
    public boolean masked() {
        return config.masked();
    }

    /// Prepares a picture.
    ///
    /// @throws AiException of kind INPUT when it is so long and narrow that the model would see far too many pixels
    public PixelValues process(Pixels pixels) {
        Size picture = new Size(pixels.width(), pixels.height());
        Size resized = config.size().map(rule -> rule.of(picture)).orElse(picture);
        Window window = window(resized);
        Size whole = config.padding().orElse(new Size(window.width(), window.height()));
        int width = Math.max(whole.width(), window.width());
        int height = Math.max(whole.height(), window.height());
        if ((long) width * height > MOST_PIXELS) {
            throw AiException.input(
                    "a picture of " + picture.width() + " x " + picture.height() + " pixels: the model would see "
                            + width + " x " + height + " of them",
                    "");
        }
        Pixels seen = PillowResize.resize(pixels, resized, config.resampling(), window);
        float[] numbers = new float[3 * height * width];
        values.fill(seen, numbers, height, width);
        return new PixelValues(
                3, height, width, numbers, new Placement(picture, resized, -window.left(), -window.top()));
    }

    /// What is kept of a resized picture.
    private Window window(Size resized) {
        return config.crop().map(crop -> new Window(
                config.centre().start(resized.width(), crop.width()),
                config.centre().start(resized.height(), crop.height()), crop.width(), crop.height()))
                .orElse(Window.of(resized));
    }
}
