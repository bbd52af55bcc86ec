package aikit.audio.media;

import aikit.ffmpeg.Ffmpeg;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/// Makes frames of samples from the packets of a track. The decoder itself leaves out what an encoder put before the
/// beginning and behind the end, as far as the container tells.
final class TrackDecoder implements AutoCloseable {

    /// How often a decoder may stumble over one packet before the next one is tried.
    private static final int MOST_FAILURES = 100;

    private final Container container;
    private final AVCodecContext codec;
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final boolean plain;
    private boolean draining;
    private boolean failed;
    private long packets;
    private long undecodable;
    private long atEnd;

    /// @param container with its track chosen
    TrackDecoder(Container container) {
        this.container = container;
        AVStream stream = container.stream();
        AVCodec decoder = Allowed.decoder(stream.codecpar().codec_id());
        plain = decoder.name().getString().startsWith("pcm_");
        codec = avcodec.avcodec_alloc_context3(decoder);
        avcodec.avcodec_parameters_to_context(codec, stream.codecpar());
        codec.pkt_timebase(stream.time_base());
        // One thread decodes sound hundreds of times faster than anything makes use of it.
        codec.thread_count(1);
        int code = avcodec.avcodec_open2(codec, decoder, (AVDictionary) null);
        if (code < 0) {
            close();
            throw container.bytes().refused("is damaged: its sound cannot be decoded", "get the file again")
                    .causedBy(Ffmpeg.reason(code));
        }
    }

    /// Decodes the next frame; false at the end.
    boolean next(AVFrame frame) {
        int failures = 0;
        while (true) {
            container.check();
            int code = avcodec.avcodec_receive_frame(codec, frame);
            if (code == 0) {
                atEnd = 0;
                return true;
            }
            if (code == avutil.AVERROR_EOF || draining && failures == MOST_FAILURES) {
                return false;
            }
            if (code == avutil.AVERROR_EAGAIN() || failures == MOST_FAILURES) {
                failures = 0;
                feed();
            } else {
                failures++;
                fail();
            }
        }
    }

    /// Gives the decoder the next packet, or the news that there is none.
    private void feed() {
        failed = false;
        if (!container.next(packet)) {
            draining = true;
            avcodec.avcodec_send_packet(codec, null);
            return;
        }
        packets++;
        int code = avcodec.avcodec_send_packet(codec, packet);
        avcodec.av_packet_unref(packet);
        if (code < 0) {
            fail();
        }
    }

    /// Nothing can be made of the packet at hand. It counts once, however often the decoder stumbles over it.
    void fail() {
        undecodable += failed ? 0 : 1;
        atEnd += failed ? 0 : 1;
        failed = true;
    }

    /// Packets of the track so far.
    long packets() {
        return packets;
    }

    /// Those of them that nothing could be made of. None of plain samples: what FFmpeg takes for a bad packet there is
    /// what fills up the last chunk.
    long undecodable() {
        return plain ? 0 : undecodable;
    }

    /// Those of the undecodable ones behind which nothing was decoded.
    long undecodableAtEnd() {
        return plain ? 0 : atEnd;
    }

    @Override
    public void close() {
        avcodec.av_packet_free(packet);
        avcodec.avcodec_free_context(codec);
    }
}
