package aikit.image.read;

import aikit.AiException;
import aikit.Home;
import aikit.ffmpeg.Ffmpeg;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/// One picture decoded by FFmpeg from its bare code: no container of FFmpeg's is reached, and of its decoders only the
/// one that is named.
///
/// @param code the bytes of the picture; `setup` what the decoder must know before
record CodedPicture(Bytes bytes, String decoder, byte[] setup, byte[] code) {

    /// Decodes it.
    ///
    /// @param width pixels that are expected; another size is damage. `height` likewise
    /// @return its planes with 8 bits
    /// @throws AiException of kind INPUT when it is damaged, DEVICE when FFmpeg cannot be loaded on this system
    YuvPlanes decode(int width, int height) {
        // The distribution has the libraries; where it does not run, they are unpacked for this user.
        Ffmpeg.load(Home.of(System.getenv()).cache());
        AVCodec codec = avcodec.avcodec_find_decoder_by_name(decoder);
        if (codec == null || codec.isNull()) {
            throw bytes.refused("needs a decoder that is not on this system: " + decoder, "convert it to PNG");
        }
        AVCodecContext context = avcodec.avcodec_alloc_context3(codec);
        AVPacket packet = avcodec.av_packet_alloc();
        AVFrame frame = avutil.av_frame_alloc();
        try {
            context.thread_count(1);
            // Blocks of up to 64 pixels may reach over the edge.
            context.max_pixels((width + 64L) * (height + 64L));
            context.err_recognition(avcodec.AV_EF_EXPLODE | avcodec.AV_EF_CRCCHECK
                    | avcodec.AV_EF_BITSTREAM);
            setup(context);
            check(avcodec.avcodec_open2(context, codec, (AVDictionary) null));
            check(avcodec.av_new_packet(packet, code.length));
            packet.data().capacity(code.length).put(code);
            packet.flags(packet.flags() | avcodec.AV_PKT_FLAG_KEY);
            check(avcodec.avcodec_send_packet(context, packet));
            check(avcodec.avcodec_send_packet(context, null));
            check(avcodec.avcodec_receive_frame(context, frame));
            boolean doubtful = (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0 || frame.decode_error_flags() != 0;
            if (doubtful || frame.width() != width || frame.height() != height) {
                throw bytes.damaged("its pixels make no sense");
            }
            return YuvPlanes.of(frame, bytes);
        } finally {
            avutil.av_frame_free(frame);
            avcodec.av_packet_free(packet);
            avcodec.avcodec_free_context(context);
        }
    }

    /// The context frees what it gets here.
    private void setup(AVCodecContext context) {
        if (setup.length > 0) {
            BytePointer copy = new BytePointer(avutil.av_mallocz(setup.length + avcodec.AV_INPUT_BUFFER_PADDING_SIZE));
            copy.capacity(setup.length).put(setup);
            context.extradata(copy);
            context.extradata_size(setup.length);
        }
    }

    private void check(int code) {
        if (code < 0) {
            throw bytes.damaged("its pixels cannot be decoded").causedBy(Ffmpeg.reason(code));
        }
    }
}
