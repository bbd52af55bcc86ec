package aikit.audio.subtitle;

import java.util.regex.MatchResult;

/// Milliseconds as the formats write them. Hours have two digits or as many as they need.
final class Timecode {

    /// Largest time that is read or written: 1,000 hours are no recording, but a thousand times that still fits all
    /// formats.
    static final long MOST = 1_000_000L * 3_600_000;

    private Timecode() {}

    /// Seconds as milliseconds from 0 to [#MOST]; what is no number is 0.
    static long millis(double seconds) {
        return Math.clamp(Math.round(seconds * 1000), 0, MOST);
    }

    /// `01:02:03,456`
    static String comma(long millis) {
        return clock(millis) + "," + padded(millis % 1000, 3);
    }

    /// `01:02:03.456`
    static String dot(long millis) {
        return clock(millis) + "." + padded(millis % 1000, 3);
    }

    /// `01:02:03`
    static String clock(long millis) {
        long seconds = millis / 1000;
        return padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2);
    }

    /// `62:03.45`, rounded to hundredths.
    static String minutes(long millis) {
        long hundredths = (millis + 5) / 10;
        return padded(hundredths / 6000, 2) + ":" + padded(hundredths / 100 % 60, 2) + "."
                + padded(hundredths % 100, 2);
    }

    /// `3723.456`
    static String seconds(long millis) {
        return millis / 1000 + "." + padded(millis % 1000, 3);
    }

    /// A time as subtitles have it: hours, minutes, seconds and a fraction after a comma or dot; hours and fraction may
    /// be missing, and so may zeros in front.
    static final String PATTERN = "(?:(\\d{1,7}):)?(\\d{1,7}):(\\d{1,2})(?:[,.](\\d{1,9}))?";

    /// Milliseconds of what [#PATTERN] found.
    ///
    /// @param first group of the pattern
    /// @return -1 when it is no time: minutes beside hours, and seconds, go up to 59
    static long parsed(MatchResult found, int first) {
        String hours = found.group(first);
        long minutes = Long.parseLong(found.group(first + 1));
        long seconds = Long.parseLong(found.group(first + 2));
        String fraction = found.group(first + 3);
        if (seconds > 59 || hours != null && minutes > 59) {
            return -1;
        }
        long whole = ((hours == null ? 0 : Long.parseLong(hours)) * 60 + minutes) * 60 + seconds;
        long millis = fraction == null ? 0 : Long.parseLong((fraction + "00").substring(0, 3));
        return Math.min(MOST, whole * 1000 + millis);
    }

    private static String padded(long number, int digits) {
        String text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
