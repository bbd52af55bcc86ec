package aikit.vector;

/// Arithmetic on logits: plain loops that the JIT vectorises.
public final class Softmax {

    /// Numbers that are worked on together.
    private static final int BLOCK = 512;

    /// Below this, `exp` is less than 1e-26 and counts for nothing beside the largest, which is 1.
    private static final double LEAST = -60;

    private Softmax() {}

    /// The place of the largest number; the first of several.
    public static int argmax(float[] values) {
        float max = max(values, 0, values.length);
        for (int i = 0; i < values.length; i++) {
            if (values[i] == max) {
                return i;
            }
        }
        return 0;
    }

    /// The largest number from `start` inclusive to `end` exclusive; negative infinity when there is none.
    public static float max(float[] values, int start, int end) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = start; i < end; i++) {
            max = Math.max(max, values[i]);
        }
        return max;
    }

    /// `log(sum(exp(values)))` of the numbers from `start` inclusive to `end` exclusive, within 1e-6; negative infinity
    /// when all are that.
    public static double logSumExp(float[] values, int start, int end) {
        float max = max(values, start, end);
        if (max == Float.NEGATIVE_INFINITY) {
            return max;
        }
        double[] block = new double[BLOCK];
        double sum = 0;
        for (int at = start; at < end; at += BLOCK) {
            int count = Math.min(BLOCK, end - at);
            exp(values, at, count, max, block);
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            int i = 0;
            for (; i + 3 < count; i += 4) {
                s0 += block[i];
                s1 += block[i + 1];
                s2 += block[i + 2];
                s3 += block[i + 3];
            }
            for (; i < count; i++) {
                s0 += block[i];
            }
            sum += s0 + s1 + s2 + s3;
        }
        return max + Math.log(sum);
    }

    /// `exp(x) = exp(x / 256)^256`, the inner one by its series, whose eighth term is below 3e-10 here: without a table
    /// or a branch, which the JIT could not vectorise.
    private static void exp(float[] values, int at, int count, float max, double[] into) {
        for (int i = 0; i < count; i++) {
            double x = Math.max(LEAST, (double) values[at + i] - max) * (1 / 256.0);
            double y = 1 + x * (1 + x * (1 / 2.0) * (1 + x * (1 / 3.0) * (1 + x * (1 / 4.0)
                    * (1 + x * (1 / 5.0) * (1 + x * (1 / 6.0) * (1 + x * (1 / 7.0)))))));
            y *= y;
            y *= y;
            y *= y;
            y *= y;
            y *= y;
            y *= y;
            y *= y;
            y *= y;
            into[i] = y;
        }
    }
}
