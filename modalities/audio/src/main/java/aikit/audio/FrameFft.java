package aikit.audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Power spectra of many overlapping frames of real sound at once, for any frame length: a Fourier transform with
/// radices 4, 2, 3, 5 and any other prime.
///
/// Every step is done for [#LANES] frames side by side, in rows that hold one number of each, so that the compiler makes
/// vector instructions of the loops. It is here because a library was too slow: with TarsosDSP's `FloatFFT` (a port of
/// JTransforms, which knows frames of 400 samples too), one frame after the other, log-mel features take 1.2 times as long
/// as with transformers' extractor; like this they take 0.7 times as long (`scripts/bench/hearing`).
///
/// A frame of even length is transformed as half as many complex numbers: its even samples are their real parts, its odd
/// ones the imaginary. Immutable; the numbers that change are in [Rows].
final class FrameFft {

    /// Frames that are transformed together.
    static final int LANES = 128;

    private final int size;
    private final int hop;
    private final int points;
    private final float[] window;
    private final int[] radices;
    private final int[] order;
    private final float[][][] turns;
    private final float[] unpacking;

    /// @param window what each sample of a frame is multiplied with; as long as a frame
    /// @param hop samples from one frame to the next, a frame at most
    FrameFft(float[] window, int hop) {
        this.size = window.length;
        this.hop = hop;
        this.window = window;
        this.points = size % 2 == 0 ? size / 2 : size;
        this.radices = radices(points);
        this.order = order(points, radices.length - 1);
        this.turns = turns(radices);
        this.unpacking = new float[2 * (points / 2 + 1)];
        for (int i = 0; i <= points / 2; i++) {
            turn(unpacking, i, (double) i / size);
        }
    }

    /// Memory for the transforms of one thread.
    static final class Rows {

        /// Complex numbers, then what they become.
        private final float[][] real;
        private final float[][] imaginary;

        /// Samples by their place in a hop, from hop to hop.
        private final float[][] sound;

        private final float[][] spare;

        /// [size / 2 + 1, LANES]: the power at each frequency.
        final float[][] power;

        private Rows(FrameFft fft) {
            int widest = 0;
            for (int radix : fft.radices) {
                widest = Math.max(widest, radix);
            }
            this.real = new float[fft.points][LANES];
            this.imaginary = new float[fft.points][LANES];
            this.sound = new float[fft.hop][LANES + (fft.size - 1) / fft.hop];
            this.spare = new float[2 * widest][LANES];
            this.power = new float[fft.size / 2 + 1][LANES];
        }
    }

    Rows rows() {
        return new Rows(this);
    }

    /// Samples that [#power] reads.
    int samples() {
        return (LANES + (size - 1) / hop) * hop;
    }

    /// Computes the power spectra of [#LANES] frames, of which the first begins at the first sample.
    ///
    /// @param samples [#samples] of them; those behind the last frame may be anything
    void power(float[] samples, Rows rows) {
        sort(samples, rows.sound);
        load(rows);
        transform(rows);
        if (size % 2 == 0) {
            unpack(rows);
        } else {
            for (int i = 0; i <= size / 2; i++) {
                Butterflies.power(rows.real[i], rows.imaginary[i], rows.power[i]);
            }
        }
    }

    /// Writes each sample once into the row of its place in the hop.
    private void sort(float[] samples, float[][] sound) {
        int columns = LANES + (size - 1) / hop;
        // Few rows at a time, so that they stay in the processor's nearest memory.
        int rows = 16;
        for (int first = 0; first < hop; first += rows) {
            int end = Math.min(hop, first + rows);
            for (int column = 0; column < columns; column++) {
                for (int row = first; row < end; row++) {
                    sound[row][column] = samples[column * hop + row];
                }
            }
        }
    }

    /// Writes the samples of all frames, under the window, where the transform wants them.
    private void load(Rows rows) {
        for (int i = 0; i < points; i++) {
            if (size % 2 == 0) {
                load(rows, 2 * order[i], rows.real[i]);
                load(rows, 2 * order[i] + 1, rows.imaginary[i]);
            } else {
                load(rows, order[i], rows.real[i]);
                Arrays.fill(rows.imaginary[i], 0);
            }
        }
    }

    private void load(Rows rows, int sample, float[] into) {
        Butterflies.scale(rows.sound[sample % hop], sample / hop, window[sample], into);
    }

    /// Decimation in time, in place: each stage makes transforms of `radix` times the length.
    private void transform(Rows rows) {
        int length = 1;
        for (int stage = 0; stage < radices.length; stage++) {
            int radix = radices[stage];
            for (int turn = 0; turn < length; turn++) {
                float[] turns = this.turns[stage][turn];
                for (int at = turn; at < points; at += radix * length) {
                    switch (radix) {
                        case 2 -> Butterflies.two(rows.real, rows.imaginary, at, length, turns);
                        case 3 -> Butterflies.three(rows.real, rows.imaginary, at, length, turns);
                        case 4 -> Butterflies.four(rows.real, rows.imaginary, at, length, turns);
                        case 5 -> Butterflies.five(rows.real, rows.imaginary, at, length, turns);
                        default -> any(rows, at, length, turns);
                    }
                }
            }
            length *= radix;
        }
    }

    /// A butterfly of any width, by the definition of the transform.
    private static void any(Rows rows, int at, int step, float[] turns) {
        int radix = turns.length / 2;
        for (int i = 0; i < radix; i++) {
            Butterflies.turn(rows.real[at + i * step], rows.imaginary[at + i * step], turns[2 * i], turns[2 * i + 1],
                    rows.spare[2 * i], rows.spare[2 * i + 1]);
        }
        float[] circle = new float[2 * radix];
        for (int i = 0; i < radix; i++) {
            turn(circle, i, (double) i / radix);
        }
        for (int out = 0; out < radix; out++) {
            float[] real = rows.real[at + out * step];
            float[] imaginary = rows.imaginary[at + out * step];
            Arrays.fill(real, 0);
            Arrays.fill(imaginary, 0);
            for (int in = 0; in < radix; in++) {
                int angle = in * out % radix;
                Butterflies.addTurned(rows.spare[2 * in], rows.spare[2 * in + 1], circle[2 * angle],
                        circle[2 * angle + 1], real, imaginary);
            }
        }
    }

    /// The spectrum of the real frame from that of the complex numbers that it was packed into.
    private void unpack(Rows rows) {
        Butterflies.unpackEnds(rows.real[0], rows.imaginary[0], rows.power[0], rows.power[points]);
        for (int i = 1; i <= points / 2; i++) {
            int j = points - i;
            Butterflies.unpack(rows.real[i], rows.imaginary[i], rows.real[j], rows.imaginary[j], rows.power[i],
                    rows.power[j], unpacking[2 * i], unpacking[2 * i + 1]);
        }
    }

    private static int[] radices(int points) {
        List<Integer> factors = new ArrayList<>();
        int rest = points;
        for (int radix : new int[]{4, 2, 3, 5}) {
            for (; rest % radix == 0; rest /= radix) {
                factors.add(radix);
            }
        }
        for (int prime = 7; rest > 1; prime += 2) {
            for (; rest % prime == 0; rest /= prime) {
                factors.add(prime);
            }
        }
        return factors.stream().mapToInt(Integer::intValue).toArray();
    }

    /// Which of the points each row begins with.
    private int[] order(int length, int stage) {
        int[] order = new int[length];
        if (length > 1) {
            int radix = radices[stage];
            int part = length / radix;
            int[] inner = order(part, stage - 1);
            for (int i = 0; i < length; i++) {
                order[i] = i / part + radix * inner[i % part];
            }
        }
        return order;
    }

    /// [stage, place in the transform, 2 * radix]: what the numbers of a butterfly are multiplied with.
    private static float[][][] turns(int[] radices) {
        float[][][] turns = new float[radices.length][][];
        int length = 1;
        for (int stage = 0; stage < radices.length; stage++) {
            int radix = radices[stage];
            turns[stage] = new float[length][2 * radix];
            for (int place = 0; place < length; place++) {
                for (int i = 0; i < radix; i++) {
                    turn(turns[stage][place], i, (double) place * i / (length * radix));
                }
            }
            length *= radix;
        }
        return turns;
    }

    /// Puts `exp(-2 pi i part)` in its place.
    private static void turn(float[] into, int place, double part) {
        into[2 * place] = (float) Math.cos(-2 * Math.PI * part);
        into[2 * place + 1] = (float) Math.sin(-2 * Math.PI * part);
    }
}
