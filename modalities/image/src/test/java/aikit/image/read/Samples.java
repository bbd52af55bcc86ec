package aikit.image.read;

import aikit.Input;
import aikit.ffmpeg.Ffmpeg;
import aikit.image.ImageReader;
import aikit.image.Picture;
import aikit.image.Pixels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The pictures that `scripts/fixtures/picture_files.py` made, and what Pillow sees in them.
final class Samples {

    /// Where the libraries are unpacked once for all tests.
    static final Path CACHE = Path.of("target/cache");

    private Samples() {}

    static void loadFfmpeg() {
        Ffmpeg.load(CACHE);
    }

    static byte[] bytes(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("/files/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Input input(String name) {
        return new Input.OfBytes(bytes(name), name);
    }

    static Picture read(String name) {
        return ImageReader.read(input(name));
    }

    /// What is expected of each, by name.
    static JsonNode expected() {
        return new ObjectMapper().readTree(bytes("expected.json"));
    }

    static List<String> names() {
        return expected().propertyNames().stream().sorted().toList();
    }

    /// How two pictures of one size differ.
    record Difference(int most, double mean) {

        static Difference of(Pixels one, Pixels other) {
            if (one.width() != other.width() || one.height() != other.height()) {
                throw new AssertionError(
                        one.width() + " x " + one.height() + " and " + other.width() + " x " + other.height());
            }
            int most = 0;
            long sum = 0;
            for (int i = 0; i < one.rgb().length; i++) {
                int difference = Math.abs((one.rgb()[i] & 0xFF) - (other.rgb()[i] & 0xFF));
                most = Math.max(most, difference);
                sum += difference;
            }
            return new Difference(most, sum / (double) one.rgb().length);
        }
    }
}
