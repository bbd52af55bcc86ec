package aikit.audio.media;

import java.time.Duration;

/// How much a file may ask of the decoder.
///
/// @param probe bytes looked at to find out what a file is, and again to find out what its streams are
/// @param streams how many streams a file may have
/// @param analysis how much of the recording is read to find out what its streams are
/// @param patience how long opening may take, and reading without any sound coming of it
/// @param longest where a recording is cut off
public record Limits(int probe, int streams, Duration analysis, Duration patience, Duration longest) {

    /// FFmpeg's own limits for `probe` and `analysis`, a tenth of its limit of streams, and room for a logger that ran
    /// for four days.
    public static final Limits USUAL = new Limits(
            5_000_000, 100, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofHours(100));
}
