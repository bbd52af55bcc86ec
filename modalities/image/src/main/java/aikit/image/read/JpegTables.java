package aikit.image.read;

/// The tables of a JPEG file, which may change between its scans (ITU-T T.81, B.2.4).
final class JpegTables {

    private final Bytes bytes;
    private final int[][] quantisation;
    private final HuffmanTable[][] huffman;
    private int restart;

    JpegTables(Bytes bytes) {
        this(bytes, new int[4][], new HuffmanTable[2][4], 0);
    }

    private JpegTables(Bytes bytes, int[][] quantisation, HuffmanTable[][] huffman, int restart) {
        this.bytes = bytes;
        this.quantisation = quantisation;
        this.huffman = huffman;
        this.restart = restart;
    }

    /// The tables as they are now; what comes later changes the copy only.
    JpegTables copy() {
        return new JpegTables(
                bytes, quantisation.clone(), new HuffmanTable[][]{huffman[0].clone(), huffman[1].clone()}, restart);
    }

    /// Takes what a segment defines, if it is one of tables.
    ///
    /// @param at where its content begins
    void read(int marker, int at, int length) {
        switch (marker) {
            case 0xC4 -> codes(at, at + length);
            case 0xDB -> steps(at, at + length);
            case 0xDD -> restart = bytes.u16(at);
            default -> {
                // Something else.
            }
        }
    }

    /// Units between two restart markers, or 0.
    int restart() {
        return restart;
    }

    /// In the order of the file.
    int[] quantisation(int number) {
        if (quantisation[number] == null) {
            throw bytes.damaged("a table is missing");
        }
        return quantisation[number];
    }

    /// @param kind 0 for first coefficients, 1 for the others
    HuffmanTable huffman(int kind, int number) {
        if (number > 3 || huffman[kind][number] == null) {
            throw bytes.damaged("a table is missing");
        }
        return huffman[kind][number];
    }

    private void steps(int from, int end) {
        int at = from;
        while (at < end) {
            int kind = bytes.u8(at++);
            int size = kind >> 4 == 0 ? 1 : 2;
            if (kind >> 4 > 1 || (kind & 15) > 3 || at + 64 * size > end) {
                throw bytes.damaged("a table of it makes no sense");
            }
            int[] table = new int[64];
            for (int i = 0; i < 64; i++) {
                table[i] = size == 1 ? bytes.u8(at + i) : bytes.u16(at + 2L * i);
            }
            quantisation[kind & 15] = table;
            at += 64 * size;
        }
    }

    private void codes(int from, int end) {
        int at = from;
        while (at < end) {
            int kind = bytes.u8(at);
            int count = 0;
            for (int i = 1; i <= 16; i++) {
                count += bytes.u8(at + i);
            }
            if (kind >> 4 > 1 || (kind & 15) > 3 || count > 256 || at + 17 + count > end) {
                throw bytes.damaged("a table of it makes no sense");
            }
            try {
                huffman[kind >> 4][kind & 15] = new HuffmanTable(bytes.part(at + 1, 16 + count));
            } catch (IllegalArgumentException e) {
                throw bytes.damaged("a table of it makes no sense").causedBy(e);
            }
            at += 17 + count;
        }
    }
}
