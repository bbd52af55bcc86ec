package aikit.audio.media;

import aikit.AiException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/// A file that is taken apart into packets: what it holds, and the packets of one track of sound.
///
/// Of FFmpeg's demuxers and decoders only those in [Allowed] can be reached; pictures, subtitles and data are never
/// decoded. Whoever opens one closes it, and the bytes it was opened on.
final class Container implements AutoCloseable {

    /// More samples in a second than any recorder makes, and fewer than any speech needs: what claims others is damaged,
    /// and converting it would take for ever.
    private static final int HIGHEST_RATE = 768_000;
    private static final int LOWEST_RATE = 1000;

    private final MediaBytes bytes;
    private final Limits limits;
    private final Feed feed;
    private AVFormatContext format;
    private AVInputFormat kind;
    private double[] stated = {};
    private int stream = -1;
    private boolean broken;
    private boolean partial;

    private Container(MediaBytes bytes, Limits limits) {
        this.bytes = bytes;
        this.limits = limits;
        this.feed = new Feed(bytes);
    }

    /// Opens a file and looks at what it holds.
    ///
    /// @throws AiException of kind INPUT when it is not media, of a kind that is refused, or damaged
    static Container open(MediaBytes bytes, Limits limits) {
        Container container = new Container(bytes, limits);
        try {
            container.feed.within(limits.patience());
            container.recognise();
            container.readHeader();
            container.findStreams();
            return container;
        } catch (Throwable e) {
            container.close();
            throw e;
        }
    }

    private void recognise() {
        kind = new AVInputFormat(null);
        int code = avformat.av_probe_input_buffer2(
                feed.context(), kind, Allowed.neutralName(bytes.ending()), null, 0, limits.probe());
        check(code);
        if (code < 0 || kind.isNull()) {
            throw bytes.refused("is not sound or video of a kind that is known", Refusal.KINDS);
        }
        String name = kind.name().getString();
        if (!Allowed.container(name)) {
            throw Refusal.of(bytes, name);
        }
    }

    private void readHeader() {
        format = avformat.avformat_alloc_context();
        feed.connect(format);
        AVDictionary options = new AVDictionary(null);
        option(options, "format_whitelist", Allowed.list(Allowed.CONTAINERS));
        option(options, "codec_whitelist", Allowed.list(Allowed.DECODERS));
        option(options, "protocol_whitelist", "none");
        option(options, "probesize", String.valueOf(limits.probe()));
        option(options, "analyzeduration", String.valueOf(limits.analysis().toNanos() / 1000));
        option(options, "max_streams", String.valueOf(limits.streams()));
        option(options, "fpsprobesize", "0");
        try {
            int code = avformat.avformat_open_input(format, "", kind, options);
            check(code);
            if (code < 0) {
                throw damaged("it begins as " + container(), why(code));
            }
        } finally {
            avutil.av_dict_free(options);
        }
    }

    /// The failure of a file that is what it should be, but too little of it.
    private AiException damaged(String what, String why) {
        boolean cutOff = FileEnd.missing(bytes, kind.name().getString());
        return cutOff
                ? bytes.refused("is cut off: " + what + ", but too little of it is there", "get the file again")
                : bytes.refused("is damaged: " + what + ", but " + why, "get the file again");
    }

    private String why(int code) {
        return feed.refused() ? "needs other files" : "cannot be read: " + Ffmpeg.reason(code);
    }

    private static void option(AVDictionary options, String name, String value) {
        avutil.av_dict_set(options, name, value, 0);
    }

    private void findStreams() {
        stated = new double[format.nb_streams()];
        for (int i = 0; i < stated.length; i++) {
            AVStream one = format.streams(i);
            stated[i] = one.duration() > 0 ? one.duration() * seconds(one.time_base()) : Double.NaN;
            // A broadcast shows by its pictures when it begins.
            if (type(one) != avutil.AVMEDIA_TYPE_AUDIO && !broadcast()) {
                one.discard(avcodec.AVDISCARD_ALL);
            }
        }
        int code = avformat.avformat_find_stream_info(format, (AVDictionary) null);
        check(code);
        if (sounds().length == 0) {
            if (code < 0 || format.nb_streams() == 0 || FileEnd.missing(bytes, kind.name().getString())) {
                throw damaged("it begins as " + container(), "there is no track of sound in it");
            }
            throw bytes.refused(video() ? "is a video without sound" : "has no sound in it", "");
        }
    }

    /// The numbers of the streams that are sound.
    private int[] sounds() {
        int[] sounds = new int[format.nb_streams()];
        int count = 0;
        for (int i = 0; i < format.nb_streams(); i++) {
            if (type(format.streams(i)) == avutil.AVMEDIA_TYPE_AUDIO) {
                sounds[count++] = i;
            }
        }
        return Arrays.copyOf(sounds, count);
    }

    private boolean video() {
        for (int i = 0; i < format.nb_streams(); i++) {
            AVStream one = format.streams(i);
            if (type(one) == avutil.AVMEDIA_TYPE_VIDEO
                    && (one.disposition() & avformat.AV_DISPOSITION_ATTACHED_PIC) == 0) {
                return true;
            }
        }
        return false;
    }

    private static int type(AVStream stream) {
        return stream.codecpar().codec_type();
    }

    /// Chooses the track whose packets are wanted.
    ///
    /// @param wish empty for the best, a number from 1, or a language
    /// @throws AiException of kind USAGE when there is no such track, INPUT when it cannot be decoded
    MediaInfo choose(String wish) {
        int[] sounds = sounds();
        List<MediaInfo.Track> tracks = new ArrayList<>();
        for (int sound : sounds) {
            tracks.add(track(tracks.size() + 1, format.streams(sound)));
        }
        int chosen = wish.isEmpty() ? best(sounds) : TrackChoice.find(wish, tracks, bytes.name());
        stream = sounds[chosen];
        for (int i = 0; i < format.nb_streams(); i++) {
            format.streams(i).discard(i == stream ? avcodec.AVDISCARD_DEFAULT : avcodec.AVDISCARD_ALL);
        }
        checkDecodable(tracks.get(chosen));
        double declared = declared();
        boolean estimated = Double.isNaN(declared) && format.duration() > 0;
        double seconds = estimated ? format.duration() / (double) avutil.AV_TIME_BASE : declared;
        return new MediaInfo(container(), seconds, estimated, video(), List.copyOf(tracks), chosen + 1);
    }

    /// FFmpeg's choice: the default track, the one with the most channels, the longest. One that cannot be decoded is
    /// passed over for the first that can.
    private int best(int[] sounds) {
        int best = avformat.av_find_best_stream(
                format, avutil.AVMEDIA_TYPE_AUDIO, -1, -1, (org.bytedeco.ffmpeg.avcodec.AVCodec) null, 0);
        int place = Math.max(0, Arrays.binarySearch(sounds, best));
        if (Allowed.decoder(format.streams(sounds[place]).codecpar().codec_id()) == null) {
            for (int i = 0; i < sounds.length; i++) {
                if (Allowed.decoder(format.streams(sounds[i]).codecpar().codec_id()) != null) {
                    return i;
                }
            }
        }
        return place;
    }

    private void checkDecodable(MediaInfo.Track track) {
        if (Encryption.of(format, stream())) {
            throw bytes.refused("is encrypted: it is protected by DRM", "use a recording without copy protection");
        }
        if (Allowed.decoder(stream().codecpar().codec_id()) == null) {
            throw bytes.refused(
                    "its sound is in a codec that is not decoded: " + track.codec(),
                    "convert it to FLAC, or choose another track");
        }
        if (track.sampleRate() < LOWEST_RATE || track.sampleRate() > HIGHEST_RATE || track.channels() < 1) {
            throw bytes.refused(
                    "is damaged: it claims " + track.sampleRate() + " samples in a second and " + track.channels()
                            + " channels",
                    "get the file again");
        }
    }

    private static MediaInfo.Track track(int number, AVStream stream) {
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
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        return new String(text, 0, end, StandardCharsets.UTF_8);
    }

    private static String text(AVDictionary metadata, String key) {
        AVDictionaryEntry entry = avutil.av_dict_get(metadata, key, null, 0);
        String text = entry == null ? "" : entry.value().getString(StandardCharsets.UTF_8);
        return text.equals("und") ? "" : text.replaceAll("\\p{Cntrl}", " ").strip();
    }

    /// How many seconds of sound the file says it holds in the chosen track, by a header and not by an estimate; NaN when
    /// it does not say.
    double declared() {
        long bytes = is("wav") ? FileEnd.waveData(this.bytes) : -1;
        if (bytes >= 0 && stream().codecpar().bit_rate() > 0) {
            return bytes * 8.0 / stream().codecpar().bit_rate();
        }
        if (stream < stated.length && !Double.isNaN(stated[stream])) {
            return stated[stream];
        }
        double end = clock(text(stream().metadata(), "DURATION"));
        // The length of a film says nothing about its sound, which may end sooner.
        boolean written = format.duration_estimation_method() == avformat.AVFMT_DURATION_FROM_STREAM;
        if (Double.isNaN(end) && written && sounds().length == 1 && !video()) {
            end = length();
        }
        return end - Math.max(0, time(stream().start_time(), stream().time_base()));
    }

    /// Seconds of the file's clock; 0 when it does not tell.
    private static double time(long count, AVRational timeBase) {
        return count == avutil.AV_NOPTS_VALUE ? 0 : count * seconds(timeBase);
    }

    /// Seconds of `01:02:03.456`; NaN when it is something else.
    private static double clock(String text) {
        if (!text.matches("\\d{1,4}:\\d{2}:\\d{2}(\\.\\d+)?")) {
            return Double.NaN;
        }
        String[] parts = text.split(":");
        return 3600 * Integer.parseInt(parts[0]) + 60 * Integer.parseInt(parts[1]) + Double.parseDouble(parts[2]);
    }

    /// The next packet of the chosen track; false at the end. Whoever gets one unreferences it.
    ///
    /// @throws AiException of kind INPUT when the file cannot be read or time is up
    boolean next(AVPacket packet) {
        while (true) {
            int code = avformat.av_read_frame(format, packet);
            check(code);
            if (code == avutil.AVERROR_EAGAIN()) {
                continue;
            }
            if (code < 0) {
                broken = code != avutil.AVERROR_EOF;
                return false;
            }
            if (packet.stream_index() == stream) {
                partial = (packet.flags() & avcodec.AV_PKT_FLAG_CORRUPT) != 0;
                return true;
            }
            avcodec.av_packet_unref(packet);
        }
    }

    /// Whether the file ends before what it says of itself, once all its packets were read.
    boolean cutOff(Losses losses) {
        return !losses.none() && (broken || partial) || FileEnd.missing(bytes, kind.name().getString());
    }

    /// Starts the clock for what comes next.
    void patient() {
        feed.within(limits.patience());
    }

    /// @throws AiException of kind INPUT when the file could not be read or time is up
    void check() {
        check(0);
    }

    private void check(int code) {
        feed.check();
        if (code == avutil.AVERROR_EXIT || feed.late()) {
            throw bytes.refused(
                    "gives no sound in " + limits.patience().toSeconds() + " s: it is damaged, or made to keep ai busy",
                    "");
        }
    }

    AVStream stream() {
        return format.streams(stream);
    }

    MediaBytes bytes() {
        return bytes;
    }

    /// When the film begins, in seconds of the file's own clock: what is heard later than it is seen begins with silence.
    /// NaN where there is no film.
    double origin() {
        if (!video()) {
            return Double.NaN;
        }
        // Only broadcasts begin at any other time than 0.
        return broadcast() && format.start_time() != avutil.AV_NOPTS_VALUE
                ? format.start_time() / (double) avutil.AV_TIME_BASE
                : 0;
    }

    private boolean broadcast() {
        return is("mpegts") || is("mpeg");
    }

    private boolean is(String demuxer) {
        return kind.name().getString().equals(demuxer);
    }

    /// The length of the whole in seconds, also when it is an estimate; NaN when nothing tells.
    double length() {
        return format.duration() > 0 ? format.duration() / (double) avutil.AV_TIME_BASE : Double.NaN;
    }

    /// A short name of the container.
    private String container() {
        String name = kind.name().getString();
        return name.startsWith("mov,") ? "mp4" : name.substring(0, (name + ",").indexOf(','));
    }

    static double seconds(AVRational timeBase) {
        return timeBase.den() == 0 ? 0 : timeBase.num() / (double) timeBase.den();
    }

    @Override
    public void close() {
        if (format != null && !format.isNull()) {
            avformat.avformat_close_input(format);
        }
        format = null;
        feed.close();
    }
}
