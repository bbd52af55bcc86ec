package aikit.audio.subtitle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aikit.Result.Segment;
import aikit.Result.Transcript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One transcript in every format, letter by letter. With the system property `ai.golden` set to a folder the files are
/// written there instead of compared, for a look at what has changed.
class GoldenTest {

    private static final Shaping TIMED = new Shaping(false, Shaping.Lines.DEFAULT, Shaping.Pace.DEFAULT, true);

    @ParameterizedTest
    @EnumSource(SubtitleFormat.class)
    void theFormatIsAsItWas(SubtitleFormat format) throws IOException {
        compare("harbour." + format.word(), format, Shaping.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource(value = SubtitleFormat.class, names = {"VTT", "LRC"})
    void theFormatWithWordTimesIsAsItWas(SubtitleFormat format) throws IOException {
        compare("harbour.words." + format.word(), format, TIMED);
    }

    private static void compare(String name, SubtitleFormat format, Shaping shaping) throws IOException {
        StringBuilder out = new StringBuilder();
        format.write(transcript(), shaping, "harbour (tour).mp4", out);
        String folder = System.getProperty("ai.golden", "");
        if (!folder.isEmpty()) {
            Files.writeString(Path.of(folder, name), out);
            return;
        }
        try (InputStream in = GoldenTest.class.getResourceAsStream(name)) {
            assertEquals(new String(in.readAllBytes(), StandardCharsets.UTF_8), out.toString());
        }
    }

    /// English with word times, and after a long silence other scripts and signs without.
    private static Transcript transcript() {
        List<Segment> segments = new ArrayList<>(Transcripts.spoken("en", Samples.HARBOUR, 15).segments());
        double at = segments.getLast().end() + 4;
        String[] more = {
            " <i>Look</i> & listen: 3 < 5 --> \"yes\", *really*, [00:01.00] or #1.",
            " \u6771\u4EAC\u306E\u5317\u306B\u3042\u308B\u5C0F\u3055\u306A\u6E2F\u753A\u3067\u306F\u3001\u6BCE\u671D\u56DB\u6642\u306B\u306A\u308B\u3068\u6F01\u5E2B\u305F\u3061\u304C\u8239\u3092\u51FA\u3057\u307E\u3059\u3002",
            " \u0645\u0631\u062D\u0628\u0627 \u0628\u0643\u0645 \u0641\u064A \u0627\u0644\u0645\u062A\u062D\u0641\u061F",
            "\tSilence\u0007 of\r\nthe \uD83D\uDC69\u200D\uD83D\uDE80 sea\uD800."
        };
        for (String text : more) {
            segments.add(Transcripts.segment(segments.size(), at, at + 5.25, text));
            at += 6;
        }
        // Longer than 100 hours.
        segments.add(Transcripts.segment(segments.size(), 400_000, 400_002.5, " The end."));
        return Transcripts.of("en", segments);
    }
}
