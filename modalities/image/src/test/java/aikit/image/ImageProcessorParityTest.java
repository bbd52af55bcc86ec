package aikit.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aikit.image.ImageProcessor.PixelValues;
import aikit.image.process.ProcessorConfig;
import aikit.image.process.ProcessorFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `scripts/fixtures/image_processors.py` got from transformers 5.18 with its Pillow back end.
class ImageProcessorParityTest {

    @TempDir
    Path folder;

    /// One processor of each configuration is used by all threads.
    @Test
    void whatTransformersMakesOfTwoHundredPictures() throws IOException {
        Map<String, Both> configs = configs();
        Map<Integer, List<JsonNode>> expected = expected();
        assertEquals(200, expected.size());
        expected.entrySet().stream().parallel().forEach(entry -> {
            Pixels picture = ProcessorPictures.of(entry.getKey());
            for (JsonNode each : entry.getValue()) {
                check(each, configs.get(each.path("config").asString()), picture);
            }
        });
    }

    /// @param plain the same without the arithmetic
    private record Both(ImageProcessor whole, ImageProcessor plain) {

        static Both of(ProcessorConfig config) {
            return new Both(new ImageProcessor(config), new ImageProcessor(new ProcessorConfig(
                    config.size(), config.resampling(), config.crop(), config.centre(), List.of(),
                    config.flipped(), config.padding(), config.masked())));
        }
    }

    private static void check(JsonNode expected, Both processors, Pixels picture) {
        String name = expected.path("config").asString() + " of picture " + expected.path("picture");
        PixelValues values = processors.whole.process(picture);
        assertEquals(expected.path("shape").get(0).asInt(), values.height(), name);
        assertEquals(expected.path("shape").get(1).asInt(), values.width(), name);
        if (expected.has("bytes")) {
            assertEquals(expected.path("bytes").asString(), digest(processors.plain.process(picture)), name);
        }
        float[] sample = sample(expected.path("sample").asString());
        int step = expected.path("step").asInt();
        float[] same = new float[sample.length];
        for (int i = 0; i < sample.length; i++) {
            same[i] = values.values()[i * step];
        }
        assertArrayEquals(sample, same, name);
        double sum = 0;
        for (float value : values.values()) {
            sum += value;
        }
        assertEquals(expected.path("sum").asDouble(), sum, 1e-6 * values.values().length, name);
    }

    private static String digest(PixelValues values) {
        byte[] bytes = new byte[values.values().length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values.values()[i];
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static float[] sample(String base64) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        float[] sample = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(sample);
        return sample;
    }

    private Map<String, Both> configs() throws IOException {
        Map<String, Both> configs = new TreeMap<>();
        try (InputStream in = resource("configs.json")) {
            for (Map.Entry<String, JsonNode> each : JsonMapper.shared().readTree(in).properties()) {
                Path model = Files.createDirectory(folder.resolve(each.getKey()));
                String file = each.getValue().has("pretrained_cfg") ? "config.json" : "preprocessor_config.json";
                Files.writeString(model.resolve(file), each.getValue().toString());
                configs.put(each.getKey(), Both.of(ProcessorFile.read(ProcessorFolder.of(model))));
            }
        }
        return configs;
    }

    private static Map<Integer, List<JsonNode>> expected() throws IOException {
        Map<Integer, List<JsonNode>> expected = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(resource("expected.ndjson.gz")), StandardCharsets.UTF_8))) {
            lines.lines().map(JsonMapper.shared()::readTree).forEach(each -> expected
                    .computeIfAbsent(each.path("picture").asInt(), _ -> new ArrayList<>()).add(each));
        }
        return expected;
    }

    private static InputStream resource(String name) {
        return ImageProcessorParityTest.class.getResourceAsStream("/processors/" + name);
    }
}
