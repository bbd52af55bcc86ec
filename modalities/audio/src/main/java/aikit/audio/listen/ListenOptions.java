package aikit.audio.listen;

import aikit.AiException;

/// What a recording is listened to for.
///
/// @param vad what hears speech: `energy`, `silero` (which needs its model), `auto` (the model if it can be had) or `none`
/// @param track which audio stream: empty for the best, a number from 1, or a language such as `deu`
/// @param spectrogram whether there is to be a picture
public record ListenOptions(Quiet quiet, String vad, String track, boolean spectrogram) {

    public static final ListenOptions DEFAULT = new ListenOptions(Quiet.DEFAULT, "energy", "", false);

    /// What counts as silence.
    ///
    /// @param threshold level in dB below full scale, negative
    /// @param shortest seconds of the shortest silence
    public record Quiet(double threshold, double shortest) {
        public static final Quiet DEFAULT = new Quiet(-50, 0.5);

        public Quiet {
            if (!(threshold < 0) || !(threshold >= -150)) {
                throw AiException.usage(threshold + " dB: is no level of silence",
                        "full scale is 0 dB: use -60 or -50");
            }
            if (!(shortest > 0)) {
                throw AiException.usage(shortest + " seconds: is no length of a silence", "use 0.5 or 2");
            }
        }
    }
}
