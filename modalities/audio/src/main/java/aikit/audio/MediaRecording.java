package aikit.audio;

import aikit.Input;
import aikit.audio.media.Limits;
import aikit.audio.media.MediaInfo;
import aikit.audio.media.MediaReader;
import aikit.ffmpeg.Ffmpeg;
import java.nio.file.Path;
import java.util.List;

/// The recording in a file: any that FFmpeg opens, as far as everything is in the file itself (see
/// `aikit.audio.media`), with all channels of one track.
///
/// Nothing stays open between two readings. May be used by several threads, each with its own reading.
public final class MediaRecording implements Recording {

    private final Input input;
    private final String track;
    private final Path cache;
    private final Format format;

    private MediaRecording(Input input, String track, Path cache, MediaReader reader) {
        this.input = input;
        this.track = track;
        this.cache = cache;
        MediaInfo.Track found = reader.info().track();
        this.format = new Format(found.codec(), reader.sampleRate(), reader.speakers());
    }

    /// Looks at a file; whether all of it can be decoded only shows when it is read.
    ///
    /// @param track which track of sound: empty for the best, a number from 1, or a language such as `deu` or `de`
    /// @param cache the user's cache folder, where FFmpeg is unpacked if the distribution did not
    /// @throws aikit.AiException of kind INPUT when there is no sound in it that can be decoded, USAGE when it has no
    ///     such track, DEVICE when FFmpeg cannot be loaded on this system
    public static MediaRecording of(Input input, String track, Path cache) {
        Ffmpeg.load(cache);
        try (MediaReader reader = MediaReader.openAll(input, track, Limits.USUAL)) {
            return new MediaRecording(input, track, cache, reader);
        }
    }

    @Override
    public String name() {
        return input.name();
    }

    @Override
    public Format format() {
        return format;
    }

    @Override
    public Frames open() {
        MediaReader reader = MediaReader.openAll(input, track, Limits.USUAL);
        return new Frames() {
            @Override
            public int read(float[] into) {
                int channels = format.channels();
                int count = reader.read(into, 0, into.length / channels * channels);
                return count < 0 ? -1 : count / channels;
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

    @Override
    public Sound mono(int sampleRate) {
        return MediaSound.of(input, MediaSound.Options.of(sampleRate).withTrack(track), cache);
    }
}
