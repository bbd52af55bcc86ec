package aikit.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/// Sound for tests, the same samples as in `scripts/fixtures/whisper_features.py`.
final class Signals {

    private Signals() {}

    /// 16-bit samples as numbers from -1 to 1.
    static float[] of(String kind, int count, int rate) {
        float[] samples = new float[count];
        Noise noise = new Noise();
        for (int i = 0; i < count; i++) {
            double value = Math.clamp(value(kind, i, (double) i / rate, noise), -1, 1);
            samples[i] = (float) Math.floor(value * 32767 + 0.5) / 32768;
        }
        return samples;
    }

    private static double value(String kind, int i, double t, Noise noise) {
        return switch (kind) {
            case "silence" -> 0;
            case "noise" -> 0.3 * noise.next();
            case "faint" -> 0.00004 * noise.next();
            case "tone" -> 0.5 * Math.sin(2 * Math.PI * 997 * t);
            case "clipped" -> 3 * Math.sin(2 * Math.PI * 313 * t);
            case "impulses" -> i % 4001 == 2000 ? 0.99 : 0;
            case "chirp" -> 0.4 * Math.sin(2 * Math.PI * (50 * t + 120 * t * t)) + 0.002 * noise.next();
            case "speech" -> speech(t, noise);
            case "fading" -> speech(t, noise) * Math.exp(-0.3 * t);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static double speech(double t, Noise noise) {
        double phase = 2 * Math.PI * (120 * t + 3 * Math.sin(2 * Math.PI * 0.7 * t));
        double voice = 0;
        for (int overtone = 1; overtone < 25; overtone++) {
            voice += Math.sin(overtone * phase) / overtone;
        }
        double speaking = Math.sin(2 * Math.PI * 0.2 * t + 1) > -0.5 ? 1 : 0;
        double syllables = Math.max(0, Math.sin(2 * Math.PI * 4 * t)) * speaking;
        return 0.25 * voice * syllables + 0.001 * noise.next();
    }

    /// Of the 16-bit samples.
    static long crc32(float[] samples) {
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            bytes.putShort((short) (sample * 32768));
        }
        CRC32 crc = new CRC32();
        crc.update(bytes.flip());
        return crc.getValue();
    }

    /// Numbers from -1 to 1, of Knuth's MMIX generator.
    private static final class Noise {
        private long state = 1;

        double next() {
            state = state * 6364136223846793005L + 1442695040888963407L;
            return (state >>> 33) / 1073741824.0 - 1;
        }
    }
}
