package aikit.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Input;
import aikit.Result.Embeddings;
import aikit.Result.Passage;
import aikit.Result.Precision;
import aikit.model.ModelDir;
import aikit.task.AiRuntime;
import aikit.task.EmbedOptions;
import aikit.vector.Npy;
import aikit.vector.Vectors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Against transformers, on a small model with random weights in the layout of the hub's repository:
/// `scripts/fixtures/clap_model.py` makes it, the clips and the numbers.
class ClapEmbedderTest {

    private static final int RATE = 48_000;

    @TempDir
    private static Path cache;

    private static Path folder() {
        try {
            return Path.of(ClapEmbedderTest.class.getResource("/fixtures/models/tiny-clap").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode expected() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder().resolve("expected.json")));
    }

    private static ModelDir model() {
        return LocalModels.of(
                folder(), "clap", folder().resolve("onnx/audio_model.onnx"), folder().resolve("onnx/text_model.onnx"));
    }

    /// An embedder for which the name of an input is the number of a clip.
    private static ClapEmbedder embedder(AiRuntime runtime, EmbedOptions options) throws IOException {
        JsonNode clips = expected().path("clips");
        return new ClapEmbedder(model(), options, runtime, input -> {
            int number = Integer.parseInt(input.name());
            return Sound.of(input.name(), RATE, clip(number, clips.get(number).path("seconds").asDouble()));
        });
    }

    private static <P> Embeddings embed(ClapEmbedder embedder, Input input) {
        return (Embeddings) embedder.run(List.of(embedder.prepare(input))).getFirst();
    }

    private static Input clipInput(int number) {
        return new Input.OfBytes(new byte[0], String.valueOf(number));
    }

    /// As in the script: a gliding tone with two overtones, noise and a tremolo.
    static float[] clip(int number, double seconds) {
        float[] samples = new float[(int) Math.rint(seconds * RATE)];
        long state = 1000 + number;
        double base = 110 * Math.pow(2, number / 4.0);
        for (int i = 0; i < samples.length; i++) {
            state = (state * 1664525 + 1013904223) & 0xFFFFFFFFL;
            double noise = state / 2147483648.0 - 1;
            double t = (double) i / RATE;
            double glide = base * t * (1 + 0.05 * number * t / 10);
            double wave = 0.4 * Math.sin(2 * Math.PI * glide) + 0.2 * Math.sin(2 * Math.PI * 3 * glide)
                    + 0.1 * Math.sin(2 * Math.PI * 7 * glide);
            double tremolo = 0.6 + 0.4 * Math.sin(2 * Math.PI * (0.5 + 0.3 * number) * t);
            samples[i] = (float) (tremolo * (wave + 0.02 * (number % 5) * noise));
        }
        return samples;
    }

    private static float[][] matrix(String name) throws IOException {
        try (FileChannel file = FileChannel.open(folder().resolve(name))) {
            Npy npy = Npy.read(file);
            ByteBuffer bytes = ByteBuffer.allocate((int) npy.rows() * npy.columns() * Float.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN);
            file.read(bytes, npy.data());
            float[][] rows = new float[(int) npy.rows()][npy.columns()];
            bytes.flip();
            for (float[] row : rows) {
                bytes.asFloatBuffer().get(row);
                bytes.position(bytes.position() + row.length * Float.BYTES);
            }
            return rows;
        }
    }

    @Test
    void featuresAreThoseOfTheReference() throws IOException {
        JsonNode expected = expected();
        float[][] rows = matrix("features.npy");
        int step = expected.path("frame_step").asInt();
        ClapConfig config = ClapConfig.read(model());
        ClapFeatures features = new ClapFeatures(config);
        int perClip = (config.frames() + step - 1) / step;
        double worst = 0;
        for (int number = 0; number < expected.path("clips").size(); number++) {
            float[] samples = clip(number, expected.path("clips").get(number).path("seconds").asDouble());
            ClapWindows.Window window = windows(samples).getFirst();
            float[] made = features.of(window.samples());
            for (int i = 0; i < perClip; i++) {
                for (int bin = 0; bin < config.melBins(); bin++) {
                    float there = made[i * step * config.melBins() + bin];
                    worst = Math.max(worst, Math.abs(rows[number * perClip + i][bin] - there));
                }
            }
        }
        assertEquals(rows.length, perClip * expected.path("clips").size());
        assertTrue(worst <= 1e-3, "decibels: " + worst);
    }

    @Test
    void soundsHaveTheVectorsOfTheReference() throws IOException {
        JsonNode clips = expected().path("clips");
        float[][] vectors = matrix("audio_vectors.npy");
        int row = 0;
        try (AiRuntime runtime = LocalModels.runtime(cache);
                ClapEmbedder embedder = embedder(runtime, EmbedOptions.DEFAULT)) {
            for (int number = 0; number < clips.size(); number++) {
                Embeddings embeddings = embed(embedder, clipInput(number));
                assertEquals(clips.get(number).path("windows").asInt(), embeddings.passages().size());
                assertEquals(48, embeddings.dimensions());
                for (Passage passage : embeddings.passages()) {
                    double cosine = Vectors.cosine(vectors[row++], passage.vector());
                    assertTrue(cosine >= 0.9999, "clip " + number + ": " + cosine);
                    assertEquals(1, Vectors.norm(passage.vector()), 1e-5);
                }
            }
        }
        assertEquals(vectors.length, row);
    }

    @Test
    void textsHaveTheVectorsOfTheReference() throws IOException {
        float[][] vectors = matrix("text_vectors.npy");
        JsonNode texts = expected().path("texts");
        assertEquals(20, texts.size());
        try (AiRuntime runtime = LocalModels.runtime(cache);
                ClapEmbedder embedder = embedder(runtime, EmbedOptions.DEFAULT)) {
            for (int i = 0; i < texts.size(); i++) {
                String text = texts.get(i).path("text").asString();
                Passage passage = embed(embedder, new Input.OfText(text, "text")).passages().getFirst();
                double cosine = Vectors.cosine(vectors[i], passage.vector());
                assertTrue(cosine >= 0.9999, text + ": " + cosine);
                assertEquals(texts.get(i).path("ids").size(), passage.tokens());
                assertEquals(texts.get(i).path("truncated").asBoolean(), passage.truncated(), text);
            }
            assertEquals("cpu", embedder.provenance().device());
        }
    }

    @Test
    void longSoundsAreHeardToTheEnd() {
        List<ClapWindows.Window> windows = windows(ramp(25));
        assertEquals(List.of(0.0, 10.0, 15.0), windows.stream().map(ClapWindows.Window::start).toList());
        assertEquals(15 * RATE, windows.getLast().samples()[0]);
        assertEquals(25 * RATE - 1, windows.getLast().samples()[10 * RATE - 1]);
        assertEquals(List.of(0.0, 10.0), windows(ramp(20)).stream().map(ClapWindows.Window::start).toList());
        assertEquals(3 * RATE, windows(ramp(3)).getFirst().samples().length);
        assertEquals(List.of(), windows(new float[0]));
    }

    /// Each sample is its number.
    private static float[] ramp(int seconds) {
        float[] samples = new float[seconds * RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = i;
        }
        return samples;
    }

    private static List<ClapWindows.Window> windows(float[] samples) {
        List<ClapWindows.Window> all = new ArrayList<>();
        try (ClapWindows windows = new ClapWindows(Sound.of("sound", RATE, samples).open(), RATE, 10 * RATE)) {
            for (ClapWindows.Window window = windows.next(); window != null; window = windows.next()) {
                all.add(window);
            }
        }
        return all;
    }

    @Test
    void placesAreSecondsHoweverLongTheSoundIs() {
        Sound sound = Sound.of("long", RATE, clip(3, 150));
        try (AiRuntime runtime = LocalModels.runtime(cache);
                ClapEmbedder embedder = new ClapEmbedder(model(), EmbedOptions.DEFAULT, runtime, input -> sound)) {
            ClapEmbedder.Prepared prepared = embedder.prepare(clipInput(0));
            assertEquals(12 * 1024, embedder.weight(prepared));
            Embeddings embeddings = (Embeddings) embedder.run(List.of(prepared)).getFirst();
            assertEquals(15, embeddings.passages().size());
            assertEquals("second", embeddings.passages().get(14).place().unit());
            assertEquals(140, embeddings.passages().get(14).place().number());
            // Two seconds of it alone are another sound.
            Sound other = Sound.of("other", RATE, clip(9, 2));
            try (ClapEmbedder second = new ClapEmbedder(model(), EmbedOptions.DEFAULT, runtime, input -> other)) {
                float[] vector = embed(second, clipInput(0)).passages().getFirst().vector();
                assertTrue(Vectors.cosine(vector, embeddings.passages().getFirst().vector()) < 0.99);
            }
        }
    }

    @Test
    void vectorsAreGivenAsAsked() throws IOException {
        EmbedOptions few = new EmbedOptions(
                "", "", "", true, 0, 0, EmbedOptions.Overflow.AUTO, 16, Precision.FLOAT32, "", EmbedOptions.Role.NONE);
        try (AiRuntime runtime = LocalModels.runtime(cache);
                ClapEmbedder whole = embedder(runtime, EmbedOptions.DEFAULT);
                ClapEmbedder cut = embedder(runtime, few)) {
            float[] vector = embed(whole, clipInput(2)).passages().getFirst().vector().clone();
            float[] leading = java.util.Arrays.copyOf(vector, 16);
            Vectors.normalize(leading);
            assertArrayEquals(leading, embed(cut, clipInput(2)).passages().getFirst().vector(), 1e-6f);
        }
        EmbedOptions chunks = EmbedOptions.documents(100, 0, 0, "");
        AiException e = assertThrows(
                AiException.class, () -> ClapEmbedder.open(model(), chunks, LocalModels.runtime(cache)));
        assertEquals(AiException.Kind.USAGE, e.kind());
    }

    @Test
    void modelsThatHearInAnotherWayAreRefused(@TempDir Path other) throws IOException {
        Files.writeString(other.resolve("preprocessor_config.json"), """
                {"feature_extractor_type": "ClapFeatureExtractor", "truncation": "fusion"}""");
        AiException fused = assertThrows(
                AiException.class, () -> ClapConfig.read(LocalModels.of(other, "clap")));
        assertEquals(AiException.Kind.MODEL, fused.kind());
        assertTrue(fused.getMessage().contains("truncation 'fusion'"), fused.getMessage());
        Files.writeString(other.resolve("preprocessor_config.json"), """
                {"truncation": "rand_trunc", "hop_length": 100000000}""");
        assertThrows(AiException.class, () -> ClapConfig.read(LocalModels.of(other, "clap")));
        ModelDir half = LocalModels.of(folder(), "clap", folder().resolve("onnx/audio_model.onnx"));
        try (AiRuntime runtime = LocalModels.runtime(cache)) {
            AiException missing = assertThrows(AiException.class, () -> ClapText.open(half, runtime));
            assertTrue(missing.getMessage().contains("has no graph text_model.onnx"), missing.getMessage());
        }
    }

    @Test
    void nothingToEmbedIsAnError() {
        try (AiRuntime runtime = LocalModels.runtime(cache);
                ClapEmbedder embedder = new ClapEmbedder(
                        model(), EmbedOptions.DEFAULT, runtime, input -> Sound.of("empty.wav", RATE, new float[0]))) {
            assertEquals("empty.wav: has no sound", assertThrows(
                    AiException.class, () -> embedder.prepare(clipInput(0))).getMessage());
            assertThrows(AiException.class, () -> embedder.prepare(new Input.OfText(" ", "text:1")));
        }
    }
}
