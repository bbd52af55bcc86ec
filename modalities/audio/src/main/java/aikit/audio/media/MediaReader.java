package aikit.audio.media;

import aikit.AiException;
import aikit.Input;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/// Reads the sound of one file from its start to its end, as mono samples of one rate or with all its channels. Memory
/// does not grow with the length. For one thread; whoever opens it closes it.
public final class MediaReader implements AutoCloseable {

    /// Less than a sample of any rate, in seconds: what is left when all that was counted is taken back.
    private static final double NOTHING = 1e-7;

    private final MediaBytes bytes;
    private final Limits limits;
    private final List<String> warnings = new ArrayList<>();
    private Container container;
    private MediaInfo info;
    private int rate;
    private TrackDecoder decoder;
    private Resampler resampler;
    private AVFrame frame;
    private Timeline timeline;
    private double decoded;
    private boolean held;
    private long silence;
    private boolean ended;
    private boolean closed;

    private MediaReader(Input input, Limits limits) {
        this.bytes = MediaBytes.open(input);
        this.limits = limits;
    }

    /// Opens a file, with [Ffmpeg] loaded.
    ///
    /// @param track empty for the best, a number from 1, or a language such as `deu`
    /// @param rate samples in a second that are wanted; 0 for as many as the track has
    /// @throws AiException of kind INPUT when there is no sound in it that can be decoded, USAGE when there is no such
    ///     track
    public static MediaReader open(Input input, String track, int rate, Limits limits) {
        return open(input, track, limits, container -> Resampler.mono(
                rate == 0 ? container.stream().codecpar().sample_rate() : rate));
    }

    /// Opens a file, with [Ffmpeg] loaded, to read all channels of a track at its own rate: sample after sample of each
    /// frame.
    ///
    /// @param track empty for the best, a number from 1, or a language such as `deu`
    /// @throws AiException as [#open]
    public static MediaReader openAll(Input input, String track, Limits limits) {
        return open(input, track, limits, container -> Resampler.all(
                container.stream().codecpar().sample_rate(), container.stream().codecpar().ch_layout()));
    }

    private static MediaReader open(
            Input input, String track, Limits limits, Function<Container, Resampler> resampler) {
        MediaReader reader = new MediaReader(input, limits);
        try {
            reader.begin(track, resampler);
            return reader;
        } catch (Throwable e) {
            reader.close();
            throw e;
        }
    }

    private void begin(String track, Function<Container, Resampler> wanted) {
        container = Container.open(bytes, limits);
        info = container.choose(track);
        resampler = wanted.apply(container);
        rate = resampler.rate();
        timeline = new Timeline(container.origin(), container.length());
        decoder = new TrackDecoder(container);
        frame = avutil.av_frame_alloc();
    }

    /// What the file says of itself.
    public MediaInfo info() {
        return info;
    }

    /// Samples of each channel in a second.
    public int sampleRate() {
        return rate;
    }

    /// Where the channels belong that are read, by FFmpeg's names, such as `FL` and `FR`.
    public List<String> speakers() {
        return resampler.speakers();
    }

    /// Reads at least one sample, up to `length`, each from -1 to 1; -1 at the end. With several channels it is whole
    /// frames, when `length` is one of their multiples.
    ///
    /// @throws AiException of kind INPUT when the file cannot be read, holds no sound at all, or takes too long
    public int read(float[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        container.patient();
        while (true) {
            int count = resampler.take(into, offset, length);
            if (count == 0 && silence > 0) {
                count = (int) Math.min(silence, length);
                Arrays.fill(into, offset, offset + count, 0);
                silence -= count;
            }
            if (count > 0) {
                return count;
            }
            if (ended) {
                return -1;
            }
            advance();
        }
    }

    /// Makes more samples ready, or finds the end.
    private void advance() {
        if (held) {
            held = false;
            convert();
        } else if (timeline.end() > limits.longest().toSeconds()) {
            warnings.add("is longer than " + limits.longest().toHours() + " hours: the rest was left out");
            end();
        } else if (!decoder.next(frame)) {
            end();
            warn();
        } else {
            place();
        }
    }

    /// Puts the frame at its time.
    private void place() {
        if (frame.nb_samples() <= 0 || !Resampler.canConvert(frame.sample_rate())) {
            decoder.fail();
            return;
        }
        double gap = timeline.gapBefore(time());
        double seconds = frame.nb_samples() / (double) frame.sample_rate();
        timeline.add(seconds);
        decoded += seconds;
        if (gap > 0 || resampler.differs(frame)) {
            resampler.finish();
            silence = Math.round(gap * rate) * resampler.channels();
            held = true;
        } else {
            convert();
        }
    }

    /// When the frame begins, by the file's clock; NaN when it does not say.
    private double time() {
        long time = frame.best_effort_timestamp();
        return time == avutil.AV_NOPTS_VALUE
                ? Double.NaN
                : time * Container.seconds(container.stream().time_base());
    }

    /// A frame that cannot be converted is a bad packet, which leaves a silence.
    private void convert() {
        if (!resampler.accept(frame)) {
            double seconds = frame.nb_samples() / (double) frame.sample_rate();
            decoded -= seconds;
            silence = Math.round(seconds * rate) * resampler.channels();
            decoder.fail();
        }
    }

    private void end() {
        ended = true;
        resampler.finish();
    }

    private void warn() {
        if (decoded < NOTHING) {
            throw bytes.refused(
                    decoder.packets() > 0
                            ? "is damaged: none of its " + decoder.packets() + " packets could be decoded"
                            : container.declared() > 0
                                    ? "is cut off or damaged: there is nothing in its track of sound"
                                    : "has a track of sound, but nothing in it",
                    "");
        }
        Losses losses = new Losses(container.declared(), decoded, timeline.gaps());
        warnings.addAll(losses.warnings(decoder, container.cutOff(losses)));
    }

    /// What was wrong with the file, as far as it was read.
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (frame != null) {
            avutil.av_frame_free(frame);
        }
        if (resampler != null) {
            resampler.close();
        }
        if (decoder != null) {
            decoder.close();
        }
        if (container != null) {
            container.close();
        }
        bytes.close();
    }
}
