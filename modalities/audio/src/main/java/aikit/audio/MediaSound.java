package aikit.audio;

import aikit.Input;
import aikit.audio.media.Limits;
import aikit.audio.media.MediaInfo;
import aikit.audio.media.MediaReader;
import aikit.ffmpeg.Ffmpeg;
import java.nio.file.Path;
import java.util.List;

/// The sound of a file: any recording or film that FFmpeg opens, as far as everything is in the file itself (see
/// `aikit.audio.media`). One track is mixed to mono and converted to one rate, as `ffmpeg -ac 1 -ar RATE` does.
///
/// Nothing stays open between two readings. May be used by several threads, each with its own reading.
public final class MediaSound implements Sound {

    /// How a file is to be heard.
    ///
    /// @param sampleRate samples in a second that are wanted; 0 for as many as the file has
    /// @param track which track of sound: empty for the best, a number from 1, or a language such as `deu` or `de`
    public record Options(int sampleRate, String track, Limits limits) {

        /// The best track at this rate.
        public static Options of(int sampleRate) {
            return new Options(sampleRate, "", Limits.USUAL);
        }

        public Options withTrack(String wish) {
            return new Options(sampleRate, wish, limits);
        }
    }

    private final Input input;
    private final Options options;
    private final MediaInfo info;
    private final int sampleRate;

    private MediaSound(Input input, Options options, MediaReader reader) {
        this.input = input;
        this.options = options;
        this.info = reader.info();
        this.sampleRate = reader.sampleRate();
    }

    /// Looks at a file; whether all of it can be decoded only shows when it is read.
    ///
    /// @param cache the user's cache folder, where FFmpeg is unpacked if the distribution did not
    /// @throws aikit.AiException of kind INPUT when there is no sound in it that can be decoded, USAGE when it has no
    ///     such track, DEVICE when FFmpeg cannot be loaded on this system
    public static MediaSound of(Input input, Options options, Path cache) {
        Ffmpeg.load(cache);
        try (MediaReader reader = MediaReader.open(input, options.track, options.sampleRate, options.limits)) {
            return new MediaSound(input, options, reader);
        }
    }

    @Override
    public String name() {
        return input.name();
    }

    @Override
    public int sampleRate() {
        return sampleRate;
    }

    /// What the file says of itself.
    public MediaInfo info() {
        return info;
    }

    @Override
    public Samples open() {
        MediaReader reader = MediaReader.open(input, options.track, options.sampleRate, options.limits);
        return new Samples() {
            @Override
            public int read(float[] into, int offset, int length) {
                return reader.read(into, offset, length);
            }

            @Override
            public List<String> warnings() {
                return reader.warnings();
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }
}
