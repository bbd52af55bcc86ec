package aikit.audio;

/// Silero's network, which hears one window after the other. Whoever opens it closes it, after its hearings.
sealed interface SileroNetwork extends AutoCloseable permits SileroSteps, SileroSequence {

    int SAMPLE_RATE = 16_000;

    /// Samples from one window to the next.
    int WINDOW = 512;

    /// Samples before them that are heard again (`OnnxWrapper` in silero-vad).
    int CONTEXT = 64;

    /// Windows that are heard together at most: a second of sound.
    int MOST_WINDOWS = 32;

    /// Begins with a recording: nothing is remembered.
    Hearing start();

    @Override
    void close();

    /// What the network remembers of one recording. For one thread.
    interface Hearing extends AutoCloseable {

        /// Says how probable speech is in the next windows.
        ///
        /// @param sound the first [#CONTEXT] samples are those before the first window
        /// @param count how many windows, at most [#MOST_WINDOWS]
        /// @param probabilities where the answers go
        void hear(float[] sound, int count, float[] probabilities);

        @Override
        void close();
    }
}
