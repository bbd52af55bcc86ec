package aikit.cli.command;

import aikit.AiException;
import aikit.audio.subtitle.Retiming;
import aikit.cli.Arguments;
import aikit.cli.Arguments.Value;
import aikit.cli.Clock;
import aikit.cli.Numbers;

/// Options on how times are moved.
final class TimeArguments {

    private final Value<String> by;
    private final Value<String> scale;

    TimeArguments(Arguments arguments) {
        arguments.heading("Times");
        by = arguments.text("0", "TIME",
                "Later by this: 1.5s, 200ms, 1:02; earlier with a minus: --by=-200ms.", "--by");
        scale = arguments.text("1", "FACTOR",
                "Times are multiplied by this first: 25/23.976 for subtitles that were timed at 25 frames a second and "
                        + "run at 23.976.",
                "--scale");
    }

    /// @throws AiException of kind USAGE when nothing would move
    Retiming retiming() {
        Retiming retiming = new Retiming(factor("--scale", scale.get()), signed("--by", by.get().strip()));
        if (retiming.equals(Retiming.NONE)) {
            throw AiException.usage("subtitles shift: no shift is given", "use --by 1.5s, or --scale 25/23.976");
        }
        return retiming;
    }

    /// Seconds of a time that may have a sign, ASCII or typographic.
    private static double signed(String option, String text) {
        boolean minus = text.startsWith("-") || text.startsWith("\u2212");
        double seconds = Clock.parse(option, minus || text.startsWith("+") ? text.substring(1) : text);
        return minus ? 0 - seconds : seconds;
    }

    /// A number, or two with a slash between them.
    private static double factor(String option, String text) {
        int slash = text.indexOf('/');
        double factor = slash < 0
                ? Numbers.decimal(option, text, 0.001, 1000)
                : Numbers.decimal(option, text.substring(0, slash), 0.001, 1_000_000)
                        / Numbers.decimal(option, text.substring(slash + 1), 0.001, 1_000_000);
        if (factor < 0.01 || factor > 100) {
            throw AiException.usage(option + " " + text + ": is out of bounds", "use 0.01 to 100");
        }
        return factor;
    }
}
