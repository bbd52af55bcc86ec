package aikit.image.detect;

import aikit.AiException;
import java.util.List;

/// What is looked for in pictures, and what of it is told.
///
/// @param threshold least score, from 0 to 1; NaN for the usual one of the model's family
/// @param labels names of the kinds that are told, whatever their case; empty for all
/// @param watched names that somebody watches for; nothing is told of them that would not be told without, but they must be
///     known
/// @param most the surest so many of a picture are told; 0 for all
/// @param edge pixels of the longer edge in which faces are looked for: a larger picture is made smaller. Models of
///     objects have their own size
public record DetectOptions(double threshold, List<String> labels, List<String> watched, int most, int edge) {

    /// The size that YuNet's graph was published with.
    public static final int USUAL_EDGE = 640;

    /// A picture of 16 megapixels takes the detector of faces a second or two.
    public static final int MOST_EDGE = 4096;

    public static final int LEAST_EDGE = 32;

    public static final DetectOptions DEFAULT = new DetectOptions(Double.NaN, List.of(), List.of(), 0, USUAL_EDGE);

    public DetectOptions {
        labels = List.copyOf(labels);
        watched = List.copyOf(watched);
        if (!Double.isNaN(threshold) && !(threshold >= 0 && threshold <= 1)) {
            throw AiException.usage(threshold + ": is no threshold of a score",
                    "use a number from 0 to 1, such as 0.5");
        }
        if (most < 0) {
            throw AiException.usage(most + ": is no number of things to tell", "use 1 or more");
        }
        if (edge < LEAST_EDGE || edge > MOST_EDGE) {
            throw AiException.usage(
                    edge + " pixels: is no size in which faces can be found",
                    "use " + LEAST_EDGE + " to " + MOST_EDGE);
        }
    }

    /// Stands in fingerprints: what is watched for changes no result.
    @Override
    public String toString() {
        return "threshold=" + threshold + " labels=" + labels + " most=" + most + " edge=" + edge;
    }

    /// The threshold that counts.
    double threshold(double usual) {
        return Double.isNaN(threshold) ? usual : threshold;
    }
}
