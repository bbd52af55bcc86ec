package aikit.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The rule against that of faster-whisper (`scripts/fixtures/voice_activity.py`).
class SpeechRuleTest {

    @Test
    void rangesAreThoseOfTheReference() throws IOException, URISyntaxException {
        List<String> lines = Files.readAllLines(VoiceFixtures.file("rule.jsonl"));
        assertEquals(235, lines.size());
        int ranges = 0;
        for (String line : lines) {
            JsonNode expected = JsonMapper.shared().readTree(line);
            List<SpeechRange> found = run(expected, false);
            assertEquals(VoiceFixtures.ranges(expected.get("ranges")), found, line);
            ranges += found.size();
        }
        assertTrue(ranges > 400, "the cases are of interest: " + ranges);
    }

    @Test
    void whatIsTakenEarlyIsTheSame() throws IOException, URISyntaxException {
        for (String line : Files.readAllLines(VoiceFixtures.file("rule.jsonl"))) {
            JsonNode expected = JsonMapper.shared().readTree(line);
            assertEquals(VoiceFixtures.ranges(expected.get("ranges")), run(expected, true), line);
        }
    }

    @Test
    void whatIsOverIsGivenOutBeforeTheEnd() {
        SpeechRule rule = new SpeechRule(new VoiceActivity.Options(0.5, 0, 1, 0.1), 16_000, 512);
        for (int i = 0; i < 100; i++) {
            rule.accept(i >= 10 && i < 20 ? 0.9 : 0.1);
            boolean known = i == 20 + 32; // a second of silence, which is 31.25 windows, has been heard
            assertEquals(known ? List.of(new SpeechRange(0.22, 0.74)) : List.of(), rule.take(), "window " + i);
        }
        assertEquals(List.of(), rule.finish(100 * 512));
    }

    private static List<SpeechRange> run(JsonNode expected, boolean early) {
        SpeechRule rule = new SpeechRule(VoiceFixtures.options(expected), 16_000, 512);
        List<SpeechRange> found = new ArrayList<>();
        int left = expected.get("probabilities").size();
        for (JsonNode probability : expected.get("probabilities")) {
            rule.accept(probability.asDouble());
            // The last window reaches beyond the end, so it is heard only when that is known.
            if (early && --left > 0) {
                found.addAll(rule.take());
            }
        }
        found.addAll(rule.finish(expected.get("samples").asLong()));
        return found;
    }
}
