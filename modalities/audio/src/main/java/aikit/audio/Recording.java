package aikit.audio;

import java.util.List;

/// A recording as it is in its file: all channels, at its own rate. It can be read from its start as often as needed
/// and is never held as a whole.
public interface Recording {

    /// The name for records and messages.
    String name();

    /// What it is.
    Format format();

    /// Opens it at its start; whoever opens it closes it.
    ///
    /// @throws aikit.AiException of kind INPUT when it cannot be read
    Frames open();

    /// The same recording with one channel, at another rate.
    Sound mono(int sampleRate);

    /// @param codec as FFmpeg names it, such as `pcm_s16le` or `aac`
    /// @param sampleRate frames in a second
    /// @param speakers one for each channel, by FFmpeg's names: `FL`, `FR`, `FC`, `LFE`, `SL`, ...; others for channels
    ///     that have no place
    record Format(String codec, int sampleRate, List<String> speakers) {

        public int channels() {
            return speakers.size();
        }
    }

    /// A recording that is being read. A frame is one sample of each channel, in the order of the speakers. Not safe for
    /// several threads.
    interface Frames extends AutoCloseable {

        /// Reads at least one frame into the start of the array, up to as many as it holds; -1 at the end.
        ///
        /// @param into samples from -1 to 1, frame after frame
        /// @return the number of frames
        /// @throws aikit.AiException of kind INPUT when nothing can be made of what follows
        int read(float[] into);

        /// What was wrong with the recording as far as it was read, such as an end that came too soon.
        List<String> warnings();

        @Override
        void close();
    }
}
