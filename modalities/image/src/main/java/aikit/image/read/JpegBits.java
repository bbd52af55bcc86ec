package aikit.image.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The bits of a scan of a JPEG file between two markers (ITU-T T.81, F.2.2.5): bytes of 255 have a 0 behind them that
/// does not count. Behind the end there are zeros, and [#overrun] says how many of them were taken.
final class JpegBits {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] data;
    private int at;
    /// The next bits, the first one uppermost.
    private long held;
    private int count;
    /// Zero bytes that were put behind the end.
    private int added;

    JpegBits(byte[] data, int at) {
        this.data = data;
        this.at = at;
    }

    /// Makes sure that 32 bits are there.
    void fill() {
        if (count >= 32) {
            return;
        }
        if (at + 8 <= data.length) {
            long next = (long) LONGS.get(data, at);
            int four = (int) (next >>> 32);
            // None of the next four bytes is 255.
            if ((~four - 0x01010101 & four & 0x80808080) == 0) {
                held |= (four & 0xFFFFFFFFL) << 32 - count;
                count += 32;
                at += 4;
                return;
            }
        }
        slowly();
    }

    private void slowly() {
        while (count <= 48) {
            int next = 0;
            if (at < data.length && (data[at] != -1 || at + 1 < data.length && data[at + 1] == 0)) {
                next = data[at] & 0xFF;
                at += next == 255 ? 2 : 1;
            } else {
                added++;
            }
            held |= (long) next << 56 - count;
            count += 8;
        }
    }

    int peek(int bits) {
        return (int) (held >>> 64 - bits);
    }

    void skip(int bits) {
        held <<= bits;
        count -= bits;
    }

    /// Takes up to 16 bits.
    int take(int bits) {
        int taken = (int) (held >>> 64 - bits);
        held <<= bits;
        count -= bits;
        return taken;
    }

    /// Whether bits were taken that are not there.
    boolean overrun() {
        return 8 * added > count;
    }

    /// Bytes that were not taken before the next marker, which becomes the place of the next bits.
    int rest() {
        int whole = Math.max(0, count / 8 - added);
        int left = whole;
        while (at < data.length && (data[at] != -1 || at + 1 < data.length && data[at + 1] == 0)) {
            at++;
            left++;
        }
        return left;
    }

    /// The marker that follows, or -1 at the end of the file. Any number of bytes of 255 may stand before it.
    int marker() {
        while (at + 1 < data.length && data[at] == -1 && data[at + 1] == -1) {
            at++;
        }
        return at + 1 < data.length && data[at] == -1 ? data[at + 1] & 0xFF : -1;
    }

    /// Goes on behind the marker.
    void pass() {
        at += 2;
        held = 0;
        count = 0;
        added = 0;
    }
}
