package aikit.audio.listen;

/// The filter that makes samples count as the ear counts them: two second-order sections in direct form I, for one
/// channel.
///
/// ITU-R BS.1770-5, annex 1, gives the coefficients for 48 kHz only. For other rates the analogue filters behind them are
/// transformed anew: a high shelf of 4 dB above 1.68 kHz, and a high pass at 38 Hz. Their corner frequencies, gains and
/// qualities are those that libebur128 and FFmpeg's `ebur128` use; at 48 kHz they give the numbers of the standard.
final class KWeighting {

    private static final double SHELF_HERTZ = 1681.974450955533;
    private static final double SHELF_DECIBELS = 3.999843853973347;
    private static final double SHELF_QUALITY = 0.7071752369554196;
    private static final double SHELF_BAND = 0.4996667741545416;
    private static final double PASS_HERTZ = 38.13547087602444;
    private static final double PASS_QUALITY = 0.5003270373238773;

    private final double[] shelf;
    private final double[] pass;
    private double x1;
    private double x2;
    private double y1;
    private double y2;
    private double z1;
    private double z2;

    KWeighting(int sampleRate) {
        shelf = shelf(sampleRate);
        pass = pass(sampleRate);
    }

    /// `b0 b1 b2 a1 a2`, with `a0` = 1.
    static double[] shelf(int sampleRate) {
        double k = Math.tan(Math.PI * SHELF_HERTZ / sampleRate);
        double high = Math.pow(10, SHELF_DECIBELS / 20);
        double band = Math.pow(high, SHELF_BAND);
        double a0 = 1 + k / SHELF_QUALITY + k * k;
        return new double[]{
            (high + band * k / SHELF_QUALITY + k * k) / a0, 2 * (k * k - high) / a0,
            (high - band * k / SHELF_QUALITY + k * k) / a0, 2 * (k * k - 1) / a0,
            (1 - k / SHELF_QUALITY + k * k) / a0
        };
    }

    /// `b0 b1 b2 a1 a2`, with `a0` = 1; the standard leaves the gain of this section as it is.
    static double[] pass(int sampleRate) {
        double k = Math.tan(Math.PI * PASS_HERTZ / sampleRate);
        double a0 = 1 + k / PASS_QUALITY + k * k;
        return new double[]{1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / PASS_QUALITY + k * k) / a0};
    }

    /// The next sample, weighted.
    double next(double x) {
        double y = shelf[0] * x + shelf[1] * x1 + shelf[2] * x2 - shelf[3] * y1 - shelf[4] * y2;
        double z = pass[0] * y + pass[1] * y1 + pass[2] * y2 - pass[3] * z1 - pass[4] * z2;
        x2 = x1;
        x1 = x;
        y2 = y1;
        y1 = y;
        z2 = z1;
        z1 = Math.abs(z) < 1e-30 ? 0 : z; // numbers too small to be normal are slow, and silence is full of them
        return z;
    }
}
