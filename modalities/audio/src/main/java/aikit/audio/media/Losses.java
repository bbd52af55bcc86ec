package aikit.audio.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What of a recording did not come out of its file.
///
/// @param declared seconds that the file says it holds; NaN when it does not say
/// @param decoded seconds of samples that came out
/// @param gaps seconds that its clock passed without samples
record Losses(double declared, double decoded, double gaps) {

    /// A file must give this part of what it declares. Less is a loss; more may be rounding and what encoders put around
    /// the sound.
    private static final double ENOUGH = 0.98;

    /// Seconds that a file which gives all it declares may give less: what a clock of milliseconds makes of a frame.
    private static final double ROUNDING = 0.03;

    /// Seconds of silence that an encoder may put around the sound: two frames of AAC at 22 kHz.
    private static final double PADDING = 0.1;

    /// Whether all that the file declares came out, so that whatever comes behind it is nothing of the recording.
    boolean none() {
        return decoded >= declared - ROUNDING;
    }

    /// The warnings, one line each.
    ///
    /// @param cutOff whether the file ends sooner than its structure says
    List<String> warnings(TrackDecoder decoder, boolean cutOff) {
        List<String> warnings = new ArrayList<>();
        boolean shorter = decoded < ENOUGH * declared && declared - decoded > PADDING;
        boolean inBetween = gaps > (1 - ENOUGH) * decoded;
        if (shorter && decoded + gaps < ENOUGH * declared) {
            warnings.add("declares " + seconds(declared) + ", " + seconds(decoded)
                    + " could be decoded: it is cut off or damaged");
        } else if (cutOff) {
            warnings.add("its end is missing: " + seconds(decoded) + " could be decoded");
        }
        if (inBetween) {
            warnings.add(seconds(gaps) + " are missing in between, and silence was put there");
        }
        long bad = decoder.undecodable() - (none() ? decoder.undecodableAtEnd() : 0);
        if (bad > 0) {
            warnings.add(bad + " of " + decoder.packets() + " packets could not be decoded");
        }
        return warnings;
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 1 ? "%.2f s" : "%.1f s", seconds);
    }
}
