package aikit.audio.media;

/// Keeps the samples where the file's clock has them: a recording that pauses, or lost a piece, has a gap between two
/// frames. Filled with silence, everything behind it stays in time with the picture.
final class Timeline {

    /// Seconds that clocks may wander from the count of samples; the same as the `min_hard_comp` of FFmpeg's `aresample`.
    private static final double SLACK = 0.1;

    /// Longest gap in a file that does not say how long it is, and in any other.
    private static final double LONGEST_UNTOLD = 60;
    private static final double LONGEST = 3600;

    private final double origin;
    private final double length;
    private double offset = Double.NaN;
    private double end;
    private double gaps;

    /// @param origin when the film begins, by the file's clock; NaN to begin with the first frame
    /// @param length seconds of the whole; NaN when that is not known
    Timeline(double origin, double length) {
        this.origin = origin;
        this.length = length;
    }

    /// Seconds of silence to put before a frame.
    ///
    /// @param time when it begins, by the file's clock; NaN when it does not say
    double gapBefore(double time) {
        if (Double.isNaN(time)) {
            return 0;
        }
        boolean first = Double.isNaN(offset);
        if (first) {
            offset = Double.isNaN(origin) ? time : origin;
        }
        double lag = time - offset - end;
        if (Math.abs(lag) <= SLACK) {
            return 0;
        }
        if (lag < 0 || lag > LONGEST || (Double.isNaN(length) ? lag > LONGEST_UNTOLD : end + lag > length + 1)) {
            // A clock that was set anew.
            offset += lag;
            return 0;
        }
        end += lag;
        gaps += first ? 0 : lag;
        return lag;
    }

    /// A frame follows.
    void add(double seconds) {
        end += seconds;
    }

    /// Seconds so far, silence included.
    double end() {
        return end;
    }

    /// Seconds of the silence that was put between two frames.
    double gaps() {
        return gaps;
    }
}
