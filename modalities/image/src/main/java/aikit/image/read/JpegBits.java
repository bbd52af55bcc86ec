package aikit.image.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The bits of a scan of a JPEG file between two markers (ITU-T T.81, F.2.2.5): bytes of 255 have a 0 behind them that
/// does not count. Behind the end there are zeros, and [#overrun] says how many of them were taken.
final class JpegBits {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

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
        if (at + 4 <= data.length) {
            int four = (int) INTS.get(data, at);
            if (plain(four)) {
                held |= (four & 0xFFFFFFFFL) << 32 - count;
                count += 32;
                at += 4;
                return;
            }
        }
        slowly();
    }

    /// Whether none of four bytes is 255.
    private static boolean plain(int four) {
        return (~four - 0x01010101 & four & 0x80808080) == 0;
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

    /// Reads all coefficients of a block but the first. What [#fill] and [#take] do stands here once more, on variables
    /// that the compiler keeps in registers: most of the time of a picture is spent in this loop.
    ///
    /// @param block where they go, `[row][column]`, multiplied by their steps
    /// @return how many columns of the block are used; 0 when there are none, -1 when the codes make no sense
    int block(HuffmanTable table, int[] steps, int[] block) {
        long next = held;
        int left = count;
        int columns = 0;
        int place = 1;
        while (place < 64) {
            if (left < 32) {
                int four = at + 4 <= data.length ? (int) INTS.get(data, at) : -1;
                if (plain(four)) {
                    next |= (four & 0xFFFFFFFFL) << 32 - left;
                    left += 32;
                    at += 4;
                } else {
                    held = next;
                    count = left;
                    slowly();
                    next = held;
                    left = count;
                }
            }
            int known = table.whole[(int) (next >>> 64 - HuffmanTable.LOOK)];
            int value = known >> 16;
            int length = known & 0xFF;
            if (known == 0) {
                known = table.quick[(int) (next >>> 64 - HuffmanTable.LOOK)];
                known = known == 0 ? table.find((int) (next >>> 48)) : known;
                if (known < 0) {
                    held = next;
                    count = left;
                    return -1;
                }
                int size = known & 15;
                length = (known >> 8) + size;
                if (size > 0) {
                    value = HuffmanTable.extend((int) (next << (known >> 8) >>> 64 - size), size);
                }
                known = HuffmanTable.zeros(known & 0xFF) << 8;
            }
            next <<= length;
            left -= length;
            place += known >> 8 & 0xFF;
            if (value != 0) {
                if (place > 63) {
                    return -1;
                }
                int natural = JpegSymbols.ZIGZAG[place];
                block[natural] = value * steps[place];
                columns = Math.max(columns, natural & 7);
                block[0] = 1;
                place++;
            }
        }
        held = next;
        count = left;
        int any = block[0];
        block[0] = 0;
        return any == 0 ? 0 : columns + 1;
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

    /// Where the marker is, once [#rest] was asked.
    int place() {
        return at;
    }

    /// Goes on behind the marker.
    void pass() {
        at += 2;
        held = 0;
        count = 0;
        added = 0;
    }
}
