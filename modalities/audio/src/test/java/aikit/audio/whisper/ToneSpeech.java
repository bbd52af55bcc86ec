package aikit.audio.whisper;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/// The language of tones that the small models understand: the very samples of `scripts/fixtures/tone_speech.py`.
final class ToneSpeech {

    static final int RATE = 16_000;

    private static final double[] LEVELS = {0.2, 0.15, 0.08};

    private ToneSpeech() {}

    /// Renders a recording, and makes sure that the reference heard the same.
    ///
    /// @param clip `seed`, `samples`, `noise`, `bursts`, `sha256`
    static float[] samples(JsonNode clip) {
        double[] value = new double[clip.path("samples").asInt()];
        for (JsonNode burst : clip.path("bursts")) {
            add(value, burst);
        }
        noise(value, clip.path("seed").asLong(), clip.path("noise").asDouble());
        ByteBuffer pcm = ByteBuffer.allocate(2 * value.length).order(ByteOrder.LITTLE_ENDIAN);
        float[] samples = new float[value.length];
        for (int i = 0; i < value.length; i++) {
            short sample = (short) Math.clamp((long) Math.floor(value[i] * 32767 + 0.5), -32768, 32767);
            pcm.putShort(sample);
            samples[i] = sample / 32768f;
        }
        String digest = digest(pcm.array());
        if (!digest.equals(clip.path("sha256").asString())) {
            throw new IllegalStateException("other samples than the reference heard: " + digest);
        }
        return samples;
    }

    private static void add(double[] value, JsonNode burst) {
        int start = burst.path(0).asInt();
        int end = burst.path(1).asInt();
        for (int n = start; n < Math.min(end, value.length); n++) {
            double edge = Math.min(1, Math.min((n - start + 1) / 160.0, (end - n) / 160.0));
            double tone = 0;
            for (int k = 2; k < burst.size(); k++) {
                tone += LEVELS[k - 2] * sine((int) ((long) burst.path(k).asInt() * n % RATE));
            }
            value[n] += edge * tone;
        }
    }

    private static double sine(int k) {
        return StrictMath.sin(2 * Math.PI * k / RATE);
    }

    private static void noise(double[] value, long seed, double level) {
        if (level == 0) {
            return;
        }
        long x = seed;
        for (int n = 0; n < value.length; n++) {
            x = x * 6364136223846793005L + 1442695040888963407L;
            value[n] += level * ((x >>> 32) / 2147483648.0 - 1);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
