package aikit.audio.media;

import aikit.AiException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

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

    /// The declaration and comments before the root of an XML file.
    private static final Pattern XML = Pattern.compile("^<\\?xml[^>]*>\\s*(<!--.*?-->\\s*)*", Pattern.DOTALL);

    /// How playlists begin that FFmpeg knows by their names only, or not at all.
    private static final List<String> BEGINNINGS = List.of("#EXTM3U", "[playlist]", "<asx", "<MPD", "<smil",
            "<SmoothStreamingMedia");

    private Refusal() {}

    /// Refuses what is a playlist by its first bytes.
    static void checkPlaylist(MediaBytes bytes) {
        ByteBuffer head = ByteBuffer.allocate(500);
        try {
            bytes.read(0, head);
        } catch (IOException e) {
            throw bytes.unreadable(e);
        }
        String text = new String(head.array(), 0, head.position(), StandardCharsets.UTF_8).replace("\uFEFF", "")
                .strip();
        String root = XML.matcher(text).replaceFirst("");
        for (String beginning : BEGINNINGS) {
            if (root.regionMatches(true, 0, beginning, 0, beginning.length())) {
                throw playlist(bytes, beginning.replaceAll("\\W", "").toLowerCase(Locale.ROOT));
            }
        }
    }

    private static AiException playlist(MediaBytes bytes, String name) {
        return bytes.refused(
                "is a playlist (" + name + "), which names other files and is not followed",
                "name the recordings themselves");
    }

    /// @param name FFmpeg's name of the demuxer
    static AiException of(MediaBytes bytes, String name) {
        if (PLAYLISTS.contains(name)) {
            return playlist(bytes, name);
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
