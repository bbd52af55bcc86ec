package aikit.audio.subtitle;

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

    private static String padded(long number, int digits) {
        String text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
