package aikit.audio.media;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/// Makes media files with the encoders and muxers that come with FFmpeg.
final class Recorder implements AutoCloseable {

    /// A track of sound.
    ///
    /// @param channels samples from -1 to 1, one array for each channel
    /// @param delay seconds by which its clock runs late
    record Track(String encoder, int rate, float[][] channels, Map<String, String> metadata, double delay) {

        static Track mono(String encoder, int rate, float[] samples) {
            return new Track(encoder, rate, new float[][]{samples}, Map.of(), 0);
        }

        static Track stereo(String encoder, int rate, float[] left, float[] right) {
            return new Track(encoder, rate, new float[][]{left, right}, Map.of(), 0);
        }

        Track with(String key, String value) {
            return new Track(encoder, rate, channels, Map.of(key, value), delay);
        }

        Track delayed(double seconds) {
            return new Track(encoder, rate, channels, metadata, seconds);
        }
    }

    /// Samples of a film's picture in a second.
    private static final int PICTURES = 10;

    private final AVFormatContext format = new AVFormatContext(null);
    private final List<Lane> lanes = new ArrayList<>();
    private final AVPacket packet;

    private Recorder(String muxer, Path file) {
        assertTrue(avformat.avformat_alloc_output_context2(format, null, muxer, file.toString()) >= 0, muxer);
        packet = avcodec.av_packet_alloc();
    }

    /// One stream on its way into the file.
    private final class Lane {
        final AVCodecContext codec;
        final AVStream stream;
        final AVFrame frame = avutil.av_frame_alloc();
        final Track track;
        final int pictures;
        final SwrContext converter = new SwrContext(null);
        int at;

        Lane(AVCodecContext codec, AVStream stream, Track track, int pictures) {
            this.codec = codec;
            this.stream = stream;
            this.track = track;
            this.pictures = pictures;
        }

        double time() {
            return track == null ? at / (double) PICTURES : at / (double) track.rate + track.delay;
        }

        boolean done() {
            return at >= (track == null ? pictures : track.channels[0].length);
        }
    }

    /// Writes a film or a recording.
    ///
    /// @param pictures encoder of a small film of grey pictures, as long as the longest track; empty for none
    static Path write(Path file, String muxer, Map<String, String> options, String pictures, Track... tracks) {
        try (Recorder recorder = new Recorder(muxer, file)) {
            double seconds = 0;
            for (Track track : tracks) {
                seconds = Math.max(seconds, track.channels[0].length / (double) track.rate + track.delay);
            }
            if (!pictures.isEmpty()) {
                recorder.addPictures(pictures, tracks.length == 0 ? 2 : seconds);
            }
            for (Track track : tracks) {
                recorder.add(track);
            }
            recorder.run(file, options);
        }
        return file;
    }

    static Path write(Path file, String muxer, Track... tracks) {
        return write(file, muxer, Map.of(), "", tracks);
    }

    private AVCodec encoder(String name) {
        AVCodec encoder = avcodec.avcodec_find_encoder_by_name(name);
        assertNotNull(encoder, name);
        return encoder;
    }

    private void add(Track track) {
        AVCodec encoder = encoder(track.encoder);
        AVCodecContext codec = avcodec.avcodec_alloc_context3(encoder);
        codec.sample_rate(track.rate);
        avutil.av_channel_layout_default(codec.ch_layout(), track.channels.length);
        PointerPointer<IntPointer> formats = new PointerPointer<>(1);
        avcodec.avcodec_get_supported_config(
                null, encoder, avcodec.AV_CODEC_CONFIG_SAMPLE_FORMAT, 0, formats, (IntPointer) null);
        codec.sample_fmt(new IntPointer(formats.get(0)).get());
        codec.time_base(rational(1, track.rate));
        AVStream stream = open(codec, encoder, track.metadata);
        lanes.add(new Lane(codec, stream, track, 0));
    }

    private void addPictures(String name, double seconds) {
        AVCodec encoder = encoder(name);
        AVCodecContext codec = avcodec.avcodec_alloc_context3(encoder);
        codec.width(32);
        codec.height(32);
        codec.pix_fmt(name.equals("mjpeg") ? avutil.AV_PIX_FMT_YUVJ420P : avutil.AV_PIX_FMT_YUV420P);
        codec.time_base(rational(1, PICTURES));
        codec.framerate(rational(PICTURES, 1));
        AVStream stream = open(codec, encoder, Map.of());
        lanes.add(new Lane(codec, stream, null, (int) Math.ceil(seconds * PICTURES)));
    }

    private AVStream open(AVCodecContext codec, AVCodec encoder, Map<String, String> metadata) {
        codec.strict_std_compliance(-2);
        if ((format.oformat().flags() & avformat.AVFMT_GLOBALHEADER) != 0) {
            codec.flags(codec.flags() | avcodec.AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        assertTrue(avcodec.avcodec_open2(codec, encoder, (AVDictionary) null) >= 0, encoder.name().getString());
        AVStream stream = avformat.avformat_new_stream(format, null);
        stream.time_base(codec.time_base());
        avcodec.avcodec_parameters_from_context(stream.codecpar(), codec);
        AVDictionary dictionary = new AVDictionary(null);
        metadata.forEach((key, value) -> avutil.av_dict_set(dictionary, key, value, 0));
        stream.metadata(dictionary);
        return stream;
    }

    private static AVRational rational(int numerator, int denominator) {
        return new AVRational().num(numerator).den(denominator);
    }

    private void run(Path file, Map<String, String> options) {
        AVIOContext io = new AVIOContext(null);
        assertTrue(avformat.avio_open(io, file.toString(), avformat.AVIO_FLAG_WRITE) >= 0, file.toString());
        format.pb(io);
        AVDictionary dictionary = new AVDictionary(null);
        options.forEach((key, value) -> avutil.av_dict_set(dictionary, key, value, 0));
        assertTrue(avformat.avformat_write_header(format, dictionary) >= 0, file.toString());
        while (true) {
            Lane next = null;
            for (Lane lane : lanes) {
                next = !lane.done() && (next == null || lane.time() < next.time()) ? lane : next;
            }
            if (next == null) {
                break;
            }
            step(next);
        }
        for (Lane lane : lanes) {
            avcodec.avcodec_send_frame(lane.codec, null);
            drain(lane);
        }
        assertTrue(avformat.av_write_trailer(format) >= 0, file.toString());
        avformat.avio_closep(io);
    }

    private void step(Lane lane) {
        if (lane.track == null) {
            picture(lane);
        } else {
            samples(lane);
        }
        assertTrue(avcodec.avcodec_send_frame(lane.codec, lane.frame) >= 0);
        drain(lane);
    }

    private void picture(Lane lane) {
        AVFrame frame = lane.frame;
        avutil.av_frame_unref(frame);
        frame.format(lane.codec.pix_fmt()).width(32).height(32);
        avutil.av_frame_get_buffer(frame, 0);
        for (int plane = 0; plane < 3; plane++) {
            int bytes = frame.linesize(plane) * (plane == 0 ? 32 : 16);
            Pointer.memset(frame.data(plane), 100 + lane.at % 50, bytes);
        }
        frame.pts(lane.at++);
    }

    private void samples(Lane lane) {
        AVCodecContext codec = lane.codec;
        float[][] channels = lane.track.channels;
        int count = Math.min(codec.frame_size() > 0 ? codec.frame_size() : 1024, channels[0].length - lane.at);
        AVFrame plain = avutil.av_frame_alloc();
        plain.format(avutil.AV_SAMPLE_FMT_FLTP).sample_rate(codec.sample_rate()).nb_samples(count);
        avutil.av_channel_layout_copy(plain.ch_layout(), codec.ch_layout());
        avutil.av_frame_get_buffer(plain, 0);
        for (int channel = 0; channel < channels.length; channel++) {
            new FloatPointer(plain.extended_data(channel)).put(channels[channel], lane.at, count);
        }
        AVFrame frame = lane.frame;
        avutil.av_frame_unref(frame);
        frame.format(codec.sample_fmt()).sample_rate(codec.sample_rate()).nb_samples(count);
        avutil.av_channel_layout_copy(frame.ch_layout(), codec.ch_layout());
        avutil.av_frame_get_buffer(frame, 0);
        if (lane.at == 0) {
            swresample.swr_alloc_set_opts2(
                    lane.converter, codec.ch_layout(), codec.sample_fmt(), codec.sample_rate(), codec.ch_layout(),
                    avutil.AV_SAMPLE_FMT_FLTP, codec.sample_rate(), 0, null);
            assertTrue(swresample.swr_init(lane.converter) >= 0);
        }
        swresample.swr_convert(
                lane.converter, frame.extended_data(), count, plain.extended_data(), count);
        avutil.av_frame_free(plain);
        frame.pts(lane.at + Math.round(lane.track.delay * lane.track.rate));
        lane.at += count;
    }

    private void drain(Lane lane) {
        while (avcodec.avcodec_receive_packet(lane.codec, packet) >= 0) {
            avcodec.av_packet_rescale_ts(packet, lane.codec.time_base(), lane.stream.time_base());
            packet.stream_index(lane.stream.index());
            assertTrue(avformat.av_interleaved_write_frame(format, packet) >= 0);
        }
    }

    @Override
    public void close() {
        for (Lane lane : lanes) {
            swresample.swr_free(lane.converter);
            avutil.av_frame_free(lane.frame);
            avcodec.avcodec_free_context(lane.codec);
        }
        avcodec.av_packet_free(packet);
        avformat.avformat_free_context(format);
    }
}
