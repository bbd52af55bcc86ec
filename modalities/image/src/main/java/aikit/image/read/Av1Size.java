package aikit.image.read;

import aikit.Result.Size;

/// Looks at the size that an AV1 sequence header states (AV1 specification, 5.5), because its decoder makes room for it
/// before anyone can refuse.
final class Av1Size {

    private static final int SEQUENCE_HEADER = 1;

    private final byte[] data;
    private long bit;

    private Av1Size(byte[] data, int at) {
        this.data = data;
        this.bit = 8L * at;
    }

    /// @param code open bitstream units
    /// @throws aikit.AiException of kind INPUT when a header states another size than is expected, or none does
    static void check(Bytes bytes, byte[] code, Size expected) {
        boolean found = false;
        int at = 0;
        while (at < code.length) {
            int head = code[at++] & 0xFF;
            at += (head & 4) != 0 ? 1 : 0;
            long length = code.length - at;
            if ((head & 2) != 0) {
                length = 0;
                int more = 0x80;
                for (int shift = 0; shift < 35 && (more & 0x80) != 0; shift += 7) {
                    if (at >= code.length) {
                        throw bytes.cutOff();
                    }
                    more = code[at++];
                    length |= (more & 0x7FL) << shift;
                }
            }
            if ((head & 0x80) != 0 || at + length > code.length) {
                throw bytes.damaged("its pixels make no sense");
            }
            if ((head >> 3 & 15) == SEQUENCE_HEADER) {
                found = true;
                Size stated = new Av1Size(code, at).size();
                if (stated.width() > expected.width() + 64 || stated.height() > expected.height() + 64) {
                    throw bytes.damaged("it is larger than it says");
                }
            }
            at += (int) length;
        }
        if (!found) {
            throw bytes.damaged("what its decoder needs is missing");
        }
    }

    private Size size() {
        take(3);
        take(1);
        if (take(1) == 1) {
            take(5);
        } else {
            operatingPoints();
        }
        int widthBits = take(4) + 1;
        int heightBits = take(4) + 1;
        return new Size(take(widthBits) + 1, take(heightBits) + 1);
    }

    private void operatingPoints() {
        boolean model = false;
        int delay = 0;
        if (take(1) == 1) {
            take(32);
            take(32);
            if (take(1) == 1) {
                int zeros = 0;
                while (zeros < 32 && take(1) == 0) {
                    zeros++;
                }
                take(zeros);
            }
            model = take(1) == 1;
            if (model) {
                delay = take(5) + 1;
                take(32);
                take(10);
            }
        }
        boolean display = take(1) == 1;
        int points = take(5) + 1;
        for (int i = 0; i < points; i++) {
            take(12);
            int level = take(5);
            if (level > 7) {
                take(1);
            }
            if (model && take(1) == 1) {
                take(delay);
                take(delay);
                take(1);
            }
            if (display && take(1) == 1) {
                take(4);
            }
        }
    }

    /// Bits behind the end are zeros.
    private int take(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, bit++) {
            value = value << 1 | (bit >> 3 < data.length ? data[(int) (bit >> 3)] >> 7 - (int) (bit & 7) & 1 : 0);
        }
        return value;
    }
}
