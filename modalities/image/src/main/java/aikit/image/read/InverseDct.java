package aikit.image.read;

/// The inverse cosine transform of a block of a JPEG file, to its 8 x 8 samples or to fewer of them, each the mean of
/// those that it stands for.
///
/// 8 samples: the algorithm of Loeffler, Ligtenberg and Moschytz (1989) in integers of 13 bits, rounded where `jidctint`
/// of libjpeg does, which makes the samples the same. 4 and 2: the mean of neighbours `2X` and `2X + 1` of
/// `cos((2x + 1) k pi / 16)` is `cos(k pi / 16) cos((2X + 1) k pi / 8)`, and so on; every coefficient counts, so the
/// result is what shrinking the whole picture by its means would give. That is how libjpeg 6b and libjpeg-turbo decode
/// scaled.
final class InverseDct {

    /// Bits behind the point of the constants, and of what is kept between columns and rows.
    private static final int BITS = 13;
    private static final int KEPT = 2;

    private static final int C0_298 = fixed(0.298631336);
    private static final int C0_390 = fixed(0.390180644);
    private static final int C0_541 = fixed(0.541196100);
    private static final int C0_765 = fixed(0.765366865);
    private static final int C0_899 = fixed(0.899976223);
    private static final int C1_175 = fixed(1.175875602);
    private static final int C1_501 = fixed(1.501321110);
    private static final int C1_847 = fixed(1.847759065);
    private static final int C1_961 = fixed(1.961570560);
    private static final int C2_053 = fixed(2.053119869);
    private static final int C2_562 = fixed(2.562915447);
    private static final int C3_072 = fixed(3.072711026);

    /// Twice the weights of coefficients 1, 3, 5, 7 and 2, 6 in means of two, `[coefficient][sample]`.
    private static final int[][] OF_TWO = weights(4);

    /// Four times those in means of four, for the first of two samples.
    private static final int[][] OF_FOUR = weights(2);

    /// Coefficients, `[row][column]`, not quantised any more. Zero again after each transform.
    final int[] block = new int[64];

    private final int[] work = new int[64];

    private static int fixed(double value) {
        return (int) (value * (1 << BITS) + 0.5);
    }

    private static int[][] weights(int samples) {
        int[][] weights = new int[8][samples];
        double many = 8.0 / samples;
        for (int k = 1; k < 8; k++) {
            for (int x = 0; x < samples; x++) {
                double sum = 0;
                for (int i = 0; i < many; i++) {
                    sum += Math.sqrt(2) * Math.cos((2 * (many * x + i) + 1) * k * Math.PI / 16);
                }
                weights[k][x] = (int) Math.floor(2 * sum / many * (1 << BITS) + 0.5);
            }
        }
        return weights;
    }

    /// Writes the samples of the block.
    ///
    /// @param columns how many columns of the block hold all that is not zero
    /// @param across samples to make of it, 1, 2, 4 or 8; `down` likewise
    /// @param to where the first one goes, in a plane whose rows are `stride` apart
    void put(int columns, int across, int down, byte[] plane, int to, int stride) {
        for (int x = 0; x < columns; x++) {
            switch (down) {
                case 8 -> column8(x);
                case 4 -> column4(x);
                case 2 -> column2(x);
                default -> work[x] = block[x] << KEPT;
            }
        }
        for (int y = 0, row = 0; y < down; y++, row += 8) {
            int at = to + y * stride;
            switch (across) {
                case 8 -> row8(row, plane, at);
                case 4 -> row4(row, plane, at);
                case 2 -> row2(row, plane, at);
                default -> plane[at] = sample(work[row] << BITS, BITS);
            }
        }
        java.util.Arrays.fill(block, 0);
        for (int row = 0; row < 8 * down; row += 8) {
            for (int x = 0; x < columns; x++) {
                work[row + x] = 0;
            }
        }
    }

    /// Writes the samples of a block whose coefficients are zero but for the first.
    void flat(int first, int across, int down, byte[] plane, int to, int stride) {
        byte sample = sample(first << KEPT + BITS, BITS);
        for (int y = 0, at = to; y < down; y++, at += stride) {
            for (int x = 0; x < across; x++) {
                plane[at + x] = sample;
            }
        }
    }

    private void column8(int x) {
        int[] c = block;
        if ((c[x + 8] | c[x + 16] | c[x + 24] | c[x + 32] | c[x + 40] | c[x + 48] | c[x + 56]) == 0) {
            int value = c[x] << KEPT;
            for (int i = x; i < 64; i += 8) {
                work[i] = value;
            }
            return;
        }
        int both = (c[x + 16] + c[x + 48]) * C0_541;
        int even2 = both - c[x + 48] * C1_847;
        int even3 = both + c[x + 16] * C0_765;
        int even0 = c[x] + c[x + 32] << BITS;
        int even1 = c[x] - c[x + 32] << BITS;
        int o7 = c[x + 56];
        int o5 = c[x + 40];
        int o3 = c[x + 24];
        int o1 = c[x + 8];
        int all = (o7 + o3 + o5 + o1) * C1_175;
        int outer = (o7 + o1) * -C0_899;
        int inner = (o5 + o3) * -C2_562;
        int left = (o7 + o3) * -C1_961 + all;
        int right = (o5 + o1) * -C0_390 + all;
        int odd0 = o7 * C0_298 + outer + left;
        int odd1 = o5 * C2_053 + inner + right;
        int odd2 = o3 * C3_072 + inner + left;
        int odd3 = o1 * C1_501 + outer + right;
        work[x] = kept(even0 + even3 + odd3);
        work[x + 56] = kept(even0 + even3 - odd3);
        work[x + 8] = kept(even1 + even2 + odd2);
        work[x + 48] = kept(even1 + even2 - odd2);
        work[x + 16] = kept(even1 - even2 + odd1);
        work[x + 40] = kept(even1 - even2 - odd1);
        work[x + 24] = kept(even0 - even3 + odd0);
        work[x + 32] = kept(even0 - even3 - odd0);
    }

    private void row8(int row, byte[] plane, int at) {
        int[] c = work;
        int both = (c[row + 2] + c[row + 6]) * C0_541;
        int even2 = both - c[row + 6] * C1_847;
        int even3 = both + c[row + 2] * C0_765;
        int even0 = c[row] + c[row + 4] << BITS;
        int even1 = c[row] - c[row + 4] << BITS;
        int o7 = c[row + 7];
        int o5 = c[row + 5];
        int o3 = c[row + 3];
        int o1 = c[row + 1];
        int all = (o7 + o3 + o5 + o1) * C1_175;
        int outer = (o7 + o1) * -C0_899;
        int inner = (o5 + o3) * -C2_562;
        int left = (o7 + o3) * -C1_961 + all;
        int right = (o5 + o1) * -C0_390 + all;
        int odd0 = o7 * C0_298 + outer + left;
        int odd1 = o5 * C2_053 + inner + right;
        int odd2 = o3 * C3_072 + inner + left;
        int odd3 = o1 * C1_501 + outer + right;
        plane[at] = sample(even0 + even3 + odd3, BITS);
        plane[at + 7] = sample(even0 + even3 - odd3, BITS);
        plane[at + 1] = sample(even1 + even2 + odd2, BITS);
        plane[at + 6] = sample(even1 + even2 - odd2, BITS);
        plane[at + 2] = sample(even1 - even2 + odd1, BITS);
        plane[at + 5] = sample(even1 - even2 - odd1, BITS);
        plane[at + 3] = sample(even0 - even3 + odd0, BITS);
        plane[at + 4] = sample(even0 - even3 - odd0, BITS);
    }

    private void column4(int x) {
        int[] c = block;
        int even = c[x + 16] * OF_TWO[2][0] + c[x + 48] * OF_TWO[6][0];
        int first = c[x] << BITS + 1;
        int outer = odd(c, x, 8, OF_TWO, 0);
        int inner = odd(c, x, 8, OF_TWO, 1);
        work[x] = halfKept(first + even + outer);
        work[x + 24] = halfKept(first + even - outer);
        work[x + 8] = halfKept(first - even + inner);
        work[x + 16] = halfKept(first - even - inner);
    }

    private void row4(int row, byte[] plane, int at) {
        int[] c = work;
        int even = c[row + 2] * OF_TWO[2][0] + c[row + 6] * OF_TWO[6][0];
        int first = c[row] << BITS + 1;
        int outer = odd(c, row, 1, OF_TWO, 0);
        int inner = odd(c, row, 1, OF_TWO, 1);
        plane[at] = sample(first + even + outer, BITS + 1);
        plane[at + 3] = sample(first + even - outer, BITS + 1);
        plane[at + 1] = sample(first - even + inner, BITS + 1);
        plane[at + 2] = sample(first - even - inner, BITS + 1);
    }

    private void column2(int x) {
        int first = block[x] << BITS + 1;
        int odd = odd(block, x, 8, OF_FOUR, 0);
        work[x] = halfKept(first + odd);
        work[x + 8] = halfKept(first - odd);
    }

    private void row2(int row, byte[] plane, int at) {
        int first = work[row] << BITS + 1;
        int odd = odd(work, row, 1, OF_FOUR, 0);
        plane[at] = sample(first + odd, BITS + 1);
        plane[at + 1] = sample(first - odd, BITS + 1);
    }

    private static int odd(int[] c, int at, int step, int[][] weights, int sample) {
        return c[at + step] * weights[1][sample] + c[at + 3 * step] * weights[3][sample]
                + c[at + 5 * step] * weights[5][sample] + c[at + 7 * step] * weights[7][sample];
    }

    private static int kept(int value) {
        return value + (1 << BITS - KEPT - 1) >> BITS - KEPT;
    }

    private static int halfKept(int value) {
        return value + (1 << BITS - KEPT) >> BITS - KEPT + 1;
    }

    /// @param bits behind the point, besides those that were kept and the 3 of the transform
    private static byte sample(int value, int bits) {
        int shift = bits + KEPT + 3;
        int sample = (value + (1 << shift - 1) >> shift) + 128;
        return (byte) ((sample & ~255) == 0 ? sample : sample < 0 ? 0 : 255);
    }
}
