package aikit.audio;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The log-mel frames of one recording, made while it is read, in memory that does not grow with it as long as old frames
/// are discarded. For one thread.
///
/// Frames are made [FrameFft#LANES] at a time, so the last ones that were heard may only be there after [#finish].
public final class MelFrames {

    /// What is kept below the peak, in powers of ten: 80 dB.
    private static final float RANGE = 8;

    private final LogMel mel;
    private final FeatureConfig config;
    private final boolean kept;
    private final FrameFft.Rows rows;
    private final float[] row = new float[FrameFft.LANES];

    /// Half a frame: what the first one reaches out before the sound, and the last behind it.
    private final int reach;

    /// The sound from the beginning of the first frame that is not made yet, and how much of it is needed to make some.
    private final float[] pending;
    private final int blockSamples;
    private int pendingCount;

    /// [melBins * LANES] each, the frames of the first bin first.
    private final List<float[]> blocks = new ArrayList<>();
    private final List<float[]> free = new ArrayList<>();
    private long firstBlock;

    private long samples;
    private long made;
    private long count;
    private float greatestPower;
    private boolean finished;

    MelFrames(LogMel mel, boolean kept) {
        this.mel = mel;
        this.config = mel.config();
        this.kept = kept;
        this.rows = mel.fft().rows();
        this.reach = config.fftSize() / 2;
        this.blockSamples = (FrameFft.LANES - 1) * config.hop() + config.fftSize();
        this.pending = new float[Math.max(mel.fft().samples(), blockSamples + reach)];
        this.pendingCount = reach;
    }

    /// Hears more.
    ///
    /// @param sound mono, from -1 to 1, at the sample rate of the configuration
    public void accept(float[] sound, int offset, int length) {
        checkOpen();
        samples += length;
        append(sound, offset, length);
    }

    /// The recording is over.
    public void finish() {
        finish(0);
    }

    /// The recording is over, and silence follows up to a length.
    ///
    /// @param atLeast samples; a recording that is longer is left as it is
    public void finish(long atLeast) {
        checkOpen();
        finished = true;
        // Frames that lie in silence as a whole need no computing: here are those that reach into it.
        long silence = Math.max(0, atLeast - samples);
        int edge = (int) Math.min(silence, 2L * config.fftSize());
        append(new float[edge], 0, edge);
        long end = samples + edge;
        samples += silence;
        count = frames(samples);
        long computed = Math.min(count, frames(end));
        if (made < computed) {
            mirrorStart(end);
            for (int i = 1; i <= reach; i++) {
                pending[pendingCount++] = pending[place(mirrored(end - 1 + i, end))];
            }
        }
        while (made < computed) {
            block((int) Math.min(FrameFft.LANES, computed - made));
        }
    }

    private void checkOpen() {
        if (finished) {
            throw new IllegalStateException("the recording is over");
        }
    }

    /// Frames of so many samples: one around each `hop`-th, but for the last.
    private long frames(long samples) {
        return Math.max(0, (samples + 2L * reach - config.fftSize()) / config.hop());
    }

    private void append(float[] sound, int offset, int length) {
        for (int at = 0; at < length;) {
            int part = Math.min(length - at, blockSamples - pendingCount);
            System.arraycopy(sound, offset + at, pending, pendingCount, part);
            pendingCount += part;
            at += part;
            if (pendingCount == blockSamples) {
                mirrorStart(pendingCount - reach);
                block(FrameFft.LANES);
            }
        }
    }

    /// What the first frame reaches out before the sound.
    ///
    /// @param end samples that are known
    private void mirrorStart(long end) {
        if (made == 0) {
            for (int i = 1; i <= reach; i++) {
                pending[reach - i] = pending[place(mirrored(-i, end))];
            }
        }
    }

    /// The sample that stands where there is none: the sound goes back and forth between its first and last.
    private static long mirrored(long sample, long end) {
        if (end == 1) {
            return 0;
        }
        long way = Math.floorMod(sample, 2 * (end - 1));
        return Math.min(way, 2 * (end - 1) - way);
    }

    /// Where a sample stands in `pending`.
    private int place(long sample) {
        return (int) (sample - made * config.hop() + reach);
    }

    /// Makes frames of what is pending.
    ///
    /// @param valid how many frames there are, at most [FrameFft#LANES]
    private void block(int valid) {
        mel.fft().power(pending, rows);
        float[] block = free.isEmpty() ? new float[config.melBins() * FrameFft.LANES] : free.removeLast();
        mel.mel(rows, row, block);
        for (int bin = 0; bin < config.melBins(); bin++) {
            int start = bin * FrameFft.LANES;
            greatestPower = greatest(block, start, start + valid, greatestPower);
            if (kept) {
                log(block, start, start + valid);
            }
        }
        (kept ? blocks : free).add(block);
        made += valid;
        int next = Math.min(pendingCount, FrameFft.LANES * config.hop());
        pendingCount -= next;
        System.arraycopy(pending, next, pending, 0, pendingCount);
    }

    private static float greatest(float[] power, int start, int end, float greatest) {
        float found = greatest;
        for (int i = start; i < end; i++) {
            found = Math.max(found, power[i]);
        }
        return found;
    }

    private static void log(float[] power, int start, int end) {
        for (int i = start; i < end; i++) {
            power[i] = LogMel.log(power[i]);
        }
    }

    /// Frames that are there by now, those that were discarded included.
    public long count() {
        return finished ? count : made;
    }

    /// Samples that were heard; at the end, with the silence behind them.
    public long samples() {
        return samples;
    }

    /// The greatest logarithm in any frame so far: what is far below it counts as silence.
    public float peak() {
        return LogMel.log(greatestPower);
    }

    /// Writes a window in the form that the encoder reads: `(max(x, peak - 8) + 4) / 4`, and 0 where the recording has no
    /// frames, as the reference implementations fill up a window behind the end.
    ///
    /// @param peak of all of the recording, or of what the window is to be measured by
    /// @param into [melBins, length], written from its position on, which moves behind them
    public void copy(long firstFrame, int length, float peak, FloatBuffer into) {
        if (!kept || firstFrame < firstBlock * FrameFft.LANES) {
            throw new IllegalArgumentException("frame " + firstFrame + " is not kept");
        }
        float[] line = new float[length];
        for (int bin = 0; bin < config.melBins(); bin++) {
            int there = copy(bin, firstFrame, line);
            for (int i = 0; i < there; i++) {
                line[i] = (Math.max(line[i], peak - RANGE) + 4) / 4;
            }
            into.put(line);
        }
    }

    /// @return how many frames there are; behind them are zeros
    private int copy(int bin, long firstFrame, float[] line) {
        int there = Math.clamp(count() - firstFrame, 0, line.length);
        int computed = Math.clamp(made - firstFrame, 0, line.length);
        for (int at = 0; at < computed;) {
            long frame = firstFrame + at;
            int inBlock = (int) (frame % FrameFft.LANES);
            int part = Math.min(computed - at, FrameFft.LANES - inBlock);
            float[] block = blocks.get((int) (frame / FrameFft.LANES - firstBlock));
            System.arraycopy(block, bin * FrameFft.LANES + inBlock, line, at, part);
            at += part;
        }
        Arrays.fill(line, computed, there, LogMel.SILENCE);
        Arrays.fill(line, there, line.length, 0);
        return there;
    }

    /// Gives up the frames before one, or most of them.
    public void discardBefore(long frame) {
        while (!blocks.isEmpty() && (firstBlock + 1) * FrameFft.LANES <= frame) {
            free.add(blocks.removeFirst());
            firstBlock++;
        }
    }
}
