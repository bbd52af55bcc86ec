package aikit.image.read;

/// Reads the blocks of one component in one scan of a JPEG file of several scans.
abstract sealed class JpegBlocks {

    final JpegSymbols symbols;
    final JpegBits bits;
    final Part part;

    /// What of the blocks a scan has (ITU-T T.81, G.1.1.1).
    ///
    /// @param from the first coefficient; `to` the last one
    /// @param before the lowest bit that was there before, or 0 for none
    /// @param bit the lowest bit that there is after it
    /// @param components in the scan
    record Part(boolean progressive, int from, int to, int before, int bit, int components) {

        boolean sound() {
            if (!progressive) {
                return from == 0 && to == 63 && before == 0 && bit == 0;
            }
            boolean band = from == 0 ? to == 0 : to >= from && to < 64 && components == 1;
            return band && bit <= 13 && (before == 0 || before == bit + 1);
        }
    }

    private JpegBlocks(JpegSymbols symbols, Part part) {
        this.symbols = symbols;
        this.bits = symbols.bits;
        this.part = part;
    }

    /// @param numbers those of both tables, four bits each
    static JpegBlocks of(JpegSymbols symbols, JpegTables tables, int numbers, Part part) {
        if (!part.sound()) {
            throw symbols.nonsense();
        }
        if (!part.progressive) {
            return new Whole(symbols, part, tables.huffman(0, numbers >> 4), tables.huffman(1, numbers & 15));
        }
        if (part.from == 0) {
            return part.before == 0
                    ? new Means(symbols, part, tables.huffman(0, numbers >> 4))
                    : new MeansRefined(symbols, part);
        }
        HuffmanTable table = tables.huffman(1, numbers & 15);
        return part.before == 0 ? new Band(symbols, part, table) : new BandRefined(symbols, part, table);
    }

    /// Reads what the scan has of a block.
    ///
    /// @param at where the block begins
    abstract void read(short[] coefficients, int at);

    /// Forgets what was before.
    void restart() {}

    /// Whole blocks.
    private static final class Whole extends JpegBlocks {

        private final HuffmanTable first;
        private final HuffmanTable others;
        private int previous;

        Whole(JpegSymbols symbols, Part part, HuffmanTable first, HuffmanTable others) {
            super(symbols, part);
            this.first = first;
            this.others = others;
        }

        @Override
        void read(short[] coefficients, int at) {
            previous += symbols.difference(first);
            coefficients[at] = (short) previous;
            for (int place = 1; place < 64; place++) {
                bits.fill();
                int symbol = symbols.next(others);
                int size = symbol & 15;
                if (symbol == 0) {
                    break;
                }
                place += symbol >> 4;
                if (size > 0 && place < 64) {
                    coefficients[at + place] = (short) HuffmanTable.extend(bits.take(size), size);
                } else if (size > 0) {
                    throw symbols.nonsense();
                }
            }
        }

        @Override
        void restart() {
            previous = 0;
        }
    }

    /// The first coefficients, their upper bits.
    private static final class Means extends JpegBlocks {

        private final HuffmanTable table;
        private int previous;

        Means(JpegSymbols symbols, Part part, HuffmanTable table) {
            super(symbols, part);
            this.table = table;
        }

        @Override
        void read(short[] coefficients, int at) {
            previous += symbols.difference(table);
            coefficients[at] = (short) (previous << part.bit);
        }

        @Override
        void restart() {
            previous = 0;
        }
    }

    /// One more bit of the first coefficients.
    private static final class MeansRefined extends JpegBlocks {

        MeansRefined(JpegSymbols symbols, Part part) {
            super(symbols, part);
        }

        @Override
        void read(short[] coefficients, int at) {
            bits.fill();
            if (bits.take(1) == 1) {
                coefficients[at] |= (short) (1 << part.bit);
            }
        }
    }

    /// Other coefficients, their upper bits (G.1.2.2).
    private static final class Band extends JpegBlocks {

        private final HuffmanTable table;
        /// Blocks that have no more in this band.
        private int empty;

        Band(JpegSymbols symbols, Part part, HuffmanTable table) {
            super(symbols, part);
            this.table = table;
        }

        @Override
        void read(short[] coefficients, int at) {
            if (empty > 0) {
                empty--;
                return;
            }
            for (int place = part.from; place <= part.to; place++) {
                bits.fill();
                int symbol = symbols.next(table);
                int zeros = symbol >> 4;
                int size = symbol & 15;
                if (size == 0 && zeros < 15) {
                    empty = (1 << zeros) - 1 + (zeros > 0 ? bits.take(zeros) : 0);
                    return;
                }
                place += zeros;
                if (size > 0) {
                    if (place > part.to) {
                        throw symbols.nonsense();
                    }
                    coefficients[at + place] = (short) (HuffmanTable.extend(bits.take(size), size) << part.bit);
                }
            }
        }

        @Override
        void restart() {
            empty = 0;
        }
    }

    /// One more bit of other coefficients, and those that only have this one (G.1.2.3).
    private static final class BandRefined extends JpegBlocks {

        private final HuffmanTable table;
        private int empty;

        BandRefined(JpegSymbols symbols, Part part, HuffmanTable table) {
            super(symbols, part);
            this.table = table;
        }

        @Override
        void read(short[] coefficients, int at) {
            int place = part.from;
            while (empty == 0 && place <= part.to) {
                bits.fill();
                int symbol = symbols.next(table);
                int zeros = symbol >> 4;
                int value = 0;
                if ((symbol & 15) > 0) {
                    value = bits.take(1) == 1 ? 1 << part.bit : -1 << part.bit;
                } else if (zeros < 15) {
                    empty = (1 << zeros) + (zeros > 0 ? bits.take(zeros) : 0);
                    break;
                }
                place = refine(coefficients, at, place, zeros);
                if (value != 0) {
                    if (place > part.to) {
                        throw symbols.nonsense();
                    }
                    coefficients[at + place] = (short) value;
                }
                place++;
            }
            if (empty > 0) {
                refine(coefficients, at, place, 64);
                empty--;
            }
        }

        /// Reads a bit of each coefficient that is not zero, until so many zeros were passed over and the next one is met.
        private int refine(short[] coefficients, int at, int from, int zeros) {
            int left = zeros;
            int step = 1 << part.bit;
            int place = from;
            for (; place <= part.to; place++) {
                int value = coefficients[at + place];
                if (value == 0) {
                    if (left-- == 0) {
                        break;
                    }
                } else {
                    bits.fill();
                    if (bits.take(1) == 1 && (value & step) == 0) {
                        coefficients[at + place] += (short) (value > 0 ? step : -step);
                    }
                }
            }
            return place;
        }

        @Override
        void restart() {
            empty = 0;
        }
    }
}
