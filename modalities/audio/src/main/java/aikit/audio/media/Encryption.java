package aikit.audio.media;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.SizeTPointer;

/// Tells whether a track is encrypted. FFmpeg would hand the encrypted bytes to the decoder, which makes noise of them.
final class Encryption {

    /// Sample entries of ISO 14496-12 for sound under Common Encryption, of Apple's FairPlay, and of Audible.
    private static final int[] ENTRIES = {tag("enca"), tag("drms"), tag("aavd")};

    private Encryption() {}

    static boolean of(AVFormatContext format, AVStream stream) {
        AVCodecParameters parameters = stream.codecpar();
        for (int entry : ENTRIES) {
            if (parameters.codec_tag() == entry) {
                return true;
            }
        }
        boolean common = avcodec.av_packet_side_data_get(
                parameters.coded_side_data(), parameters.nb_coded_side_data(),
                avcodec.AV_PKT_DATA_ENCRYPTION_INIT_INFO) != null;
        // What the demuxers of Matroska and ASF write down of a key.
        return common || avutil.av_dict_get(stream.metadata(), "enc_key_id", null, 0) != null
                || avutil.av_dict_get(format.metadata(), "ASF_Protection_Type", null, 0) != null;
    }

    /// Whether a packet says so of itself, as in a film whose beginning is not encrypted.
    static boolean of(AVPacket packet) {
        return packet.side_data_elems() > 0
                && avcodec.av_packet_get_side_data(packet, avcodec.AV_PKT_DATA_ENCRYPTION_INFO,
                        (SizeTPointer) null) != null;
    }

    /// Four letters as FFmpeg's `MKTAG` packs them.
    private static int tag(String letters) {
        return letters.charAt(0) | letters.charAt(1) << 8 | letters.charAt(2) << 16 | letters.charAt(3) << 24;
    }
}
