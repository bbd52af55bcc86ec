package aikit.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The transform against its definition, for frames of every kind of length.
class FrameFftTest {

    @ParameterizedTest
    @CsvSource({"400,160", "2,1", "3,2", "4,4", "5,3", "6,1", "7,7", "8,5", "16,16", "22,3", "90,45", "121,11",
        "128,32",
        "255,85", "294,100", "402,201", "480,160", "512,128", "1024,320", "1030,103"})
    void powerIsThatOfTheDefinition(int size, int hop) {
        Random random = new Random(size);
        float[] window = new float[size];
        for (int i = 0; i < size; i++) {
            window[i] = random.nextFloat();
        }
        FrameFft fft = new FrameFft(window, hop);
        float[] samples = new float[fft.samples()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = random.nextFloat() - 0.5f;
        }
        FrameFft.Rows rows = fft.rows();
        fft.power(samples, rows);
        for (int frame : new int[]{0, 1, 63, FrameFft.LANES - 1}) {
            for (int k = 0; k <= size / 2; k++) {
                double real = 0;
                double imaginary = 0;
                for (int i = 0; i < size; i++) {
                    double angle = 2 * Math.PI * ((long) i * k % size) / size;
                    real += samples[frame * hop + i] * window[i] * Math.cos(angle);
                    imaginary += samples[frame * hop + i] * window[i] * Math.sin(angle);
                }
                double expected = real * real + imaginary * imaginary;
                assertEquals(expected, rows.power[k][frame], 2e-6 * size, "frame " + frame + ", frequency " + k);
            }
        }
    }
}
