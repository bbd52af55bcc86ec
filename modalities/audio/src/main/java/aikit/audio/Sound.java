package aikit.audio;

import java.util.List;

/// Mono sound at one rate, which can be read from its start as often as needed. Long recordings are never held as a
/// whole: a pipeline that needs to know something of all of it reads it twice.
public interface Sound {

    /// The name for records and messages.
    String name();

    /// Samples in a second.
    int sampleRate();

    /// Opens it at its start; whoever opens it closes it.
    ///
    /// @throws aikit.AiException of kind INPUT when it cannot be read
    Samples open();

    /// A sound that is being read. Not safe for several threads.
    interface Samples extends AutoCloseable {

        /// Reads at least one sample, up to `length`, each from -1 to 1; -1 at the end.
        ///
        /// @throws aikit.AiException of kind INPUT when nothing can be made of what follows
        int read(float[] into, int offset, int length);

        /// What was wrong with the sound as far as it was read, such as an end that came too soon.
        List<String> warnings();

        @Override
        void close();
    }

    /// Samples that are in memory.
    static Sound of(String name, int sampleRate, float[] samples) {
        return new Held(name, sampleRate, samples);
    }

    /// A sound in memory.
    record Held(String name, int sampleRate, float[] samples) implements Sound {

        @Override
        public Samples open() {
            return new Samples() {
                private int at;

                @Override
                public int read(float[] into, int offset, int length) {
                    if (at == samples.length) {
                        return -1;
                    }
                    int count = Math.min(length, samples.length - at);
                    System.arraycopy(samples, at, into, offset, count);
                    at += count;
                    return count;
                }

                @Override
                public List<String> warnings() {
                    return List.of();
                }

                @Override
                public void close() {}
            };
        }
    }
}
