package aikit.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SoftmaxTest {

    @Test
    void theLogarithmOfTheSumIsThatOfTheLibrary() {
        Random random = new Random(3);
        for (int length : new int[]{1, 3, 511, 512, 513, 51_865}) {
            for (float spread : new float[]{0.01f, 1, 20, 300}) {
                float[] values = new float[length];
                for (int i = 0; i < length; i++) {
                    values[i] = (float) random.nextGaussian() * spread;
                }
                double sum = 0;
                float max = Softmax.max(values, 0, length);
                for (float value : values) {
                    sum += Math.exp(value - max);
                }
                assertEquals(max + Math.log(sum), Softmax.logSumExp(values, 0, length), 1e-6);
            }
        }
    }

    @Test
    void whatIsForbiddenCountsForNothing() {
        float[] values = {Float.NEGATIVE_INFINITY, 1, Float.NEGATIVE_INFINITY, 1};
        assertEquals(1 + Math.log(2), Softmax.logSumExp(values, 0, 4), 1e-9);
        assertEquals(Double.NEGATIVE_INFINITY, Softmax.logSumExp(values, 2, 3));
        assertEquals(Double.NEGATIVE_INFINITY, Softmax.logSumExp(values, 1, 1));
        assertEquals(1, Softmax.argmax(values));
    }
}
