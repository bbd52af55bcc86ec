package aikit.image.read;

/// Gives the rows of a component in the full width and height of its picture. Where there is one sample for two pixels,
/// the sample next to it counts a quarter, as libjpeg-turbo does it (`h2v1_fancy_upsample` and its sisters; the samples
/// lie in the middle of their pixels, as JFIF has them); other ratios repeat the sample.
final class ChromaRows {

    private final JpegPlane plane;
    private final byte[] samples;
    private final int ratioAcross;
    private final int ratioDown;
    /// Samples in the plane that are of the picture.
    private final int across;
    private final int down;
    private final boolean smooth;
    private final byte[] row;
    private final int[] sums;

    /// @param width pixels of the picture, of which one sample covers `ratioAcross` x `ratioDown`
    ChromaRows(JpegPlane plane, int width, int height, int ratioAcross, int ratioDown) {
        this.plane = plane;
        this.samples = plane.samples();
        this.ratioAcross = ratioAcross;
        this.ratioDown = ratioDown;
        this.across = (width + ratioAcross - 1) / ratioAcross;
        this.down = (height + ratioDown - 1) / ratioDown;
        this.smooth = ratioAcross <= 2 && ratioDown <= 2 && (ratioAcross == 1 || across > 2);
        this.row = new byte[across * ratioAcross];
        this.sums = new int[across];
    }

    /// Where the row begins in [#row].
    int place(int y) {
        return ratioAcross * ratioDown == 1 ? y * plane.stride() : 0;
    }

    /// The bytes in which the row is; the same ones again in the next call.
    byte[] row(int y) {
        if (ratioAcross * ratioDown == 1) {
            return samples;
        }
        int at = y / ratioDown * plane.stride();
        if (!smooth) {
            for (int x = 0; x < row.length; x++) {
                row[x] = samples[at + x / ratioAcross];
            }
        } else if (ratioDown == 1) {
            for (int x = 0; x < across; x++) {
                sums[x] = samples[at + x] & 0xFF;
            }
            spread(1, 2, 2);
        } else {
            int near = Math.clamp(y / 2 + (y % 2 == 0 ? -1 : 1), 0, down - 1) * plane.stride();
            for (int x = 0; x < across; x++) {
                sums[x] = 3 * (samples[at + x] & 0xFF) + (samples[near + x] & 0xFF);
            }
            if (ratioAcross == 2) {
                spread(8, 7, 4);
            } else {
                int rounding = y % 2 == 0 ? 1 : 2;
                for (int x = 0; x < across; x++) {
                    row[x] = (byte) (sums[x] + rounding >> 2);
                }
            }
        }
        return row;
    }

    /// Two pixels of each sum: three parts of it and one of the next one on the pixel's side.
    ///
    /// @param left what is added before the bits are dropped, for the left pixel; `right` likewise
    private void spread(int left, int right, int bits) {
        int last = across - 1;
        row[0] = (byte) (4 * sums[0] + left >> bits);
        row[2 * last + 1] = (byte) (4 * sums[last] + right >> bits);
        for (int x = 1; x <= last; x++) {
            row[2 * x] = (byte) (3 * sums[x] + sums[x - 1] + left >> bits);
            row[2 * x - 1] = (byte) (3 * sums[x - 1] + sums[x] + right >> bits);
        }
    }
}
