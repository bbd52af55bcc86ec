package aikit.audio.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/// Gives FFmpeg the bytes of one recording and nothing else: it reads and seeks in these through callbacks, opens
/// nothing by name, and is told to stop when time is up.
///
/// The preset can make only a few callbacks at a time, so all recordings share one of each kind, told apart by a number
/// that FFmpeg carries along as an opaque pointer.
final class Feed implements AutoCloseable {

    /// Bytes read at once.
    private static final int BUFFER = 1 << 16;

    private static final int SEEK_SET = 0;
    private static final int SEEK_CUR = 1;
    private static final int SEEK_END = 2;

    /// `AVSEEK_FORCE`: a wish to seek even where it is slow.
    private static final int FORCE = 0x20000;

    private static final Map<Long, Feed> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong LAST = new AtomicLong();

    private final long number = LAST.incrementAndGet();
    private final MediaBytes bytes;
    private final AVIOContext context;
    private long position;
    private long deadline = System.nanoTime();
    private IOException failure;
    private boolean refused;

    Feed(MediaBytes bytes) {
        this.bytes = bytes;
        OPEN.put(number, this);
        BytePointer buffer = new BytePointer(avutil.av_malloc(BUFFER));
        context = avformat.avio_alloc_context(
                buffer, BUFFER, 0, new Numbered(number), Callbacks.READ, null, Callbacks.SEEK);
    }

    AVIOContext context() {
        return context;
    }

    /// Makes FFmpeg use this, and only this.
    void connect(AVFormatContext format) {
        format.pb(context);
        format.flags(format.flags() | AVFormatContext.AVFMT_FLAG_CUSTOM_IO);
        format.interrupt_callback().callback(Callbacks.INTERRUPT);
        format.interrupt_callback().opaque(new Numbered(number));
        format.io_open(Callbacks.REFUSE);
        // What a demuxer opens by itself, as that of concat lists does, inherits this but not the callback.
        avutil.av_opt_set(format, "protocol_whitelist", "none", 0);
    }

    /// Starts the clock: from now on FFmpeg has this long.
    void within(Duration patience) {
        deadline = System.nanoTime() + patience.toNanos();
    }

    boolean late() {
        return System.nanoTime() - deadline > 0;
    }

    /// Whether FFmpeg wanted to open something by name.
    boolean refused() {
        return refused;
    }

    /// Throws what went wrong in reading the file, which FFmpeg takes for its end.
    void check() {
        if (failure != null) {
            throw bytes.unreadable(failure);
        }
    }

    private int read(BytePointer into, int length) {
        if (late()) {
            return avutil.AVERROR_EXIT;
        }
        try {
            ByteBuffer buffer = into.capacity(length).asByteBuffer();
            int count = bytes.read(position, buffer);
            position += Math.max(count, 0);
            return count > 0 ? count : avutil.AVERROR_EOF;
        } catch (IOException e) {
            failure = e;
            return avutil.AVERROR_EIO();
        }
    }

    private long seek(long offset, int whence) {
        int kind = whence & ~FORCE;
        if (kind == avformat.AVSEEK_SIZE) {
            return bytes.size();
        }
        long target = switch (kind) {
            case SEEK_SET -> offset;
            case SEEK_CUR -> position + offset;
            case SEEK_END -> bytes.size() + offset;
            default -> -1;
        };
        if (target < 0) {
            return avutil.AVERROR_EINVAL();
        }
        position = target;
        return position;
    }

    @Override
    public void close() {
        if (OPEN.remove(number) != null) {
            avutil.av_free(context.buffer());
            avformat.avio_context_free(context);
        }
    }

    /// A number in the shape of a pointer.
    private static final class Numbered extends Pointer {
        Numbered(long number) {
            address = number;
        }
    }

    /// What FFmpeg calls. Nothing may be thrown through it.
    private static final class Callbacks {

        static final Read READ = new Read();
        static final Seek SEEK = new Seek();
        static final Interrupt INTERRUPT = new Interrupt();
        static final Refuse REFUSE = new Refuse();

        private Callbacks() {}
    }

    private static final class Read extends Read_packet_Pointer_BytePointer_int {
        @Override
        public int call(Pointer opaque, BytePointer into, int length) {
            try {
                return OPEN.get(opaque.address()).read(into, length);
            } catch (Throwable e) {
                return avutil.AVERROR_EIO();
            }
        }
    }

    private static final class Seek extends Seek_Pointer_long_int {
        @Override
        public long call(Pointer opaque, long offset, int whence) {
            try {
                return OPEN.get(opaque.address()).seek(offset, whence);
            } catch (Throwable e) {
                return avutil.AVERROR_EIO();
            }
        }
    }

    private static final class Interrupt extends AVIOInterruptCB.Callback_Pointer {
        @Override
        public int call(Pointer opaque) {
            try {
                return OPEN.get(opaque.address()).late() ? 1 : 0;
            } catch (Throwable e) {
                return 1;
            }
        }
    }

    private static final class Refuse
            extends
                AVFormatContext.Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer {
        @Override
        @SuppressWarnings("rawtypes") // the preset's own type
        public int call(
                AVFormatContext format, PointerPointer into, BytePointer url, int flags, PointerPointer options) {
            try {
                into.put(0, (Pointer) null);
                OPEN.get(format.interrupt_callback().opaque().address()).refused = true;
            } catch (Throwable e) {
                // It is refused all the same.
            }
            return avutil.AVERROR_EPERM();
        }
    }
}
