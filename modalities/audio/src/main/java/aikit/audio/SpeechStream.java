package aikit.audio;

import aikit.Result.Segment;
import aikit.Result.Transcript;
import java.io.InputStream;

/// A pipeline that gives out segments while it still listens.
public interface SpeechStream {

    /// Hears each segment of a recording as soon as it is final, in their order, in the thread that runs the pipeline.
    interface Listener {

        /// @param input name of the recording
        void heard(String input, Segment segment);
    }

    /// Tells what is heard in the runs that follow.
    void tell(Listener listener);

    /// Transcribes sound as it is spoken, until it ends. The listener of [#tell] hears each segment.
    ///
    /// @param pcm mono, 16,000 samples in a second, each a signed 16-bit number, the low byte first; stays its owner's
    /// @param name for messages
    /// @return all of it, without the segments that were given out
    Transcript live(InputStream pcm, String name);
}
