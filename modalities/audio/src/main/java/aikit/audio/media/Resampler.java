package aikit.audio.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/// Turns frames of any rate and layout into samples of one rate and layout.
///
/// Mono comes out as `ffmpeg -ac 1 -ar RATE` makes it: by way of 16 bits, since FFmpeg mixes stereo in floating point
/// louder by the square root of 2. Where all channels are kept nothing is mixed, and floating point loses nothing.
final class Resampler implements AutoCloseable {

    /// Full scale of 16 bits.
    private static final float SCALE = 1f / 32768;

    /// More samples in a second than any recorder makes, and fewer than any speech needs: what claims others is damaged,
    /// and converting it would take for ever.
    private static final int HIGHEST_RATE = 768_000;
    private static final int LOWEST_RATE = 1000;

    /// Bytes that one frame may become: some hundred times what the longest frames of real files do.
    private static final long MOST_BYTES = 256L << 20;

    private final int rate;
    private final int format;
    private final SwrContext context = new SwrContext((Pointer) null);
    private final AVChannelLayout target = new AVChannelLayout();
    private final AVChannelLayout source = new AVChannelLayout();
    private final PointerPointer<BytePointer> outputs = new PointerPointer<>(1);
    private BytePointer buffer = new BytePointer((Pointer) null);
    private ByteBuffer ready = ByteBuffer.allocate(0);
    private int sourceRate;
    private int sourceFormat = avutil.AV_SAMPLE_FMT_NONE;

    private Resampler(int rate, int format) {
        this.rate = rate;
        this.format = format;
    }

    /// To one channel.
    ///
    /// @param rate samples in a second that come out
    static Resampler mono(int rate) {
        Resampler mono = new Resampler(rate, avutil.AV_SAMPLE_FMT_S16);
        avutil.av_channel_layout_default(mono.target, 1);
        return mono;
    }

    /// To all the channels of a layout, frame after frame.
    ///
    /// @param rate frames in a second that come out
    static Resampler all(int rate, AVChannelLayout layout) {
        Resampler all = new Resampler(rate, avutil.AV_SAMPLE_FMT_FLT);
        if (layout.order() == avutil.AV_CHANNEL_ORDER_UNSPEC) {
            avutil.av_channel_layout_default(all.target, layout.nb_channels());
        } else {
            avutil.av_channel_layout_copy(all.target, layout);
        }
        return all;
    }

    /// Samples of each channel in a second that come out.
    int rate() {
        return rate;
    }

    /// Where the channels that come out belong, by FFmpeg's names.
    List<String> speakers() {
        List<String> speakers = new ArrayList<>();
        int longest = 16;
        try (BytePointer into = new BytePointer(longest)) {
            for (int i = 0; i < target.nb_channels(); i++) {
                int channel = avutil.av_channel_layout_channel_from_index(target, i);
                int length = avutil.av_channel_name(into, longest, channel); // with the NUL at the end
                byte[] name = new byte[Math.clamp(length - 1, 0, longest - 1)];
                into.get(name);
                speakers.add(new String(name, StandardCharsets.US_ASCII));
            }
        }
        return speakers;
    }

    /// How many channels come out.
    int channels() {
        return target.nb_channels();
    }

    static boolean canConvert(int rate) {
        return rate >= LOWEST_RATE && rate <= HIGHEST_RATE;
    }

    /// Whether a frame is of another kind than the ones before, so that these must be finished first.
    boolean differs(AVFrame frame) {
        return sourceFormat != avutil.AV_SAMPLE_FMT_NONE && !matches(frame);
    }

    private boolean matches(AVFrame frame) {
        return frame.sample_rate() == sourceRate && frame.format() == sourceFormat
                && avutil.av_channel_layout_compare(frame.ch_layout(), source) == 0;
    }

    /// Converts a frame, once all that was ready is taken.
    ///
    /// @return false when there is no way to convert it
    boolean accept(AVFrame frame) {
        if (!matches(frame) && !(canConvert(frame.sample_rate()) && begin(frame))) {
            return false;
        }
        return convert(frame.extended_data(), frame.nb_samples());
    }

    private boolean begin(AVFrame frame) {
        swresample.swr_free(context);
        sourceRate = frame.sample_rate();
        sourceFormat = frame.format();
        avutil.av_channel_layout_copy(source, frame.ch_layout());
        if (allocate() && swresample.swr_init(context) >= 0) {
            return true;
        }
        // Channels that nobody said the place of: all count the same.
        double[] even = new double[Math.max(source.nb_channels(), 1) * target.nb_channels()];
        java.util.Arrays.fill(even, 1.0 / Math.max(source.nb_channels(), 1));
        swresample.swr_free(context);
        if (allocate() && swresample.swr_set_matrix(context, even, Math.max(source.nb_channels(), 1)) >= 0
                && swresample.swr_init(context) >= 0) {
            return true;
        }
        sourceFormat = avutil.AV_SAMPLE_FMT_NONE;
        return false;
    }

    private boolean allocate() {
        boolean untold = source.order() == avutil.AV_CHANNEL_ORDER_UNSPEC
                && source.nb_channels() == target.nb_channels();
        return swresample.swr_alloc_set_opts2(
                context, target, format, rate, untold ? target : source, sourceFormat, sourceRate, 0, null) >= 0;
    }

    /// Brings out what the filter still holds; the next frame begins anew.
    void finish() {
        if (sourceFormat != avutil.AV_SAMPLE_FMT_NONE) {
            convert(null, 0);
            sourceFormat = avutil.AV_SAMPLE_FMT_NONE;
        }
    }

    private boolean convert(PointerPointer<?> data, int samples) {
        int most = swresample.swr_get_out_samples(context, samples);
        if (most < 0 || (long) most * frameBytes() > MOST_BYTES) {
            return false;
        }
        room(most);
        int count = swresample.swr_convert(context, outputs, most, data, samples);
        ready.clear().limit(Math.max(count, 0) * frameBytes());
        return count >= 0;
    }

    private void room(int samples) {
        if (ready.capacity() < samples * frameBytes()) {
            avutil.av_free(buffer);
            long size = (long) frameBytes() * (samples + 1024);
            buffer = new BytePointer(avutil.av_malloc(size)).capacity(size);
            outputs.put(0, buffer);
            ready = buffer.asByteBuffer().order(ByteOrder.nativeOrder());
        }
    }

    private int sampleBytes() {
        return format == avutil.AV_SAMPLE_FMT_S16 ? Short.BYTES : Float.BYTES;
    }

    private int frameBytes() {
        return sampleBytes() * target.nb_channels();
    }

    /// Takes samples that are ready, from -1 to 1; 0 when there are none. What is no number in the file is silence.
    int take(float[] into, int offset, int length) {
        int count = Math.min(length, ready.remaining() / sampleBytes());
        for (int i = 0; i < count; i++) {
            float sample = format == avutil.AV_SAMPLE_FMT_S16 ? ready.getShort() * SCALE : ready.getFloat();
            into[offset + i] = Float.isFinite(sample) ? sample : 0;
        }
        return count;
    }

    @Override
    public void close() {
        swresample.swr_free(context);
        avutil.av_free(buffer);
        avutil.av_channel_layout_uninit(target);
        avutil.av_channel_layout_uninit(source);
        target.close();
        source.close();
        outputs.close();
        ready = ByteBuffer.allocate(0);
    }
}
