package aikit.audio.media;

import aikit.ffmpeg.Ffmpeg;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/// The tracks of sound among the streams of an open file.
///
/// @param streams numbers of the streams that are sound, in the order of the file
/// @param video whether one of the others is a moving picture
record TrackList(AVFormatContext format, List<Integer> streams, boolean video) {

    static TrackList of(AVFormatContext format) {
        List<Integer> sounds = new ArrayList<>();
        boolean video = false;
        for (int i = 0; i < format.nb_streams(); i++) {
            AVStream stream = format.streams(i);
            int type = stream.codecpar().codec_type();
            boolean cover = (stream.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) != 0;
            video |= type == avutil.AVMEDIA_TYPE_VIDEO && !cover;
            if (type == avutil.AVMEDIA_TYPE_AUDIO) {
                sounds.add(i);
            }
        }
        return new TrackList(format, List.copyOf(sounds), video);
    }

    int count() {
        return streams.size();
    }

    /// The number of the stream of a track.
    int stream(int track) {
        return streams.get(track);
    }

    /// FFmpeg's choice, such as the track that is marked as the default. One that cannot be decoded is passed over for
    /// the first that can.
    int best() {
        int best = avformat.av_find_best_stream(format, avutil.AVMEDIA_TYPE_AUDIO, -1, -1, (AVCodec) null, 0);
        int track = Math.max(0, streams.indexOf(best));
        for (int i = 0; !decodable(track) && i < count(); i++) {
            track = decodable(i) ? i : track;
        }
        return track;
    }

    private boolean decodable(int track) {
        return Allowed.decoder(format.streams(stream(track)).codecpar().codec_id()) != null;
    }

    List<MediaInfo.Track> describe() {
        List<MediaInfo.Track> tracks = new ArrayList<>();
        for (int stream : streams) {
            tracks.add(describe(tracks.size() + 1, format.streams(stream)));
        }
        return List.copyOf(tracks);
    }

    private static MediaInfo.Track describe(int number, AVStream stream) {
        AVCodecParameters parameters = stream.codecpar();
        return new MediaInfo.Track(
                number, avcodec.avcodec_get_name(parameters.codec_id()).getString(), parameters.sample_rate(),
                parameters.ch_layout().nb_channels(), layout(parameters.ch_layout()), parameters.bit_rate(),
                text(stream.metadata(), "language"), text(stream.metadata(), "title"));
    }

    private static String layout(AVChannelLayout layout) {
        byte[] text = new byte[64];
        try (AVChannelLayout usual = new AVChannelLayout(); BytePointer into = new BytePointer(text.length)) {
            boolean told = layout.order() != avutil.AV_CHANNEL_ORDER_UNSPEC;
            avutil.av_channel_layout_default(usual, layout.nb_channels());
            avutil.av_channel_layout_describe(told ? layout : usual, into, text.length);
            into.get(text);
        }
        return Ffmpeg.text(text);
    }

    /// A text that the file has under a key, on one line; empty when there is none, or when it says that nothing is known.
    static String text(AVDictionary metadata, String key) {
        AVDictionaryEntry entry = avutil.av_dict_get(metadata, key, null, 0);
        String text = entry == null ? "" : entry.value().getString(StandardCharsets.UTF_8);
        return text.equals("und") ? "" : text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
