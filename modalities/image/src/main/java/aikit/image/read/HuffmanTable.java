package aikit.image.read;

/// The codes of one Huffman table of a JPEG file (ITU-T T.81, annex C and F.2.2.3), for looking up several bits at once.
final class HuffmanTable {

    /// Bits that one look finds a code in.
    static final int LOOK = 10;

    /// For the next [#LOOK] bits: symbol and, above its 8 bits, the length of its code; 0 when the code is longer.
    final short[] quick = new short[1 << LOOK];

    /// For the next [#LOOK] bits of coefficients: value << 16 | places to go on before it << 8 | length of code and value
    /// together; 0 when they do not fit. See [#zeros].
    final int[] whole = new int[1 << LOOK];

    /// The first 16 bits behind the last code of each length, so that a code is shorter than it when it is less.
    private final int[] limit = new int[18];
    private final int[] offset = new int[17];
    private final byte[] definition;

    /// @param definition the number of codes of each length from 1 to 16, then the symbols
    /// @throws IllegalArgumentException when there are more codes than fit their lengths
    HuffmanTable(byte[] definition) {
        this.definition = definition;
        int code = 0;
        int symbol = 0;
        for (int length = 1; length <= 16; length++) {
            int count = definition[length - 1] & 0xFF;
            offset[length] = symbol - code;
            for (int i = 0; i < count; i++, code++, symbol++) {
                if (code >= 1 << length) {
                    throw new IllegalArgumentException("too many codes of " + length + " bits");
                }
                if (length <= LOOK) {
                    fill(code, length, definition[16 + symbol] & 0xFF);
                }
            }
            limit[length] = code << 16 - length;
            code <<= 1;
        }
        limit[17] = Integer.MAX_VALUE;
    }

    private void fill(int code, int length, int symbol) {
        int free = LOOK - length;
        int first = code << free;
        int size = symbol & 15;
        for (int i = 0; i < 1 << free; i++) {
            quick[first + i] = (short) (length << 8 | symbol);
            if (size <= free) {
                int value = size == 0 ? 0 : extend(i >> free - size, size);
                whole[first + i] = value << 16 | zeros(symbol) << 8 | length + size;
            }
        }
    }

    /// Places that a symbol of a sequential scan goes on before its value, if it has one: at the end of a block more than
    /// there are.
    static int zeros(int symbol) {
        return (symbol & 15) > 0 ? symbol >> 4 : symbol == 0xF0 ? 16 : 64;
    }

    /// The value that so many bits stand for (T.81, F.2.2.1, EXTEND).
    static int extend(int bits, int size) {
        return bits < 1 << size - 1 ? bits - (1 << size) + 1 : bits;
    }

    /// Finds a code that is longer than [#LOOK] bits.
    ///
    /// @param next the next 16 bits
    /// @return length of the code << 8 | symbol; -1 when there is no such code
    int find(int next) {
        int length = LOOK + 1;
        while (next >= limit[length]) {
            length++;
        }
        return length > 16 ? -1 : length << 8 | definition[16 + offset[length] + (next >> 16 - length)] & 0xFF;
    }
}
