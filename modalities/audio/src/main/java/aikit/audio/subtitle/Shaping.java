package aikit.audio.subtitle;

/// How the text of a transcript becomes subtitles.
///
/// @param kept whether each segment stays one cue, with its own lines and times; nothing else but `wordTimes` counts then
/// @param wordTimes whether formats that can do so (VTT, LRC) tell the time of each word, where it is known
public record Shaping(boolean kept, Lines lines, Pace pace, boolean wordTimes) {

    /// Cut and broken anew, by [Lines#DEFAULT] and [Pace#DEFAULT].
    public static final Shaping DEFAULT = new Shaping(false, Lines.DEFAULT, Pace.DEFAULT, false);

    /// Segments as they are.
    public static final Shaping KEPT = new Shaping(true, Lines.DEFAULT, Pace.DEFAULT, false);

    /// What a cue looks like. The defaults are those of Netflix's Timed Text Style Guide for English: 42 characters in
    /// a line, two lines.
    ///
    /// Width is counted in columns: a wide character of Chinese, Japanese or Korean (East Asian Width W or F of Unicode
    /// Standard Annex #11) takes two, a combining mark none.
    ///
    /// @param width most columns of a line; only a word that is longer by itself may take more
    /// @param count most lines of a cue
    /// @param words most words of a line; 0 for any number
    /// @param cueWords most words of a cue; 0 for any number
    /// @param sentences whether a sentence begins a new cue, unless one of the two would be too short to be read
    public record Lines(int width, int count, int words, int cueWords, boolean sentences) {

        public static final Lines DEFAULT = new Lines(42, 2, 0, 0, true);

        /// The same with one line in each cue.
        Lines inOne() {
            return new Lines(width, 1, words, cueWords, sentences);
        }
    }

    /// How long a cue is shown. The defaults are those of Netflix's Timed Text Style Guide: 20 characters a second for
    /// adults, at least 5/6 of a second, at most 7 seconds, two frames (of 24 a second) between cues.
    ///
    /// @param cps most columns that a viewer has to read in a second, as far as the speech allows; 0 for any number
    /// @param shortest seconds that a cue is shown at least, where the next one leaves the time
    /// @param longest seconds that a cue is shown at most, unless a single word takes longer
    /// @param gap least seconds between two cues that do not follow at once
    /// @param pause seconds of silence that no cue spans
    public record Pace(double cps, double shortest, double longest, double gap, double pause) {

        public static final Pace DEFAULT = new Pace(20, 0.833, 7, 0.083, 1.5);
    }
}
