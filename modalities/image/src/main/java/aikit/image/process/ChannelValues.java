package aikit.image.process;

import aikit.image.Pixels;
import java.util.List;

/// What a model sees for each byte of each channel: `(byte * scale - mean) / std`.
///
/// Computed as `rescale` and `normalize` of transformers' `image_transforms.py` do it, so that the numbers are the same
/// to the last bit: the product in double precision, rounded to single precision, the rest in single precision.
///
/// @param table `[3, 256]`, in the order in which the model takes the channels
/// @param flipped whether that is blue, green, red
public record ChannelValues(float[][] table, boolean flipped) {

    private static final int LEVELS = 256;

    /// One step of the arithmetic, on a number of one channel.
    public sealed interface Step {

        /// `do_rescale`.
        record Scale(double factor) implements Step {}

        /// `rescale_offset`.
        record Shift(float by) implements Step {}

        /// `do_normalize`: a mean and a deviation for each channel.
        record Normal(float[] mean, float[] deviation) implements Step {}

        /// Of a tensor of torchvision: the division by 255 in single precision.
        record Divide(float by) implements Step {}
    }

    /// @param flipped whether channels are turned round after all steps
    public static ChannelValues of(List<Step> steps, boolean flipped) {
        float[][] table = new float[3][LEVELS];
        for (int channel = 0; channel < 3; channel++) {
            for (int level = 0; level < LEVELS; level++) {
                float value = level;
                for (Step step : steps) {
                    value = after(step, value, channel);
                }
                table[flipped ? 2 - channel : channel][level] = value;
            }
        }
        return new ChannelValues(table, flipped);
    }

    private static float after(Step step, float value, int channel) {
        return switch (step) {
            case Step.Scale(double factor) -> (float) (value * factor);
            case Step.Shift(float by) -> value + by;
            case Step.Normal(float[] mean, float[] deviation) -> (value - mean[channel]) / deviation[channel];
            case Step.Divide(float by) -> value / by;
        };
    }

    /// Fills a part of a larger picture.
    ///
    /// @param values `[3, height, width]` with rows of `width` numbers; what lies beyond the pixels is left as it is
    public void fill(Pixels pixels, float[] values, int height, int width) {
        byte[] rgb = pixels.rgb();
        int plane = height * width;
        float[] first = table[flipped ? 2 : 0];
        float[] second = table[1];
        float[] third = table[flipped ? 0 : 2];
        int red = flipped ? 2 * plane : 0;
        int blue = 2 * plane - red;
        int from = 0;
        for (int y = 0; y < pixels.height(); y++) {
            int to = y * width;
            for (int x = 0; x < pixels.width(); x++) {
                values[red + to] = first[rgb[from] & 0xff];
                values[plane + to] = second[rgb[from + 1] & 0xff];
                values[blue + to] = third[rgb[from + 2] & 0xff];
                from += 3;
                to++;
            }
        }
    }
}
