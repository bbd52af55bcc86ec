package aikit.image.read;

import java.util.List;

/// Decodes the one scan of a sequential JPEG file with Huffman codes (ITU-T T.81, annex F), in its size or with the means
/// of 2 x 2, 4 x 4 or 8 x 8 pixels.
///
/// Most of the time goes into the codes, which all have to be read; what is saved is the transform, the colours, and all
/// that comes after. Anything that is missing or makes no sense is a failure: there is no half picture.
final class JpegScan {

    /// Where a coefficient of the file is in its block (T.81, figure A.6). Those behind the end show damage.
    private static final byte[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53,
        60, 61, 54, 47, 55, 62, 63};

    private final Bytes bytes;
    private final JpegHeader header;
    private final Component[] components;
    private final InverseDct transform = new InverseDct();
    private final JpegBits bits;
    private final int unitsAcross;
    private final int unitsDown;

    /// One component while it is decoded.
    private static final class Component {
        private JpegPlane plane;
        /// Blocks in a unit.
        private int across;
        private int down;
        private int[] quantisation;
        private HuffmanTable first;
        private HuffmanTable others;
        private int previous;
    }

    private JpegScan(Bytes bytes, JpegHeader header, int shrink) {
        this.bytes = bytes;
        this.header = header;
        int count = header.components().size();
        this.components = new Component[count];
        int most = header.across();
        int deepest = header.down();
        boolean single = count == 1;
        this.unitsAcross = single ? (header.width() + 7) / 8 : (header.width() + 8 * most - 1) / (8 * most);
        this.unitsDown = single ? (header.height() + 7) / 8 : (header.height() + 8 * deepest - 1) / (8 * deepest);
        for (int i = 0; i < count; i++) {
            JpegHeader.Component of = header.components().get(i);
            Component component = new Component();
            component.across = single ? 1 : of.across();
            component.down = single ? 1 : of.down();
            int samplesAcross = shrink == 1 || single ? 8 / shrink : Math.min(8, 8 / shrink * most / of.across());
            int samplesDown = shrink == 1 || single ? 8 / shrink : Math.min(8, 8 / shrink * deepest / of.down());
            component.plane = new JpegPlane(
                    unitsAcross * component.across, unitsDown * component.down, samplesAcross, samplesDown);
            component.quantisation = header.quantisation()[of.table()];
            components[i] = component;
        }
        tables();
        int start = header.scan() + 2;
        this.bits = new JpegBits(bytes.data(), start + bytes.u16(start));
    }

    /// Whether this can decode a file: all of it in one scan.
    static boolean takes(Bytes bytes, JpegHeader header) {
        int count = header.components().size();
        int at = header.scan() + 4;
        return header.process() <= 1 && (count == 1 || count == 3) && bytes.u8(at) == count
                && bytes.u8(at + 1L + 2 * count) == 0 && bytes.u8(at + 2L + 2 * count) == 63
                && bytes.u8(at + 3L + 2 * count) == 0;
    }

    /// @param shrink 1, 2, 4 or 8
    /// @return a plane for each component
    /// @throws aikit.AiException of kind INPUT when a part is missing or damaged
    static List<JpegPlane> decode(Bytes bytes, JpegHeader header, int shrink, List<String> warnings) {
        JpegScan scan = new JpegScan(bytes, header, shrink);
        scan.units();
        int rest = scan.bits.rest();
        if (rest > 0) {
            warnings.add(rest + " bytes are left over behind the last pixel: a part of the picture may be damaged");
        }
        return java.util.Arrays.stream(scan.components).map(component -> component.plane).toList();
    }

    private void tables() {
        int at = header.scan() + 5;
        for (int i = 0; i < components.length; i++) {
            int id = bytes.u8(at + 2L * i);
            int tables = bytes.u8(at + 2L * i + 1);
            if (id != header.components().get(i).id() || tables >> 4 > 3 || (tables & 15) > 3) {
                throw bytes.damaged("its colours make no sense");
            }
            components[i].first = table(header.huffman()[0][tables >> 4]);
            components[i].others = table(header.huffman()[1][tables & 15]);
            if (components[i].quantisation == null) {
                throw bytes.damaged("a table is missing");
            }
        }
    }

    private HuffmanTable table(byte[] definition) {
        if (definition == null) {
            throw bytes.damaged("a table is missing");
        }
        try {
            return new HuffmanTable(definition);
        } catch (IllegalArgumentException e) {
            throw bytes.damaged("a table of it makes no sense").causedBy(e);
        }
    }

    private void units() {
        int untilRestart = header.restart();
        int restarts = 0;
        for (int row = 0; row < unitsDown; row++) {
            for (int column = 0; column < unitsAcross; column++) {
                if (header.restart() > 0 && untilRestart-- == 0) {
                    restart(restarts++ & 7);
                    untilRestart = header.restart() - 1;
                }
                for (Component component : components) {
                    unit(component, column, row);
                }
            }
            if (bits.overrun()) {
                throw bytes.cutOff();
            }
        }
    }

    private void restart(int number) {
        if (bits.overrun()) {
            throw bytes.cutOff();
        }
        if (bits.rest() > 0 || bits.marker() != 0xD0 + number) {
            throw bits.marker() < 0 ? bytes.cutOff() : bytes.damaged("a part of its pixels is missing");
        }
        bits.pass();
        for (Component component : components) {
            component.previous = 0;
        }
    }

    private void unit(Component component, int column, int row) {
        JpegPlane plane = component.plane;
        for (int y = 0; y < component.down; y++) {
            int to = plane.place(column * component.across, row * component.down + y);
            for (int x = 0; x < component.across; x++, to += plane.across()) {
                int first = first(component);
                int columns = plane.across() * plane.down() == 1 ? passOver(component) : others(component);
                if (columns == 0) {
                    transform.flat(first, plane.across(), plane.down(), plane.samples(), to, plane.stride());
                } else {
                    transform.block[0] = first;
                    transform.put(columns, plane.across(), plane.down(), plane.samples(), to, plane.stride());
                }
            }
        }
    }

    /// Reads the first coefficient, which is coded as the difference to that of the block before.
    private int first(Component component) {
        bits.fill();
        int symbol = symbol(component.first);
        if (symbol > 15) {
            throw bytes.damaged("its pixels make no sense");
        }
        if (symbol > 0) {
            component.previous += HuffmanTable.extend(bits.take(symbol), symbol);
        }
        return component.previous * component.quantisation[0];
    }

    private int symbol(HuffmanTable table) {
        int known = table.quick[bits.peek(HuffmanTable.LOOK)];
        if (known == 0) {
            known = table.find(bits.peek(16));
            if (known < 0) {
                throw bits.overrun() ? bytes.cutOff() : bytes.damaged("its pixels make no sense");
            }
        }
        bits.skip(known >> 8);
        return known & 0xFF;
    }

    /// Reads the other coefficients into the block.
    ///
    /// @return how many columns of the block are used; 0 when there are none but the first coefficient
    private int others(Component component) {
        HuffmanTable table = component.others;
        int[] quantisation = component.quantisation;
        int[] block = transform.block;
        int columns = 0;
        int place = 1;
        while (place < 64) {
            bits.fill();
            int value;
            int whole = table.whole[bits.peek(HuffmanTable.LOOK)];
            if (whole != 0) {
                bits.skip(whole & 0xFF);
                place += whole >> 8 & 0xFF;
                value = whole >> 16;
            } else {
                int symbol = symbol(table);
                int size = symbol & 15;
                if (size == 0) {
                    if (symbol != 0xF0) {
                        break;
                    }
                    place += 16;
                    continue;
                }
                place += symbol >> 4;
                value = HuffmanTable.extend(bits.take(size), size);
            }
            if (place > 63) {
                throw bytes.damaged("its pixels make no sense");
            }
            int natural = ZIGZAG[place];
            block[natural] = value * quantisation[place];
            columns = Math.max(columns, (natural & 7) + 1);
            place++;
        }
        return columns;
    }

    /// Reads the other coefficients and forgets them.
    private int passOver(Component component) {
        HuffmanTable table = component.others;
        int place = 1;
        while (place < 64) {
            bits.fill();
            int whole = table.whole[bits.peek(HuffmanTable.LOOK)];
            if (whole != 0) {
                bits.skip(whole & 0xFF);
                place += (whole >> 8 & 0xFF) + 1;
            } else {
                int symbol = symbol(table);
                if (symbol == 0) {
                    break;
                }
                bits.skip(symbol & 15);
                place += (symbol >> 4) + 1;
            }
        }
        if (place > 64) {
            throw bytes.damaged("its pixels make no sense");
        }
        return 0;
    }
}
