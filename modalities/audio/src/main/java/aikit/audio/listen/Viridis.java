package aikit.audio.listen;

/// The colours of matplotlib's `viridis` (van der Walt and Smith, 2015), which grow evenly brighter to the eye, also to one
/// that cannot tell red from green: polynomials of the sixth degree by Matt Zucker (public domain), within 2 of 255 of
/// the table.
final class Viridis {

    /// For red, green and blue, from the constant to the sixth power.
    private static final double[][] COEFFICIENTS = {
        {0.2777273272234177, 0.1050930431085774, -0.3308618287255563, -4.634230498983486, 6.228269936347081,
            4.776384997670288, -5.435455855934631},
        {0.005407344544966578, 1.404613529898575, 0.214847559468213, -5.799100973351585, 14.17993336680509,
            -13.74514537774601, 4.645852612178535},
        {0.3340998053353061, 1.384590162594685, 0.09509516302823659, -19.33244095627987, 56.69055260068105,
            -65.35303263337234, 26.3124352495832}
    };

    private static final int STEPS = 256;
    private static final int[] COLOURS = new int[STEPS];

    static {
        for (int i = 0; i < STEPS; i++) {
            int colour = 0;
            for (double[] coefficients : COEFFICIENTS) {
                double value = 0;
                for (int power = coefficients.length - 1; power >= 0; power--) {
                    value = value * i / (STEPS - 1) + coefficients[power];
                }
                colour = colour << 8 | Math.clamp(Math.round(value * 255), 0, 255);
            }
            COLOURS[i] = colour;
        }
    }

    private Viridis() {}

    /// `0xRRGGBB` of a brightness from 0 to 1.
    static int colour(double brightness) {
        return COLOURS[Math.clamp(Math.round(brightness * (STEPS - 1)), 0, STEPS - 1)];
    }
}
