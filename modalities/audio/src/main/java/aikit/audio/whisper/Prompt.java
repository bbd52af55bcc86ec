package aikit.audio.whisper;

import aikit.audio.TranscribeOptions;
import aikit.tokenize.Tokenizer;
import java.util.Arrays;
import java.util.stream.IntStream;

/// What the decoder reads before it writes: text that goes before, then the tokens that say the language and the task.
/// The order is that of openai-whisper and, for hot words, of faster-whisper.
final class Prompt {

    private final WhisperConfig config;
    private final TranscribeOptions options;
    private final int[] prompt;
    private final int[] hotwords;
    private final int[] prefix;
    private int[] history = new int[0];
    private boolean first = true;

    Prompt(WhisperConfig config, TranscribeOptions options, Tokenizer tokenizer) {
        this.config = config;
        this.options = options;
        TranscribeOptions.Context context = options.context();
        this.prompt = tokens(tokenizer, context.prompt());
        this.hotwords = tokens(tokenizer, context.hotwords());
        this.prefix = tokens(tokenizer, context.prefix());
    }

    private int[] tokens(Tokenizer tokenizer, String text) {
        int[] all = text.isBlank() ? new int[0] : tokenizer.ids(" " + text.strip());
        return tail(all, config.mostPrompt());
    }

    private static int[] tail(int[] tokens, int most) {
        return tokens.length <= most
                ? tokens
                : Arrays.copyOfRange(tokens, tokens.length - Math.max(0, most), tokens.length);
    }

    /// The tokens before those that the decoder is to write.
    ///
    /// @param tokens all of them
    /// @param start where `<|startoftranscript|>` stands
    record Tokens(int[] tokens, int start) {}

    /// For the next window.
    ///
    /// @param language token; negative for an English-only model
    Tokens next(int language) {
        int[] before = before();
        int[] previous = before.length == 0 ? before : join(new int[]{config.special().previous()}, before);
        return new Tokens(join(previous, join(task(language), first ? begin() : new int[0])), previous.length);
    }

    private int[] before() {
        boolean carried = first || options.context().carry();
        int[] fixed = join(carried ? prompt : new int[0], hotwords);
        int[] said = options.context().previous() ? history : new int[0];
        // Prefix and prompt share the half of what the decoder reads, so that the other half is left to be written.
        int room = config.mostPrompt() - (first ? prefix.length : 0);
        // Carried text always has its place; what was said fills the rest.
        return tail(join(fixed, tail(said, room - fixed.length)), room);
    }

    private int[] task(int language) {
        WhisperConfig.Special special = config.special();
        int[] start = {special.start()};
        int[] task = language < 0
                ? start
                : join(start, new int[]{
                    language, options.language().translate() ? special.translate() : special.transcribe()});
        return options.windows().timestamps() ? task : join(task, new int[]{special.noTimes()});
    }

    /// The prefix is text that the window begins with, so it comes after its first time.
    private int[] begin() {
        if (prefix.length == 0) {
            return prefix;
        }
        return options.windows().timestamps() ? join(new int[]{config.special().firstTime()}, prefix) : prefix;
    }

    /// Takes note of what a window said.
    ///
    /// @param tokens of its pieces
    /// @param trusted whether the next window may rely on it
    void said(int[] tokens, boolean trusted) {
        if (first && !options.context().carry()) {
            history = prompt;
        }
        first = false;
        history = trusted ? tail(join(history, tokens), 2 * config.mostPrompt()) : new int[0];
    }

    private static int[] join(int[] a, int[] b) {
        return IntStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
    }
}
