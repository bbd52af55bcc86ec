package aikit.audio.listen;

import aikit.audio.Sound;
import be.tarsos.dsp.io.TarsosDSPAudioFloatConverter;
import be.tarsos.dsp.io.TarsosDSPAudioFormat;
import be.tarsos.dsp.io.TarsosDSPAudioInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A sound as TarsosDSP's dispatcher reads it: 32-bit floats as bytes, with some silence before and after. Closing it
/// closes the sound.
final class SoundStream implements TarsosDSPAudioInputStream {

    private final Sound.Samples samples;
    private final TarsosDSPAudioFormat format;
    private float[] held = new float[0];
    private int before;
    private int after;

    /// @param around samples of silence that are put before and after the sound
    SoundStream(Sound.Samples samples, int sampleRate, int around) {
        this.samples = samples;
        this.before = around;
        this.after = around;
        this.format = new TarsosDSPAudioFormat(
                TarsosDSPAudioFloatConverter.PCM_FLOAT, sampleRate, Float.SIZE, 1, Float.BYTES, sampleRate, false);
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        int wanted = length / Float.BYTES;
        if (held.length < wanted) {
            held = new float[wanted];
        }
        int count = next(wanted);
        if (count < 0) {
            return -1;
        }
        ByteBuffer.wrap(into, offset, count * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .put(held, 0, count);
        return count * Float.BYTES;
    }

    private int next(int wanted) {
        int count = before > 0 ? 0 : samples.read(held, 0, wanted);
        if (count > 0) {
            return count;
        }
        int silence = Math.min(wanted, count < 0 ? after : before);
        if (silence == 0) {
            return -1;
        }
        Arrays.fill(held, 0, silence, 0);
        if (count < 0) {
            after -= silence;
        } else {
            before -= silence;
        }
        return silence;
    }

    @Override
    public long skip(long bytes) {
        throw new UnsupportedOperationException("a sound is read from its start");
    }

    @Override
    public void close() {
        samples.close();
    }

    @Override
    public TarsosDSPAudioFormat getFormat() {
        return format;
    }

    @Override
    public long getFrameLength() {
        return TarsosDSPAudioFormat.NOT_SPECIFIED;
    }
}
