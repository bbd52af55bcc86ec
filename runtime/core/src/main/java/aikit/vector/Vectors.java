package aikit.vector;

import java.util.Arrays;

/// Arithmetic on vectors and on rows of matrices: plain loops that the JIT vectorises.
public final class Vectors {

    private Vectors() {}

    public static float dot(float[] a, float[] b) {
        // Four sums, so that additions do not wait for each other.
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + s2 + s3;
    }

    public static double norm(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    /// Cosine of the angle between two vectors; 0 when one of them is zero.
    public static double cosine(float[] a, float[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
        }
        double norms = norm(a) * norm(b);
        return norms == 0 ? 0 : dot / norms;
    }

    /// Gives a vector unit length in place. As in `torch.nn.functional.normalize`, a vector shorter than 1e-12 is
    /// divided by that instead.
    public static void normalize(float[] vector) {
        double norm = Math.max(norm(vector), 1e-12);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / norm);
        }
    }

    /// The mean of `rows` rows of `width` numbers that start at `offset` of a row-major matrix; zeros when there are
    /// no rows.
    public static float[] meanRows(float[] matrix, int offset, int rows, int width) {
        float[] mean = new float[width];
        for (int row = 0; row < rows; row++) {
            int at = offset + row * width;
            for (int i = 0; i < width; i++) {
                mean[i] += matrix[at + i];
            }
        }
        for (int i = 0; i < width; i++) {
            mean[i] /= Math.max(rows, 1);
        }
        return mean;
    }

    /// The greatest number of each column over `rows` rows that start at `offset`.
    public static float[] maxRows(float[] matrix, int offset, int rows, int width) {
        float[] max = Arrays.copyOfRange(matrix, offset, offset + width);
        for (int row = 1; row < rows; row++) {
            int at = offset + row * width;
            for (int i = 0; i < width; i++) {
                max[i] = Math.max(max[i], matrix[at + i]);
            }
        }
        return max;
    }

    /// Whole numbers from -127 to 127: each number of a unit vector times 127, rounded.
    public static float[] toInt8(float[] vector) {
        float[] rounded = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            rounded[i] = Math.clamp(Math.round(vector[i] * 127f), -127, 127);
        }
        return rounded;
    }

    /// The signs of eight numbers in each byte, 1 for a number above zero, the first in the highest bit, as
    /// `numpy.packbits(vector > 0)` does; bytes as numbers from 0 to 255.
    public static float[] toBinary(float[] vector) {
        float[] bytes = new float[(vector.length + 7) / 8];
        for (int i = 0; i < vector.length; i++) {
            if (vector[i] > 0) {
                bytes[i / 8] += 128 >> (i % 8);
            }
        }
        return bytes;
    }
}
