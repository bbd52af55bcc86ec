package aikit.audio;

/// A stretch of a recording in which somebody speaks.
///
/// @param start seconds from the start of the recording
/// @param end seconds, greater than `start`
public record SpeechRange(double start, double end) {

    /// Seconds.
    public double length() {
        return end - start;
    }
}
