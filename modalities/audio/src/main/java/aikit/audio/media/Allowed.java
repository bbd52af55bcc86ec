package aikit.audio.media;

import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.global.avcodec;

/// What of FFmpeg may be reached by the bytes of a file: containers that hold everything in themselves, and the
/// decoders of sound that people have.
///
/// FFmpeg knows several hundred of both. Playlists (HLS, DASH, concat, SDP) open other files and the network, and the
/// holes found in it lie in what nobody uses, so everything else is refused before it is opened.
final class Allowed {

    /// By FFmpeg's names of its demuxers.
    static final Set<String> CONTAINERS = new TreeSet<>(Set.of(
            "aac", "ac3", "aiff", "amr", "amrnb", "amrwb", "ape", "asf", "au", "avi", "caf", "eac3", "flac", "flv",
            "matroska", "webm", "mov", "mp4", "m4a", "3gp", "3g2", "mj2", "mp3", "mpeg", "mpegts", "ogg", "tta", "w64",
            "wav", "wv"));

    /// By FFmpeg's names of its decoders.
    static final Set<String> DECODERS = new TreeSet<>(Set.of(
            "aac", "aac_latm", "ac3", "adpcm_ima_qt", "adpcm_ima_wav", "adpcm_ms", "adpcm_swf", "alac", "amrnb",
            "amrwb", "ape", "dca", "eac3", "flac", "g722", "gsm", "gsm_ms", "mp1", "mp2", "mp1float", "mp2float",
            "mp3float",
            "nellymoser", "opus", "pcm_alaw", "pcm_bluray", "pcm_dvd", "pcm_f32be", "pcm_f32le", "pcm_f64be",
            "pcm_f64le", "pcm_mulaw", "pcm_s16be", "pcm_s16be_planar", "pcm_s16le", "pcm_s16le_planar", "pcm_s24be",
            "pcm_s24le", "pcm_s24le_planar", "pcm_s32be", "pcm_s32le", "pcm_s32le_planar", "pcm_s8", "pcm_s8_planar",
            "pcm_u16be", "pcm_u16le", "pcm_u24be", "pcm_u24le", "pcm_u32be", "pcm_u32le", "pcm_u8", "speex", "tta",
            "vorbis", "wavpack", "wmapro", "wmav1", "wmav2", "wmavoice"));

    /// Endings of names that tell apart containers without a mark at their start, when a picture or a tag at the start
    /// hides the first frame.
    private static final Set<String> TELLING = Set.of("aac", "ac3", "eac3", "mp2", "mp3");

    private Allowed() {}

    /// @param names a demuxer's names, between commas
    static boolean container(String names) {
        for (String name : names.split(",")) {
            if (CONTAINERS.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /// The decoder of a codec, or null when there is none that may be used.
    static AVCodec decoder(int codec) {
        AVCodec decoder = avcodec.avcodec_find_decoder(codec);
        return decoder != null && DECODERS.contains(decoder.name().getString()) ? decoder : null;
    }

    /// The name that FFmpeg gets instead of the file's own.
    static String neutralName(String ending) {
        return TELLING.contains(ending) ? "sound." + ending : "sound";
    }

    static String list(Set<String> names) {
        return String.join(",", names);
    }
}
