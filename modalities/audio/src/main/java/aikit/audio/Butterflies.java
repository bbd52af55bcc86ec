package aikit.audio;

/// The inner loops of [FrameFft], each over one number of all its frames. Rows are arrays of their own, read and written
/// at the same place, because the compiler makes vector instructions of just such loops.
///
/// The numbers of a butterfly stand in the rows `at`, `at + step`, ...; all but the first are multiplied with their
/// complex number in `turns` before.
final class Butterflies {

    /// Parts of a whole turn: the third and the fifths.
    private static final float SIN_3 = (float) Math.sin(2 * Math.PI / 3);
    private static final float COS_5 = (float) Math.cos(2 * Math.PI / 5);
    private static final float COS_5_2 = (float) Math.cos(4 * Math.PI / 5);
    private static final float SIN_5 = (float) Math.sin(2 * Math.PI / 5);
    private static final float SIN_5_2 = (float) Math.sin(4 * Math.PI / 5);

    private Butterflies() {}

    /// `into = row * factor`, from a place in the row on.
    static void scale(float[] row, int from, float factor, float[] into) {
        for (int t = 0; t < FrameFft.LANES; t++) {
            into[t] = row[from + t] * factor;
        }
    }

    /// `into += row * factor`
    static void addScaled(float[] row, float factor, float[] into) {
        for (int t = 0; t < FrameFft.LANES; t++) {
            into[t] += row[t] * factor;
        }
    }

    static void power(float[] real, float[] imaginary, float[] power) {
        for (int t = 0; t < FrameFft.LANES; t++) {
            power[t] = real[t] * real[t] + imaginary[t] * imaginary[t];
        }
    }

    /// Multiplies with a complex number.
    static void turn(float[] real, float[] imaginary, float cos, float sin, float[] intoReal, float[] intoImaginary) {
        for (int t = 0; t < FrameFft.LANES; t++) {
            float r = real[t] * cos - imaginary[t] * sin;
            float i = real[t] * sin + imaginary[t] * cos;
            intoReal[t] = r;
            intoImaginary[t] = i;
        }
    }

    /// Multiplies with a complex number and adds.
    static void addTurned(
            float[] real, float[] imaginary, float cos, float sin, float[] intoReal, float[] intoImaginary) {
        for (int t = 0; t < FrameFft.LANES; t++) {
            intoReal[t] += real[t] * cos - imaginary[t] * sin;
            intoImaginary[t] += real[t] * sin + imaginary[t] * cos;
        }
    }

    static void two(float[][] real, float[][] imaginary, int at, int step, float[] turns) {
        two(real[at], imaginary[at], real[at + step], imaginary[at + step], turns[2], turns[3]);
    }

    private static void two(float[] ar, float[] ai, float[] br, float[] bi, float cos, float sin) {
        for (int t = 0; t < FrameFft.LANES; t++) {
            float r = br[t] * cos - bi[t] * sin;
            float i = br[t] * sin + bi[t] * cos;
            float pr = ar[t];
            float pi = ai[t];
            ar[t] = pr + r;
            ai[t] = pi + i;
            br[t] = pr - r;
            bi[t] = pi - i;
        }
    }

    static void three(float[][] real, float[][] imaginary, int at, int step, float[] turns) {
        int b = at + step;
        int c = b + step;
        three(real[at], imaginary[at], real[b], imaginary[b], real[c], imaginary[c], turns[2], turns[3], turns[4],
                turns[5]);
    }

    private static void three(
            float[] ar, float[] ai, float[] br, float[] bi, float[] cr, float[] ci, float cos1, float sin1, float cos2,
            float sin2) {
        for (int t = 0; t < FrameFft.LANES; t++) {
            float r1 = br[t] * cos1 - bi[t] * sin1;
            float i1 = br[t] * sin1 + bi[t] * cos1;
            float r2 = cr[t] * cos2 - ci[t] * sin2;
            float i2 = cr[t] * sin2 + ci[t] * cos2;
            float sr = r1 + r2;
            float si = i1 + i2;
            float dr = SIN_3 * (r1 - r2);
            float di = SIN_3 * (i1 - i2);
            float mr = ar[t] - 0.5f * sr;
            float mi = ai[t] - 0.5f * si;
            ar[t] += sr;
            ai[t] += si;
            br[t] = mr + di;
            bi[t] = mi - dr;
            cr[t] = mr - di;
            ci[t] = mi + dr;
        }
    }

    static void four(float[][] real, float[][] imaginary, int at, int step, float[] turns) {
        int b = at + step;
        int c = b + step;
        int d = c + step;
        if (at % (4 * step) == 0) {
            four(real[at], imaginary[at], real[b], imaginary[b], real[c], imaginary[c], real[d], imaginary[d]);
        } else {
            four(real[at], imaginary[at], real[b], imaginary[b], real[c], imaginary[c], real[d], imaginary[d], turns[2],
                    turns[3], turns[4], turns[5], turns[6], turns[7]);
        }
    }

    /// Without turns, as they all are in the first stage.
    private static void four(
            float[] ar, float[] ai, float[] br, float[] bi, float[] cr, float[] ci, float[] dr, float[] di) {
        for (int t = 0; t < FrameFft.LANES; t++) {
            float pr = ar[t] + cr[t];
            float pi = ai[t] + ci[t];
            float qr = ar[t] - cr[t];
            float qi = ai[t] - ci[t];
            float sr = br[t] + dr[t];
            float si = bi[t] + di[t];
            float ur = br[t] - dr[t];
            float ui = bi[t] - di[t];
            ar[t] = pr + sr;
            ai[t] = pi + si;
            br[t] = qr + ui;
            bi[t] = qi - ur;
            cr[t] = pr - sr;
            ci[t] = pi - si;
            dr[t] = qr - ui;
            di[t] = qi + ur;
        }
    }

    private static void four(
            float[] ar, float[] ai, float[] br, float[] bi, float[] cr, float[] ci, float[] dr, float[] di, float cos1,
            float sin1, float cos2, float sin2, float cos3, float sin3) {
        for (int t = 0; t < FrameFft.LANES; t++) {
            float r1 = br[t] * cos1 - bi[t] * sin1;
            float i1 = br[t] * sin1 + bi[t] * cos1;
            float r2 = cr[t] * cos2 - ci[t] * sin2;
            float i2 = cr[t] * sin2 + ci[t] * cos2;
            float r3 = dr[t] * cos3 - di[t] * sin3;
            float i3 = dr[t] * sin3 + di[t] * cos3;
            float pr = ar[t] + r2;
            float pi = ai[t] + i2;
            float qr = ar[t] - r2;
            float qi = ai[t] - i2;
            float sr = r1 + r3;
            float si = i1 + i3;
            float ur = r1 - r3;
            float ui = i1 - i3;
            ar[t] = pr + sr;
            ai[t] = pi + si;
            br[t] = qr + ui;
            bi[t] = qi - ur;
            cr[t] = pr - sr;
            ci[t] = pi - si;
            dr[t] = qr - ui;
            di[t] = qi + ur;
        }
    }

    static void five(float[][] real, float[][] imaginary, int at, int step, float[] turns) {
        int b = at + step;
        int c = b + step;
        int d = c + step;
        int e = d + step;
        five(real[at], imaginary[at], real[b], imaginary[b], real[c], imaginary[c], real[d], imaginary[d], real[e],
                imaginary[e], turns[2], turns[3], turns[4], turns[5], turns[6], turns[7], turns[8], turns[9]);
    }

    private static void five(
            float[] ar, float[] ai, float[] br, float[] bi, float[] cr, float[] ci, float[] dr, float[] di, float[] er,
            float[] ei, float cos1, float sin1, float cos2, float sin2, float cos3, float sin3, float cos4,
            float sin4) {
        for (int t = 0; t < FrameFft.LANES; t++) {
            float r1 = br[t] * cos1 - bi[t] * sin1;
            float i1 = br[t] * sin1 + bi[t] * cos1;
            float r2 = cr[t] * cos2 - ci[t] * sin2;
            float i2 = cr[t] * sin2 + ci[t] * cos2;
            float r3 = dr[t] * cos3 - di[t] * sin3;
            float i3 = dr[t] * sin3 + di[t] * cos3;
            float r4 = er[t] * cos4 - ei[t] * sin4;
            float i4 = er[t] * sin4 + ei[t] * cos4;
            float pr = r1 + r4;
            float pi = i1 + i4;
            float qr = r1 - r4;
            float qi = i1 - i4;
            float sr = r2 + r3;
            float si = i2 + i3;
            float ur = r2 - r3;
            float ui = i2 - i3;
            float mr = ar[t] + COS_5 * pr + COS_5_2 * sr;
            float mi = ai[t] + COS_5 * pi + COS_5_2 * si;
            float nr = ar[t] + COS_5_2 * pr + COS_5 * sr;
            float ni = ai[t] + COS_5_2 * pi + COS_5 * si;
            float vr = SIN_5 * qr + SIN_5_2 * ur;
            float vi = SIN_5 * qi + SIN_5_2 * ui;
            float wr = SIN_5_2 * qr - SIN_5 * ur;
            float wi = SIN_5_2 * qi - SIN_5 * ui;
            ar[t] += pr + sr;
            ai[t] += pi + si;
            br[t] = mr + vi;
            bi[t] = mi - vr;
            cr[t] = nr + wi;
            ci[t] = ni - wr;
            dr[t] = nr - wi;
            di[t] = ni + wr;
            er[t] = mr - vi;
            ei[t] = mi + vr;
        }
    }

    /// The power at a frequency and at the one as far from the other end, from the complex spectrum of even and odd
    /// samples at both. All is twice as large as it should be, hence the quarter.
    static void unpack(
            float[] ar, float[] ai, float[] br, float[] bi, float[] power, float[] mirrored, float cos, float sin) {
        for (int t = 0; t < FrameFft.LANES; t++) {
            float evenReal = ar[t] + br[t];
            float evenImaginary = ai[t] - bi[t];
            float oddReal = ai[t] + bi[t];
            float oddImaginary = br[t] - ar[t];
            float r = oddReal * cos - oddImaginary * sin;
            float i = oddReal * sin + oddImaginary * cos;
            float sr = evenReal + r;
            float si = evenImaginary + i;
            float dr = evenReal - r;
            float di = evenImaginary - i;
            power[t] = 0.25f * (sr * sr + si * si);
            mirrored[t] = 0.25f * (dr * dr + di * di);
        }
    }

    /// The power at frequency 0 and at half the sample rate.
    static void unpackEnds(float[] real, float[] imaginary, float[] lowest, float[] highest) {
        for (int t = 0; t < FrameFft.LANES; t++) {
            float sum = real[t] + imaginary[t];
            float difference = real[t] - imaginary[t];
            lowest[t] = sum * sum;
            highest[t] = difference * difference;
        }
    }
}
