package aikit.audio.media;

import aikit.AiException;
import java.util.Set;

/// Says of a file that FFmpeg knows but that is not opened what it is.
final class Refusal {

    /// The hint for a file that is nothing known.
    static final String KINDS = "recordings and films are read: wav, mp3, m4a, mp4, mov, flac, ogg, opus, webm, mkv, wma, aac, aiff, avi, ts, ...";

    /// Demuxers that open what a text names: other files, or the network.
    private static final Set<String> PLAYLISTS = Set.of("hls", "concat", "dash", "imf", "sdp", "rtsp",
            "webm_dash_manifest", "vobsub");

    /// Demuxers of subtitles.
    private static final Set<String> SUBTITLES = Set.of(
            "ass", "srt", "webvtt", "lrc", "sami", "ttml", "microdvd", "subviewer", "subviewer1", "stl", "mpl2",
            "jacosub",
            "scc", "sup", "realtext", "tedcaptions", "vplayer", "pjs", "mpsub", "aqtitle", "mcc", "rcwt");

    private Refusal() {}

    /// @param name FFmpeg's name of the demuxer
    static AiException of(MediaBytes bytes, String name) {
        if (PLAYLISTS.contains(name)) {
            return bytes.refused(
                    "is a playlist (" + name + "), which names other files and is not followed",
                    "name the recordings themselves");
        }
        if (SUBTITLES.contains(name)) {
            return bytes.refused("is a file of subtitles (" + name + "), not a recording", "");
        }
        if (name.endsWith("_pipe") || Set.of("image2", "gif", "apng", "ico").contains(name)) {
            return bytes.refused("is a picture, not a recording", "");
        }
        return bytes.refused("is of a kind that is not opened: " + name, KINDS);
    }
}
