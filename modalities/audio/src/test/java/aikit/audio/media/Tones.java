package aikit.audio.media;

import aikit.Input;
import aikit.ffmpeg.Ffmpeg;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Sounds that can be told apart after any codec, and what was heard of a file.
final class Tones {

    /// Where FFmpeg is unpacked, once for all tests.
    static final Path CACHE = Path.of("target", "cache").toAbsolutePath();

    private Tones() {}

    /// A sine of half the full scale.
    static float[] sine(double hertz, int rate, double seconds) {
        float[] samples = new float[(int) Math.round(rate * seconds)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return samples;
    }

    /// A tone that rises from 200 Hz to 2000 Hz, so that every stretch of it differs.
    static float[] sweep(int rate, double seconds) {
        float[] samples = new float[(int) Math.round(rate * seconds)];
        for (int i = 0; i < samples.length; i++) {
            double t = i / (double) rate;
            samples[i] = (float) (0.5 * Math.sin(2 * Math.PI * (200 * t + 900 * t * t / seconds)));
        }
        return samples;
    }

    /// The amplitude of a frequency in a stretch of samples.
    static double amplitude(float[] samples, int from, int to, double hertz, int rate) {
        double cosine = 0;
        double sine = 0;
        for (int i = from; i < to; i++) {
            double angle = 2 * Math.PI * hertz * i / rate;
            cosine += samples[i] * Math.cos(angle);
            sine += samples[i] * Math.sin(angle);
        }
        return 2 * Math.hypot(cosine, sine) / (to - from);
    }

    /// What came out of a file.
    record Heard(float[] samples, int rate, List<String> warnings, MediaInfo info) {

        double seconds() {
            return samples.length / (double) rate;
        }
    }

    static Heard hear(Path file, String track, int rate) {
        return hear(new Input.OfFile(file, file.getFileName().toString()), track, rate, Limits.USUAL);
    }

    static Heard hear(Path file) {
        return hear(file, "", 16000);
    }

    static Heard hear(Input input, String track, int rate, Limits limits) {
        Ffmpeg.load(CACHE);
        try (MediaReader reader = MediaReader.open(input, track, rate, limits)) {
            float[] samples = new float[1 << 16];
            int count = 0;
            int more;
            // An odd length, so that frames and reads never fall together.
            while ((more = reader.read(samples, count, Math.min(1237, samples.length - count))) > 0) {
                count += more;
                if (count == samples.length) {
                    samples = Arrays.copyOf(samples, 2 * count);
                }
            }
            return new Heard(Arrays.copyOf(samples, count), reader.sampleRate(), reader.warnings(), reader.info());
        }
    }
}
