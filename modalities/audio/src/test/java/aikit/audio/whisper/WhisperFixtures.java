package aikit.audio.whisper;

import aikit.audio.LocalModels;
import aikit.audio.ToneSpeech;
import aikit.audio.TranscribeOptions;
import aikit.audio.TranscribeOptions.Context;
import aikit.audio.TranscribeOptions.Gates;
import aikit.audio.TranscribeOptions.Language;
import aikit.audio.TranscribeOptions.Search;
import aikit.audio.TranscribeOptions.Speech;
import aikit.audio.TranscribeOptions.Windows;
import aikit.audio.VoiceActivity;
import aikit.model.ModelDir;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The small models of `scripts/fixtures/whisper_models.py` and what transformers makes of them.
final class WhisperFixtures {

    static final List<String> MODELS = List.of("tiny-whisper", "tiny-whisper.en", "tiny-whisper-v3",
            "tiny-whisper-10s");

    /// The text that goes before, in the cases that have one.
    static String prompt(String language) {
        return switch (language) {
            case "de" -> "der Kapitän schläft.";
            case "ja" -> "船長。";
            default -> "the captain never sleeps.";
        };
    }

    private WhisperFixtures() {}

    /// Renders a recording, and makes sure that the reference heard the same.
    ///
    /// @param clip `seed`, `samples`, `noise`, `bursts`, `sha256`
    static float[] samples(JsonNode clip) {
        List<ToneSpeech.Burst> bursts = new ArrayList<>();
        for (JsonNode burst : clip.path("bursts")) {
            int[] tones = new int[burst.size() - 2];
            for (int i = 0; i < tones.length; i++) {
                tones[i] = burst.path(i + 2).asInt();
            }
            bursts.add(new ToneSpeech.Burst(burst.path(0).asInt(), burst.path(1).asInt(), tones));
        }
        short[] pcm = new ToneSpeech(
                clip.path("seed").asLong(), clip.path("samples").asInt(), clip.path("noise").asDouble(), bursts).pcm();
        ByteBuffer bytes = ByteBuffer.allocate(2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        float[] samples = new float[pcm.length];
        for (int i = 0; i < pcm.length; i++) {
            bytes.putShort(pcm[i]);
            samples[i] = pcm[i] / 32768f;
        }
        if (!digest(bytes.array()).equals(clip.path("sha256").asString())) {
            throw new IllegalStateException("other samples than the reference heard");
        }
        return samples;
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode reference(String name) throws IOException {
        try (InputStream in = WhisperFixtures.class.getResourceAsStream("/aikit/audio/reference/" + name + ".json")) {
            return JsonMapper.shared().readTree(in);
        }
    }

    static Path folder(String model) {
        try {
            return Path.of(WhisperFixtures.class.getResource("/aikit/audio/models/" + model).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @param parts file names in `onnx/`
    static ModelDir model(String model, String... parts) {
        Path onnx = folder(model).resolve("onnx");
        return LocalModels.of(
                folder(model), "whisper", Stream.of(parts).map(onnx::resolve).toArray(Path[]::new));
    }

    static ModelDir merged(String model) {
        return model(model, "encoder_model.onnx", "decoder_model_merged.onnx");
    }

    static boolean has(String model, String part) {
        return Files.exists(folder(model).resolve("onnx").resolve(part));
    }

    /// How a case of the references was made: the first probable text, nothing left out, no gate.
    ///
    /// @param language empty to find it out
    static Case plain(String language) {
        return new Case(
                new Language(language, List.of(), 1, false), new Context("", false, "", "", false),
                new Search(1, 5, 1, 1, 0, List.of(0.0), List.of(-1)), new Gates(Double.NaN, Double.NaN, Double.NaN),
                new Windows(0, false, true));
    }

    record Case(Language language, Context context, Search search, Gates gates, Windows windows) {

        Case with(Language other) {
            return new Case(other, context, search, gates, windows);
        }

        Case with(Context other) {
            return new Case(language, other, search, gates, windows);
        }

        Case with(Search other) {
            return new Case(language, context, other, gates, windows);
        }

        Case with(Gates other) {
            return new Case(language, context, search, other, windows);
        }

        Case with(Windows other) {
            return new Case(language, context, search, gates, other);
        }

        Case beams(int beams) {
            return with(new Search(beams, 5, 1, 1, 0, List.of(0.0), List.of(-1)));
        }

        /// Listening to all of the recording.
        TranscribeOptions options() {
            return new TranscribeOptions(language, context, search, gates,
                    new Speech("none", VoiceActivity.Options.DEFAULT, "", List.of()), windows);
        }
    }
}
