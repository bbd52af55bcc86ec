package aikit.audio.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aikit.Result.Loudness;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What FFmpeg's `ebur128` measures on the same signals; `scripts/fixtures/loudness_reference.py` says how they are made.
class LoudnessParityTest {

    /// LU.
    private static final double TOLERANCE = 0.1;

    static Stream<JsonNode> signals() throws IOException {
        try (InputStream in = LoudnessParityTest.class.getResourceAsStream("/fixtures/loudness.json")) {
            return JsonMapper.shared().readTree(in).path("signals").valueStream();
        }
    }

    @ParameterizedTest
    @MethodSource("signals")
    void measuresTheSame(JsonNode signal) {
        int rate = signal.path("sample_rate").asInt();
        int channels = signal.path("channels").asInt();
        float[] samples = samples(rate, channels, signal.path("seconds").asDouble());
        LoudnessMeter meter = new LoudnessMeter(rate, speakers(channels));
        TruePeak peak = new TruePeak(rate, channels);
        meter.accept(samples, samples.length / channels);
        peak.accept(samples, samples.length / channels);
        peak.finish();
        Loudness loudness = meter.finish(LevelMeter.decibels(peak.peak()));
        assertEquals(signal.path("integrated").asDouble(), loudness.integrated(), TOLERANCE);
        assertEquals(signal.path("range").asDouble(), loudness.range(), TOLERANCE);
        assertEquals(signal.path("momentary").asDouble(), loudness.momentary(), TOLERANCE);
        assertEquals(signal.path("short_term").asDouble(), loudness.shortTerm(), TOLERANCE);
        assertEquals(signal.path("sample_peak").asDouble(), peak.samplePeak(), 0.001);
        // Interpolators differ: FFmpeg's reaches further to each side.
        assertEquals(LevelMeter.decibels(signal.path("true_peak").asDouble()), loudness.truePeak(), 0.2);
    }

    private static List<String> speakers(int channels) {
        return switch (channels) {
            case 1 -> List.of("FC");
            case 2 -> List.of("FL", "FR");
            case 6 -> List.of("FL", "FR", "FC", "LFE", "BL", "BR");
            default -> throw new IllegalArgumentException();
        };
    }

    private static float[] samples(int rate, int channels, double seconds) {
        int frames = (int) Math.rint(rate * seconds);
        float[] samples = new float[frames * channels];
        long state = 12345;
        for (int i = 0; i < frames; i++) {
            state = (state * 1664525 + 1013904223) & 0xFFFFFFFFL;
            double hiss = state / 2147483648.0 - 1;
            double t = (double) i / rate;
            double loud = (t % 5 < 3 ? 1 : 0.08) * (0.6 + 0.4 * Math.sin(2 * Math.PI * 0.7 * t));
            loud = t > seconds - 1.5 ? 0.0005 : loud;
            for (int c = 0; c < channels; c++) {
                double wave = 0.3 * Math.sin(2 * Math.PI * 110 * (c + 1) * t)
                        + 0.2 * Math.sin(2 * Math.PI * 1234.5 * t + c)
                        + 0.15 * Math.sin(2 * Math.PI * 5678.9 * t) + 0.25 * hiss;
                samples[i * channels + c] = (float) (loud * (1 - 0.1 * c) * wave);
            }
        }
        return samples;
    }
}
