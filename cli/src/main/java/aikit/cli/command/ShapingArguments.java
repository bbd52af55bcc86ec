package aikit.cli.command;

import aikit.AiException;
import aikit.audio.subtitle.Shaping;
import aikit.audio.subtitle.Shaping.Lines;
import aikit.audio.subtitle.Shaping.Pace;
import aikit.cli.Arguments;
import aikit.cli.Arguments.Value;
import aikit.cli.Clock;
import aikit.cli.Numbers;
import java.util.Set;

/// Options on what subtitles look like.
final class ShapingArguments {

    /// All of them.
    static final Set<String> NAMES = Set.of(
            "--max-width", "--max-lines", "--max-words", "--max-cue-words", "--max-cps", "--min-duration",
            "--max-duration", "--min-gap", "--max-pause", "--no-sentences", "--keep-segments", "--word-times");

    private final Value<Integer> width;
    private final Value<Integer> lines;
    private final Value<Integer> words;
    private final Value<Integer> cueWords;
    private final Value<Boolean> noSentences;
    private final Value<String> cps;
    private final Value<String> shortest;
    private final Value<String> longest;
    private final Value<String> gap;
    private final Value<String> pause;
    private final Value<Boolean> kept;
    private final Value<Boolean> wordTimes;

    ShapingArguments(Arguments arguments) {
        arguments.heading("Subtitles (srt, vtt, lrc)");
        width = arguments.number(Lines.DEFAULT.width(), "N",
                "Most characters of a line (default: 42); those of Chinese and Japanese count twice.", "--max-width");
        lines = arguments.number(Lines.DEFAULT.count(), "N", "Most lines of a subtitle (default: 2).", "--max-lines");
        words = arguments.number(0, "N", "Most words of a line; 0 (default) for any number.", "--max-words");
        cueWords = arguments.number(0, "N", "Most words of a subtitle; 0 (default) for any number.",
                "--max-cue-words");
        cps = arguments.text("20", "N", "Most characters a second that must be read (default: 20); 0 for any number.",
                "--max-cps");
        shortest = arguments.text("833ms", "TIME", "Shown at least so long, if there is time (default: 833ms).",
                "--min-duration");
        longest = arguments.text("7s", "TIME", "Shown at most so long (default: 7s).", "--max-duration");
        gap = arguments.text("83ms", "TIME", "Least time between two that do not follow at once (default: 83ms).",
                "--min-gap");
        pause = arguments.text("1.5s", "TIME", "Silence that no subtitle spans (default: 1.5s).", "--max-pause");
        noSentences = arguments.flag("A sentence need not begin a new subtitle.", "--no-sentences");
        kept = arguments.flag("Leave everything as the model cut it.", "--keep-segments");
        wordTimes = arguments.flag("Tell the time of each word in vtt and lrc; includes --words.", "--word-times");
    }

    boolean wordTimes() {
        return wordTimes.get();
    }

    Shaping shaping() {
        Lines look = new Lines(
                Numbers.within("--max-width", width.get(), 4, 1000),
                Numbers.within("--max-lines", lines.get(), 1, 20),
                Numbers.within("--max-words", words.get(), 0, 1000),
                Numbers.within("--max-cue-words", cueWords.get(), 0, 1000),
                !noSentences.get());
        Pace pace = new Pace(
                Numbers.decimal("--max-cps", cps.get(), 0, 1000),
                Clock.parse("--min-duration", shortest.get()),
                Clock.parse("--max-duration", longest.get()),
                Clock.parse("--min-gap", gap.get()),
                Clock.parse("--max-pause", pause.get()));
        if (pace.longest() <= 0 || pace.shortest() > pace.longest()) {
            throw AiException.usage(
                    "--max-duration " + longest.get() + ": is less than --min-duration", "as in --max-duration 7s");
        }
        return new Shaping(kept.get(), look, pace, wordTimes.get());
    }
}
