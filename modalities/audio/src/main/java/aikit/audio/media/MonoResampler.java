package aikit.audio.media;

import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/// Turns frames of any rate and layout into mono samples of one rate, as `ffmpeg -ac 1 -ar RATE` does: by way of 16 bits,
/// since FFmpeg mixes stereo in floating point louder by the square root of 2.
final class MonoResampler implements AutoCloseable {

    /// Full scale of 16 bits.
    private static final float SCALE = 1f / 32768;

    private final int rate;
    private final SwrContext context = new SwrContext((Pointer) null);
    private final AVChannelLayout mono = new AVChannelLayout();
    private final AVChannelLayout source = new AVChannelLayout();
    private final PointerPointer<BytePointer> outputs = new PointerPointer<>(1);
    private BytePointer buffer = new BytePointer((Pointer) null);
    private ShortBuffer ready = ShortBuffer.allocate(0);
    private int sourceRate;
    private int sourceFormat = avutil.AV_SAMPLE_FMT_NONE;

    /// @param rate samples in a second that come out
    MonoResampler(int rate) {
        this.rate = rate;
        avutil.av_channel_layout_default(mono, 1);
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
        if (!matches(frame) && !begin(frame)) {
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
        double[] even = new double[Math.max(source.nb_channels(), 1)];
        java.util.Arrays.fill(even, 1.0 / even.length);
        swresample.swr_free(context);
        if (allocate() && swresample.swr_set_matrix(context, even, even.length) >= 0
                && swresample.swr_init(context) >= 0) {
            return true;
        }
        sourceFormat = avutil.AV_SAMPLE_FMT_NONE;
        return false;
    }

    private boolean allocate() {
        return swresample.swr_alloc_set_opts2(
                context, mono, avutil.AV_SAMPLE_FMT_S16, rate, source, sourceFormat, sourceRate, 0, null) >= 0;
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
        if (most < 0) {
            return false;
        }
        room(most);
        int count = swresample.swr_convert(context, outputs, most, data, samples);
        ready.clear().limit(Math.max(count, 0));
        return count >= 0;
    }

    private void room(int samples) {
        if (ready.capacity() < samples) {
            avutil.av_free(buffer);
            long size = 2L * (samples + 1024);
            buffer = new BytePointer(avutil.av_malloc(size)).capacity(size);
            outputs.put(0, buffer);
            ready = buffer.asByteBuffer().order(ByteOrder.nativeOrder()).asShortBuffer();
        }
    }

    /// Takes samples that are ready, from -1 to 1; 0 when there are none.
    int take(float[] into, int offset, int length) {
        int count = Math.min(length, ready.remaining());
        for (int i = 0; i < count; i++) {
            into[offset + i] = ready.get() * SCALE;
        }
        return count;
    }

    @Override
    public void close() {
        swresample.swr_free(context);
        avutil.av_free(buffer);
        avutil.av_channel_layout_uninit(mono);
        avutil.av_channel_layout_uninit(source);
        mono.close();
        source.close();
        outputs.close();
        ready = ShortBuffer.allocate(0);
    }
}
