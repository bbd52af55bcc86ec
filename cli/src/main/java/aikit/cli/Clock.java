package aikit.cli;

import aikit.AiException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times in recordings, as people write and read them.
public final class Clock {

    /// `1:02:03.5`, `00:10`, `90`, `90s`, `250ms`, `10m`, `2h`; a comma as in SubRip will do, too.
    private static final Pattern TIME = Pattern.compile(
            "(?:(?:(\\d{1,6}):)?(\\d{1,6}):)?(\\d{1,9}(?:[.,]\\d{1,9})?)(ms|s|m|h)?");

    private Clock() {}

    /// `1:02:03`: hours, minutes and whole seconds.
    ///
    /// @param seconds from the start, not negative
    public static String of(double seconds) {
        long whole = (long) seconds;
        return whole / 3600 + ":" + two(whole / 60 % 60) + ":" + two(whole % 60);
    }

    private static String two(long number) {
        return (number < 10 ? "0" : "") + number;
    }

    /// Seconds.
    ///
    /// @param option for messages
    /// @throws AiException of kind USAGE when the text is no time
    public static double parse(String option, String text) {
        Matcher time = TIME.matcher(text.strip());
        boolean colons = time.matches() && time.group(2) != null;
        if (!time.matches() || colons && time.group(4) != null) {
            throw AiException.usage(option + " " + text + ": is no time", "as in 1:02:03.5, 00:10, 90s or 250ms");
        }
        double last = Double.parseDouble(time.group(3).replace(',', '.'));
        if (colons) {
            double hours = time.group(1) == null ? 0 : Double.parseDouble(time.group(1));
            return hours * 3600 + Double.parseDouble(time.group(2)) * 60 + last;
        }
        return switch (time.group(4) == null ? "s" : time.group(4)) {
            case "ms" -> last / 1000;
            case "m" -> last * 60;
            case "h" -> last * 3600;
            default -> last;
        };
    }
}
