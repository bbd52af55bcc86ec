package aikit.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class VectorsTest {

    @RepeatedTest(20)
    void dotEqualsTheSumOfProducts(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        float[] a = random(random, repetition.getCurrentRepetition());
        float[] b = random(random, repetition.getCurrentRepetition());
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        assertEquals(sum, Vectors.dot(a, b), 1e-4);
        assertEquals(sum / Vectors.norm(a) / Vectors.norm(b), Vectors.cosine(a, b), 1e-6);
    }

    @Test
    void normalizeGivesUnitLengthAndLeavesZeroAlone() {
        float[] vector = {3, 0, 4};
        Vectors.normalize(vector);
        assertArrayEquals(new float[]{0.6f, 0, 0.8f}, vector, 1e-7f);
        float[] zero = new float[3];
        Vectors.normalize(zero);
        assertArrayEquals(new float[3], zero);
        assertEquals(0, Vectors.cosine(zero, vector));
    }

    @Test
    void rowsArePooledFromTheirOffset() {
        float[] matrix = {9, 9, 1, -2, 3, -4, 5, 6};
        assertArrayEquals(new float[]{2, -3}, Vectors.meanRows(matrix, 2, 2, 2));
        assertArrayEquals(new float[]{5, 6}, Vectors.maxRows(matrix, 2, 3, 2));
        assertArrayEquals(new float[]{0, 0}, Vectors.meanRows(matrix, 0, 0, 2));
    }

    @Test
    void quantisedNumbersAreThoseOfNumpy() {
        // numpy.packbits([1, 0, 1, 0, 0, 0, 0, 1, 1]) == [161, 128]
        float[] vector = {0.5f, 0, 1, -1, -0.1f, 0, -0f, 0.001f, 0.2f};
        assertArrayEquals(new float[]{161, 128}, Vectors.toBinary(vector));
        assertArrayEquals(new float[]{64, 0, 127, -127, -13, 0, 0, 0, 25}, Vectors.toInt8(vector));
        assertArrayEquals(new float[]{127, -127}, Vectors.toInt8(new float[]{2, -2}));
    }

    private static float[] random(Random random, int length) {
        float[] vector = new float[length];
        for (int i = 0; i < length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }
}
