package aikit.image.read;

/// Reads the symbols of a scan of a JPEG file (ITU-T T.81, F.2.2.3).
final class JpegSymbols {

    /// Where a coefficient of the file is in its block (figure A.6).
    static final byte[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53,
        60, 61, 54, 47, 55, 62, 63};

    final JpegBits bits;
    private final Bytes bytes;

    /// @param at where the scan's header begins
    JpegSymbols(Bytes bytes, int at) {
        this.bytes = bytes;
        this.bits = new JpegBits(bytes.data(), at + 2 + bytes.u16(at + 2L));
    }

    /// The next symbol; 32 bits must be there.
    int next(HuffmanTable table) {
        int known = table.quick[bits.peek(HuffmanTable.LOOK)];
        if (known == 0) {
            known = table.find(bits.peek(16));
            if (known < 0) {
                throw nonsense();
            }
        }
        bits.skip(known >> 8);
        return known & 0xFF;
    }

    /// By how much the first coefficient differs from that of the block before.
    int difference(HuffmanTable table) {
        bits.fill();
        int symbol = next(table);
        if (symbol > 15) {
            throw nonsense();
        }
        return symbol == 0 ? 0 : HuffmanTable.extend(bits.take(symbol), symbol);
    }

    /// Goes over a restart marker.
    ///
    /// @param number 0 to 7, which it must have
    void restart(int number) {
        checkWhole();
        if (bits.rest() > 0 || bits.marker() != 0xD0 + number) {
            throw bits.marker() < 0 ? bytes.cutOff() : bytes.damaged("a part of its pixels is missing");
        }
        bits.pass();
    }

    /// @throws aikit.AiException of kind INPUT when more was read than there is
    void checkWhole() {
        if (bits.overrun()) {
            throw bytes.cutOff();
        }
    }

    aikit.AiException nonsense() {
        return bits.overrun() ? bytes.cutOff() : bytes.damaged("its pixels make no sense");
    }

    /// @param rest bytes that nobody has read
    static void warn(int rest, java.util.List<String> warnings) {
        if (rest > 0) {
            warnings.add(rest + " bytes are left over behind its pixels: a part of them may be damaged");
        }
    }
}
