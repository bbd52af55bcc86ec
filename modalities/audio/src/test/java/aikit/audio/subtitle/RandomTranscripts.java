package aikit.audio.subtitle;

import aikit.Result.Segment;
import aikit.Result.Transcript;
import aikit.Result.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Transcripts by chance, from a seed: many scripts, words of all lengths, times as they come out of models.
final class RandomTranscripts {

    private static final String[] LATIN = {
        "and", "the", "a", "of", "house", "because", "lighthouse", "Dr.", "well-known", "sea,", "wind;", "(rain)",
        "\u201Cstorm\u201D", "it's", "1984", "3.5", "incomprehensibilities", "stop.", "why?", "no!", "e\u0301te\u0301",
        "\u2014", "!", "\u00AB", "\u00BB", "\u2026"
    };
    private static final String[] ARABIC = {
        "\u0645\u0631\u062D\u0628\u0627", "\u0628\u0643\u0645", "\u0641\u064A",
        "\u0627\u0644\u0645\u064F\u062A\u0652\u062D\u064E\u0641\u061F",
        "\u0627\u0644\u0628\u062D\u0631\u06D4", "\u0648"
    };
    private static final String[] HEBREW = {"\u05E9\u05DC\u05D5\u05DD", "\u05E2\u05D5\u05DC\u05DD.",
        "\u200F\u05D9\u05DD"};
    private static final String[] CJK = {
        "\u6771\u4EAC", "\u306E", "\u6E2F\u3067\u306F\u3001", "\u300C\u3053\u3093\u306B\u3061\u306F\u300D",
        "\u30B3\u30FC\u30D2\u30FC",
        "\u98DF\u3079\u307E\u3059\u3002", "\u6211\u4EEC", "GPU", "100\u5186", "\uFF08\u7B11\uFF09", "\u3063\u3066",
        "\uD842\uDFB7\u91CE\u5BB6"
    };
    private static final String[] THAI = {
        "\u0E2A\u0E27\u0E31\u0E2A\u0E14\u0E35", "\u0E04\u0E23\u0E31\u0E1A", "\u0E19\u0E49\u0E33", "\u0E44\u0E14\u0E49"
    };
    private static final String[] KOREAN = {"\uC548\uB155\uD558\uC138\uC694", "\uBC14\uB2E4\uC758",
        "\uB4F1\uB300\uC9C0\uAE30\uB294."};
    private static final String[] EMOJI = {"\uD83D\uDE00", "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
        "\uD83C\uDDE9\uD83C\uDDEA", "\u2764\uFE0F", "\u266A"};

    private final Random random;

    RandomTranscripts(long seed) {
        this.random = new Random(seed);
    }

    Transcript next() {
        String[][] scripts = {LATIN, LATIN, ARABIC, HEBREW, CJK, THAI, KOREAN, EMOJI};
        String[] script = scripts[random.nextInt(scripts.length)];
        boolean spaced = script != CJK && script != THAI || random.nextInt(8) == 0;
        boolean timed = random.nextBoolean();
        double speed = 5 + random.nextInt(25);
        boolean messy = random.nextInt(4) == 0;
        List<Segment> segments = new ArrayList<>();
        double at = random.nextDouble() * 3;
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            double start = at;
            List<Word> words = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 120 : 20);
            for (int w = 0; w < length; w++) {
                String word = (spaced ? " " : "") + word(script);
                double end = at + word.length() / speed;
                double shift = messy ? random.nextGaussian() : 0;
                words.add(new Word(at + shift, end + shift, word, random.nextDouble()));
                text.append(word);
                at = end + (random.nextInt(12) == 0 ? random.nextDouble() * 2.5 : 0);
            }
            double end = random.nextInt(10) == 0 ? at + random.nextInt(30) : at;
            segments.add(Transcripts.segment(i, start, messy ? end - 2 * random.nextDouble() : end, text.toString(),
                    timed ? words.toArray(Word[]::new) : new Word[0]));
            at = messy ? at - random.nextDouble() : end + random.nextDouble();
        }
        return Transcripts.of(language(script), segments);
    }

    private static String language(String[] script) {
        return script == LATIN ? "en" : script == CJK ? "ja" : script == THAI ? "th" : "";
    }

    private String word(String[] script) {
        return switch (random.nextInt(30)) {
            case 0 -> "x".repeat(30 + random.nextInt(60));
            case 1 -> LATIN[random.nextInt(LATIN.length)];
            case 2 -> EMOJI[random.nextInt(EMOJI.length)];
            default -> script[random.nextInt(script.length)];
        };
    }

    Shaping shaping() {
        Shaping.Lines lines = new Shaping.Lines(
                12 + random.nextInt(60), 1 + random.nextInt(4), random.nextInt(3) == 0 ? 1 + random.nextInt(6) : 0,
                random.nextInt(3) == 0 ? 1 + random.nextInt(12) : 0, random.nextBoolean());
        Shaping.Pace pace = new Shaping.Pace(
                random.nextInt(4) == 0 ? 0 : 8 + random.nextInt(20), random.nextDouble(), 2 + random.nextInt(8),
                random.nextInt(3) * 0.0415, 0.3 + 3 * random.nextDouble());
        return random.nextInt(3) == 0 ? Shaping.DEFAULT : new Shaping(false, lines, pace, random.nextBoolean());
    }

    /// Lines of text as subtitles may hold them, with what formats must defuse.
    Transcript cues() {
        List<Segment> segments = new ArrayList<>();
        long at = 0;
        int count = 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            long start = at + random.nextInt(4000);
            long end = start + 1 + random.nextInt(6000);
            if (random.nextInt(40) == 0) {
                start += 400_000_000L;
                end = start + 5000;
            }
            StringBuilder text = new StringBuilder();
            int lines = 1 + random.nextInt(3);
            for (int line = 0; line < lines; line++) {
                text.append('\n').append(line());
            }
            segments.add(Transcripts.segment(i, start / 1000.0, end / 1000.0, text.toString()));
            at = end;
        }
        return Transcripts.of("", segments);
    }

    private String line() {
        String[] odd = {
            "-->", "&", "<", ">", "&amp;", "a < b > c", "17", "NOTE", "STYLE", "WEBVTT", "1\u00A0000", "\"quoted\"",
            "[00:01.00]", "<00:00:02.000>", ",", "\\", "00:00:01,000", "# not a heading", "a\u200Bb", "x,y", "{\\an8"
        };
        StringBuilder line = new StringBuilder();
        int length = 1 + random.nextInt(6);
        for (int i = 0; i < length; i++) {
            line.append(i == 0 ? "" : " ").append(
                    random.nextInt(3) == 0 ? odd[random.nextInt(odd.length)] : LATIN[random.nextInt(LATIN.length)]);
        }
        return line.append(" z").toString();
    }
}
