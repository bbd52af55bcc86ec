package aikit.audio;

import java.util.List;

/// How speech becomes text. The defaults are those of the reference implementation's command line, but for the beam: one
/// text is followed unless more are asked for, which takes a third of the time.
public record TranscribeOptions(
        Language language, Context context, Search search, Gates gates, Speech speech, Windows windows) {

    public static final TranscribeOptions DEFAULT = new TranscribeOptions(
            Language.ANY, Context.NONE, Search.DEFAULT, Gates.DEFAULT, Speech.DEFAULT, Windows.DEFAULT);

    /// What is spoken.
    ///
    /// @param code ISO 639-1, such as `de`; empty to find it out
    /// @param among codes that are possible when it is to be found out; empty for all
    /// @param windows how many windows are heard to find it out
    /// @param translate whether the text shall be English whatever is spoken
    public record Language(String code, List<String> among, int windows, boolean translate) {
        public static final Language ANY = new Language("", List.of(), 1, false);
    }

    /// What the model reads before it writes.
    ///
    /// @param prompt text that stands before the first window, for names and spelling
    /// @param carry whether the prompt stands before every window
    /// @param hotwords words to be expected in every window
    /// @param prefix text that the first window begins with
    /// @param previous whether each window reads the text of the one before
    public record Context(String prompt, boolean carry, String hotwords, String prefix, boolean previous) {
        public static final Context NONE = new Context("", false, "", "", true);
    }

    /// How the text is looked for.
    ///
    /// @param beams texts followed at temperature 0; 1 takes the most probable token each time
    /// @param bestOf texts sampled at other temperatures, of which the best is taken
    /// @param patience beams are given up after `beams * patience` texts are whole
    /// @param lengthPenalty exponent of the length by which the logarithms' sum is divided
    /// @param maxTokens tokens of a window at most; 0 for as many as the model can read
    /// @param temperatures tried one after the other as long as a gate says no
    /// @param suppress token numbers never written; `-1` stands for those that are no speech
    public record Search(
            int beams, int bestOf, double patience, double lengthPenalty, int maxTokens, List<Double> temperatures,
            List<Integer> suppress) {
        public static final Search DEFAULT = new Search(1, 5, 1, 1, 0, List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
                List.of(-1));
    }

    /// What makes a text suspicious. NaN switches a gate off.
    ///
    /// @param compressionRatio more than this, and the text repeats itself
    /// @param logprob less than this on average, and the model is guessing
    /// @param noSpeech more than this, and with a low `logprob` nobody speaks
    public record Gates(double compressionRatio, double logprob, double noSpeech) {
        public static final Gates DEFAULT = new Gates(2.4, -1, 0.6);
    }

    /// What is listened to.
    ///
    /// @param vad `auto` for the best that is there, `silero`, `energy` or `none`
    /// @param track which audio stream: empty for the best, a number from 1, or a language such as `deu`
    /// @param clips stretches of the recording; empty for all of it
    public record Speech(String vad, VoiceActivity.Options options, String track, List<SpeechRange> clips) {
        public static final Speech DEFAULT = new Speech("auto", VoiceActivity.Options.DEFAULT, "", List.of());
    }

    /// How the recording is cut.
    ///
    /// @param batch windows decoded together; 0 for one after the other, each beginning where the last text ended
    /// @param words whether each word gets its time
    /// @param timestamps whether the model writes times at all
    public record Windows(int batch, boolean words, boolean timestamps) {
        public static final Windows DEFAULT = new Windows(0, false, true);
    }
}
