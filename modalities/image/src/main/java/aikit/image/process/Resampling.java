package aikit.image.process;

/// The filters with which Pillow resizes, in the order of its numbers (`PIL.Image.Resampling`, which `resample` in a
/// `preprocessor_config.json` means).
///
/// The weights are those of Pillow's `src/libImaging/Resample.c`: windowed sinc for LANCZOS, the cubic convolution of
/// Keys (1981) with a = -0.5 for BICUBIC. A filter is stretched by the factor of a reduction, so that every pixel of the
/// source counts.
public enum Resampling {
    NEAREST(0),
    LANCZOS(3),
    BILINEAR(1),
    BICUBIC(2),
    BOX(0.5),
    HAMMING(1);

    private static final double CUBIC = -0.5;

    /// Single precision there, although the rest is double.
    private static final double HAMMING_MEAN = 0.54f;
    private static final double HAMMING_SWING = 0.46f;

    private final double support;

    Resampling(double support) {
        this.support = support;
    }

    /// How far it reaches to either side, in pixels of the smaller picture; 0 for NEAREST, which has no weights.
    double support() {
        return support;
    }

    /// The weight at a distance from the centre.
    double weight(double x) {
        double distance = Math.abs(x);
        return switch (this) {
            case NEAREST -> throw new IllegalStateException("has no weights");
            case LANCZOS -> -3 <= x && x < 3 ? sinc(x) * sinc(x / 3) : 0;
            case BILINEAR -> distance < 1 ? 1 - distance : 0;
            case BICUBIC -> cubic(distance);
            case BOX -> -0.5 < x && x <= 0.5 ? 1 : 0;
            case HAMMING -> hamming(distance);
        };
    }

    private static double cubic(double x) {
        if (x < 1) {
            return ((CUBIC + 2) * x - (CUBIC + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * CUBIC : 0;
    }

    private static double hamming(double x) {
        if (x == 0) {
            return 1;
        }
        if (x >= 1) {
            return 0;
        }
        double angle = x * Math.PI;
        return StrictMath.sin(angle) / angle * (HAMMING_MEAN + HAMMING_SWING * StrictMath.cos(angle));
    }

    private static double sinc(double x) {
        if (x == 0) {
            return 1;
        }
        double angle = x * Math.PI;
        return StrictMath.sin(angle) / angle;
    }
}
