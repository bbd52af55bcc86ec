package aikit.audio.media;

import aikit.AiException;
import aikit.ffmpeg.Ffmpeg;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;

/// A file that is taken apart into packets: what it holds, and the packets of one track of sound.
///
/// Of FFmpeg's demuxers and decoders only those in [Allowed] can be reached; pictures, subtitles and data are never
/// decoded. Whoever opens one closes it, and the bytes it was opened on.
final class Container implements AutoCloseable {

    private final MediaBytes bytes;
    private final Limits limits;
    private final Feed feed;
    private AVFormatContext format;
    private AVInputFormat kind;
    private TrackList tracks;
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
        Refusal.checkPlaylist(bytes);
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
        option(options, "probesize", String.valueOf(limits.probe()));
        option(options, "analyzeduration", String.valueOf(limits.analysis().toNanos() / 1000));
        option(options, "max_streams", String.valueOf(limits.streams()));
        option(options, "fpsprobesize", "0");
        try {
            int code = avformat.avformat_open_input(format, "", kind, options);
            check(code);
            if (code < 0) {
                throw damaged(feed.refused() ? "needs other files" : "cannot be read", code);
            }
        } finally {
            avutil.av_dict_free(options);
        }
    }

    /// The failure of a file that is what it should be, but too little of it.
    private AiException damaged(String why, int code) {
        boolean cutOff = FileEnd.missing(bytes, kind.name().getString());
        String text = "it begins as " + container() + ", but ";
        return bytes.refused(
                cutOff ? "is cut off: " + text + "too little of it is there" : "is damaged: " + text + why,
                "get the file again")
                .causedBy(Ffmpeg.reason(code));
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
            if (one.codecpar().codec_type() != avutil.AVMEDIA_TYPE_AUDIO && !broadcast()) {
                one.discard(avcodec.AVDISCARD_ALL);
            }
        }
        int code = avformat.avformat_find_stream_info(format, (AVDictionary) null);
        check(code);
        tracks = TrackList.of(format);
        if (tracks.count() == 0) {
            if (code < 0 || format.nb_streams() == 0 || FileEnd.missing(bytes, kind.name().getString())) {
                throw damaged("there is no track of sound in it", code);
            }
            throw bytes.refused(tracks.video() ? "is a video without sound" : "has no sound in it", "");
        }
    }

    /// Chooses the track whose packets are wanted.
    ///
    /// @param wish empty for the best, a number from 1, or a language
    /// @throws AiException of kind USAGE when there is no such track, INPUT when it cannot be decoded
    MediaInfo choose(String wish) {
        List<MediaInfo.Track> all = tracks.describe();
        int chosen = wish.isEmpty() ? tracks.best() : TrackChoice.find(wish, all, bytes.name());
        stream = tracks.stream(chosen);
        for (int i = 0; i < format.nb_streams(); i++) {
            format.streams(i).discard(i == stream ? avcodec.AVDISCARD_DEFAULT : avcodec.AVDISCARD_ALL);
        }
        checkDecodable(all.get(chosen));
        double declared = declared();
        boolean estimated = Double.isNaN(declared) && format.duration() > 0;
        return new MediaInfo(
                container(), estimated ? length() : declared, estimated, tracks.video(), all, chosen + 1);
    }

    private void checkDecodable(MediaInfo.Track track) {
        if (Encryption.of(format, stream())) {
            throw encrypted();
        }
        if (Allowed.decoder(stream().codecpar().codec_id()) == null) {
            throw bytes.refused(
                    "its sound is in a codec that is not decoded: " + track.codec(),
                    "convert it to FLAC, or choose another track");
        }
        if (!Resampler.canConvert(track.sampleRate()) || track.channels() < 1) {
            throw bytes.refused(
                    "is damaged: it claims " + track.sampleRate() + " samples in a second and " + track.channels()
                            + " channels",
                    "get the file again");
        }
    }

    private AiException encrypted() {
        return bytes.refused("is encrypted: it is protected by DRM", "use a recording without copy protection");
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
        double end = clock(TrackList.text(stream().metadata(), "DURATION"));
        // The length of a film says nothing about its sound, which may end sooner.
        boolean written = format.duration_estimation_method() == avformat.AVFMT_DURATION_FROM_STREAM;
        if (Double.isNaN(end) && written && tracks.count() == 1 && !tracks.video()) {
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
                if (Encryption.of(packet)) {
                    throw encrypted();
                }
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
        if (!tracks.video()) {
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
