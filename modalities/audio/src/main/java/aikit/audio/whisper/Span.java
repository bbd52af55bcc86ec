package aikit.audio.whisper;

import aikit.audio.FeatureConfig;
import aikit.audio.SpeechRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A stretch of a recording in mel frames, no longer than a window when it is one.
///
/// @param first frame
/// @param count frames
record Span(long first, int count) {

    /// The stretches in which somebody speaks, as frames; never behind the end of the recording.
    static List<Span> of(List<SpeechRange> speech, ScannedRecording recording) {
        FeatureConfig config = recording.mel().config();
        List<Span> spans = new ArrayList<>();
        for (SpeechRange range : speech) {
            long first = Math.round(range.start() * config.framesPerSecond());
            long end = Math.min(recording.frames(), Math.round(range.end() * config.framesPerSecond()));
            if (end > first) {
                spans.add(new Span(first, Math.toIntExact(end - first)));
            }
        }
        return spans;
    }

    /// The next window: it begins at `seek`, or where the next speech begins when nobody speaks there, and ends where the
    /// last speech in it ends.
    ///
    /// @param speech in the order of time
    /// @param width frames of a window
    static Optional<Span> next(List<Span> speech, long seek, int width) {
        Span window = null;
        for (Span each : speech) {
            if (window == null && each.end() > seek) {
                long first = Math.max(seek, each.first);
                window = new Span(first, (int) Math.min(width, each.end() - first));
            } else if (window != null && each.first < window.first + width) {
                window = new Span(window.first, (int) Math.min(width, each.end() - window.first));
            }
        }
        return Optional.ofNullable(window);
    }

    private long end() {
        return first + count;
    }

    /// Seconds from the start of the recording.
    double start(FeatureConfig config) {
        return first / config.framesPerSecond();
    }

    /// Positions of the encoder.
    int positions() {
        return count / WhisperConfig.STRIDE;
    }
}
