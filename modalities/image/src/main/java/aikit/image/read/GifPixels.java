package aikit.image.read;

/// The pixels of a GIF frame, which are packed by Lempel-Ziv-Welch with codes of up to 12 bits (GIF89a, appendix F).
final class GifPixels {

    private static final int CODES = 1 << 12;

    private final Bytes bytes;
    private final int smallest;
    private int at;
    private int left;
    private int bits;
    private int held;

    /// @param at where the size of the smallest code stands
    GifPixels(Bytes bytes, int at) {
        this.bytes = bytes;
        this.smallest = bytes.u8(at);
        this.at = at + 1;
        if (smallest < 1 || smallest > 11) {
            throw bytes.damaged("its pixels make no sense");
        }
    }

    /// @return numbers of colours, row by row
    byte[] decode(int count) {
        byte[] pixels = new byte[count];
        short[] before = new short[CODES];
        byte[] last = new byte[CODES];
        byte[] stack = new byte[CODES + 1];
        int reset = 1 << smallest;
        for (int i = 0; i < reset; i++) {
            last[i] = (byte) i;
        }
        int width = smallest + 1;
        int next = reset + 2;
        int previous = -1;
        int first = 0;
        int done = 0;
        while (done < count) {
            int code = code(width);
            if (code == reset) {
                width = smallest + 1;
                next = reset + 2;
                previous = -1;
                continue;
            }
            if (code == reset + 1) {
                throw bytes.cutOff();
            }
            if (code > next || code == next && previous < 0) {
                throw bytes.damaged("its pixels make no sense");
            }
            int depth = 0;
            int known = code;
            if (code == next) {
                stack[depth++] = (byte) first;
                known = previous;
            }
            while (known >= reset) {
                stack[depth++] = last[known];
                known = before[known];
            }
            first = known;
            stack[depth++] = (byte) known;
            if (previous >= 0 && next < CODES) {
                before[next] = (short) previous;
                last[next] = (byte) first;
                next++;
                if (next == 1 << width && width < 12) {
                    width++;
                }
            }
            previous = code;
            while (depth > 0 && done < count) {
                pixels[done++] = stack[--depth];
            }
        }
        return pixels;
    }

    private int code(int width) {
        while (bits < width) {
            if (left == 0) {
                left = bytes.u8(at++);
                if (left == 0) {
                    throw bytes.cutOff();
                }
            }
            held |= bytes.u8(at++) << bits;
            bits += 8;
            left--;
        }
        int code = held & (1 << width) - 1;
        held >>>= width;
        bits -= width;
        return code;
    }
}
