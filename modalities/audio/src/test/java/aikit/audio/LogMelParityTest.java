package aikit.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.vector.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Log-mel features against those of transformers (`scripts/fixtures/whisper_features.py`).
class LogMelParityTest {

    /// Where nearly all of the power is at one frequency, the reference itself is 6e-5 from double precision.
    private static final double MOST = 1e-4;

    static Stream<JsonNode> cases() throws IOException {
        List<JsonNode> cases = new ArrayList<>();
        try (InputStream in = LogMelParityTest.class.getResourceAsStream("/fixtures/features/cases.json")) {
            JsonMapper.shared().readTree(in).get("cases").forEach(cases::add);
        }
        assertEquals(24, cases.size());
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void valuesAreThoseOfTheReference(JsonNode expected) throws IOException, URISyntaxException {
        FeatureConfig config = config(expected.get("config"));
        float[] samples = Signals.of(
                expected.get("sound").asString(), expected.get("samples").asInt(), config.sampleRate());
        assertEquals(expected.get("crc32").asLong(), Signals.crc32(samples), "the sound is another");

        MelFrames frames = frames(config, samples, expected.get("form").asString().equals("short"));
        assertEquals(expected.get("frames").asLong(), frames.count());
        int count = (int) frames.count();
        FloatBuffer values = FloatBuffer.allocate(config.melBins() * count); // [melBins, count]
        frames.copy(0, count, frames.peak(), values);

        double sum = 0;
        for (float value : values.array()) {
            sum += value;
        }
        assertEquals(expected.get("sum").asDouble(), sum, 1e-6 * values.capacity());
        double worst = 0;
        JsonNode stored = expected.get("stored");
        FloatBuffer reference = stored(expected.get("name").asString()); // [stored, melBins]
        assertEquals(stored.size() * config.melBins(), reference.limit());
        for (int i = 0; i < reference.limit(); i++) {
            int frame = stored.get(i / config.melBins()).asInt();
            float ours = values.get(i % config.melBins() * count + frame);
            worst = Math.max(worst, Math.abs(reference.get(i) - ours));
        }
        double allowed = Math.min(MOST, 2e-5 + 2 * expected.get("of_float64").asDouble());
        assertTrue(worst <= allowed, "differs by " + worst);
    }

    private static MelFrames frames(FeatureConfig config, float[] samples, boolean fill) {
        LogMel mel = new LogMel(config);
        if (fill) {
            return mel.chunk(samples, 0, samples.length);
        }
        MelFrames frames = mel.start();
        frames.accept(samples, 0, samples.length);
        frames.finish();
        return frames;
    }

    private static FeatureConfig config(JsonNode json) {
        return new FeatureConfig(
                json.get("feature_size").asInt(), json.get("sampling_rate").asInt(), json.get("chunk_length").asInt(),
                json.get("hop_length").asInt(), json.get("n_fft").asInt());
    }

    private static FloatBuffer stored(String name) throws IOException, URISyntaxException {
        Path file = Path.of(LogMelParityTest.class.getResource("/fixtures/features/" + name + ".npy").toURI());
        try (FileChannel channel = FileChannel.open(file)) {
            Npy matrix = Npy.read(channel);
            ByteBuffer bytes = ByteBuffer.allocate((int) (matrix.rows() * matrix.columns() * Float.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN);
            channel.read(bytes, matrix.data());
            return bytes.flip().asFloatBuffer();
        }
    }
}
