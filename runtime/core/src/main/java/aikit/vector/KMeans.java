package aikit.vector;

import java.util.Arrays;
import java.util.Random;

/// Spherical k-means: groups of unit vectors around directions (Dhillon and Modha, Machine Learning 42, 2001), started
/// from points that lie apart (k-means++: Arthur and Vassilvitskii, SODA 2007).
///
/// @param centres of unit length
/// @param groups number of the centre that each vector is nearest to
public record KMeans(float[][] centres, int[] groups) {

    private static final int MOST_ROUNDS = 50;

    /// @param vectors of unit length, at least `k`
    /// @param seed the same seed gives the same groups
    public static KMeans of(float[][] vectors, int k, long seed) {
        float[][] centres = start(vectors, k, new Random(seed));
        int[] groups = new int[vectors.length];
        Arrays.fill(groups, -1);
        for (int round = 0; round < MOST_ROUNDS && assign(vectors, centres, groups); round++) {
            move(vectors, centres, groups);
        }
        return new KMeans(centres, groups);
    }

    private static float[][] start(float[][] vectors, int k, Random random) {
        float[][] centres = new float[k][];
        centres[0] = vectors[random.nextInt(vectors.length)].clone();
        double[] far = new double[vectors.length];
        Arrays.fill(far, Double.MAX_VALUE);
        for (int next = 1; next < k; next++) {
            double sum = 0;
            for (int i = 0; i < vectors.length; i++) {
                far[i] = Math.min(far[i], Math.max(0, 1 - Vectors.dot(vectors[i], centres[next - 1])));
                sum += far[i];
            }
            double mark = random.nextDouble() * sum;
            int chosen = 0;
            for (int i = 0; i < vectors.length && mark >= 0; i++) {
                mark -= far[i];
                chosen = i;
            }
            centres[next] = vectors[chosen].clone();
        }
        return centres;
    }

    /// Puts each vector into the group of its nearest centre; whether any changed.
    private static boolean assign(float[][] vectors, float[][] centres, int[] groups) {
        boolean changed = false;
        for (int i = 0; i < vectors.length; i++) {
            int best = nearest(vectors[i], centres);
            changed |= best != groups[i];
            groups[i] = best;
        }
        return changed;
    }

    private static int nearest(float[] vector, float[][] centres) {
        int best = 0;
        float most = Float.NEGATIVE_INFINITY;
        for (int c = 0; c < centres.length; c++) {
            float cosine = Vectors.dot(vector, centres[c]);
            if (cosine > most) {
                most = cosine;
                best = c;
            }
        }
        return best;
    }

    /// Turns each centre into the direction of its group; one without a group stays.
    private static void move(float[][] vectors, float[][] centres, int[] groups) {
        float[][] sums = new float[centres.length][centres[0].length];
        for (int i = 0; i < vectors.length; i++) {
            float[] sum = sums[groups[i]];
            for (int d = 0; d < sum.length; d++) {
                sum[d] += vectors[i][d];
            }
        }
        for (int c = 0; c < centres.length; c++) {
            if (Vectors.norm(sums[c]) > 0) {
                Vectors.normalize(sums[c]);
                centres[c] = sums[c];
            }
        }
    }

    /// How well the groups are parted, -1 to 1: the mean over all vectors of how much nearer the own centre is than the
    /// next one, as a part of the greater distance (the simplified silhouette: Hruschka et al., 2004).
    public double silhouette(float[][] vectors) {
        double sum = 0;
        for (int i = 0; i < vectors.length; i++) {
            double own = 1 - Vectors.dot(vectors[i], centres[groups[i]]);
            double other = 2;
            for (int c = 0; c < centres.length; c++) {
                if (c != groups[i]) {
                    other = Math.min(other, 1 - Vectors.dot(vectors[i], centres[c]));
                }
            }
            double greater = Math.max(own, other);
            sum += greater <= 0 ? 0 : (other - own) / greater;
        }
        return sum / vectors.length;
    }
}
