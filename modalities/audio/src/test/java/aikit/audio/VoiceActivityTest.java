package aikit.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.AiException;
import aikit.Home;
import aikit.Progress;
import aikit.model.ModelStore;
import aikit.onnx.Device;
import aikit.task.AiRuntime;
import aikit.task.Tasks;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which detector is taken. The network is forbidden here.
class VoiceActivityTest {

    @TempDir
    Path home;

    private final List<String> notes = new ArrayList<>();

    @Test
    void withoutTheModelLoudnessIsTakenAndSaidSo() {
        try (AiRuntime runtime = runtime(); VoiceActivity voice = VoiceActivity.open("auto", "", runtime)) {
            assertEquals("energy", voice.method());
        }
        assertEquals(1, notes.size());
        assertTrue(notes.getFirst().startsWith("silero-vad is not on this machine"), notes.getFirst());
    }

    @Test
    void theModelIsNotDoneWithoutWhenItIsAskedFor() {
        try (AiRuntime runtime = runtime()) {
            for (List<String> asked : List.of(List.of("silero", ""), List.of("auto", "silero-vad"))) {
                AiException missing = assertThrows(
                        AiException.class, () -> VoiceActivity.open(asked.get(0), asked.get(1), runtime));
                assertEquals(AiException.Kind.MODEL, missing.kind());
            }
        }
        assertEquals(List.of(), notes);
    }

    @Test
    void theModelIsTakenWhenItIsHere() throws IOException, URISyntaxException {
        Path folder = Files.createDirectories(home.resolve("voice/onnx"));
        Files.copy(VoiceFixtures.file("tiny-branches.onnx"), folder.resolve("model.onnx"));
        Files.writeString(home.resolve("voice/config.json"), "{\"model_type\": \"silero-vad\"}");
        for (String method : List.of("auto", "silero")) {
            try (AiRuntime runtime = runtime();
                    VoiceActivity voice = VoiceActivity.open(method, home.resolve("voice").toString(), runtime)) {
                assertEquals("silero", voice.method());
                assertEquals(16_000, voice.sampleRate());
            }
        }
        assertEquals(List.of(), notes);
    }

    @Test
    void loudnessNeedsNoModel() {
        try (VoiceActivity voice = VoiceActivity.open("energy", "", LocalModels.runtime(home))) {
            assertEquals("energy", voice.method());
        }
    }

    @Test
    void anUnknownMethodIsAnError() {
        AiException wrong = assertThrows(
                AiException.class, () -> VoiceActivity.open("pyannote", "", LocalModels.runtime(home)));
        assertEquals(AiException.Kind.USAGE, wrong.kind());
    }

    @Test
    void theModelsCountAsRunnable() {
        assertTrue(Tasks.supports("detect-voice", "silero-vad"));
        assertFalse(Tasks.supports("detect-voice", "whisper"));
    }

    private AiRuntime runtime() {
        Map<String, String> environment = Map.of("AI_HOME", home.toString());
        Progress progress = new Progress() {
            @Override
            public Task start(String label, long total, Unit unit) {
                return Progress.none().start(label, total, unit);
            }

            @Override
            public void note(String message) {
                notes.add(message);
            }

            @Override
            public void tell(String message) {
                notes.add(message);
            }
        };
        Home folders = Home.of(environment);
        return new AiRuntime(
                new AiRuntime.Settings(folders, Device.parse("cpu"), 1, false),
                () -> ModelStore.of(folders, environment, true), progress);
    }
}
