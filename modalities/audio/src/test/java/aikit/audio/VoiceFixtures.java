package aikit.audio;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The reference numbers of `scripts/fixtures/voice_activity.py`, and what is on this machine for extra tests.
final class VoiceFixtures {

    private VoiceFixtures() {}

    static Path file(String name) throws URISyntaxException {
        return Path.of(VoiceFixtures.class.getResource("/fixtures/voice/" + name).toURI());
    }

    static JsonNode json(String name) throws IOException, URISyntaxException {
        return JsonMapper.shared().readTree(file(name));
    }

    static VoiceActivity.Options options(JsonNode json) {
        return new VoiceActivity.Options(
                json.get("threshold").asDouble(),
                json.get("min_speech_duration_ms").asInt() / 1000.0,
                json.get("min_silence_duration_ms").asInt() / 1000.0,
                json.get("speech_pad_ms").asInt() / 1000.0);
    }

    /// Ranges that are given in samples.
    static List<SpeechRange> ranges(JsonNode json) {
        List<SpeechRange> ranges = new ArrayList<>();
        json.forEach(range -> ranges.add(
                new SpeechRange(range.get(0).asDouble() / 16_000, range.get(1).asDouble() / 16_000)));
        return ranges;
    }

    static List<SpeechRange> hear(VoiceActivity voice, VoiceActivity.Options options, float[] samples) {
        try (VoiceActivity.Run run = voice.start(options)) {
            run.accept(samples, 0, samples.length);
            return run.finish();
        }
    }

    /// A file of a folder that an environment variable names.
    static Optional<Path> extra(String variable, String name) {
        return Optional.ofNullable(System.getenv(variable)).map(folder -> Path.of(folder, name)).filter(Files::exists);
    }

    /// The samples of a 16-bit WAV file, which stand behind its chunk `data`.
    static float[] wav(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int at = 12;
        while (bytes.getInt(at) != 0x61746164) {
            at += 8 + bytes.getInt(at + 4);
        }
        ShortBuffer values = bytes.slice(at + 8, bytes.getInt(at + 4)).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        float[] samples = new float[values.remaining()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = values.get(i) / 32768f;
        }
        return samples;
    }
}
