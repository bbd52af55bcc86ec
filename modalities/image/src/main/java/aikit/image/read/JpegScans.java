package aikit.image.read;

import java.util.ArrayList;
import java.util.List;

/// Decodes a JPEG file of several scans: progressive (ITU-T T.81, annex G), or sequential with its components one after
/// the other. All coefficients are kept until the last scan, then transformed as in [JpegScan].
final class JpegScans {

    /// More scans than any encoder writes; progressive files have about ten. Each goes over the whole picture, which a
    /// file of a few bytes could have done very often.
    private static final int SCANS = 100;

    private final Bytes bytes;
    private final JpegHeader header;
    private final JpegTables tables;
    private final List<Component> components = new ArrayList<>();
    private int rest;

    /// One component of the picture.
    private static final class Component {
        private JpegHeader.Component of;
        /// In a row of its padded blocks.
        private int blocks;
        /// `[block][64]`, in the order of the file.
        private short[] coefficients;
        private int[] quantisation;
    }

    private JpegScans(Bytes bytes, JpegHeader header) {
        this.bytes = bytes;
        this.header = header;
        this.tables = header.tables().copy();
        for (JpegHeader.Component of : header.components()) {
            Component component = new Component();
            component.of = of;
            component.blocks = header.unitsAcross() * of.across();
            int rows = header.unitsDown() * of.down();
            component.coefficients = new short[Math.multiplyExact(64, component.blocks * rows)];
            components.add(component);
        }
    }

    /// @throws aikit.AiException of kind INPUT when there are too many scans; nothing is decoded
    static void check(Bytes bytes, JpegHeader header) {
        byte[] data = bytes.data();
        int scans = 0;
        for (int at = header.scan(); at + 1 < data.length; at++) {
            if (data[at] == -1 && data[at + 1] == (byte) 0xD9) {
                break;
            }
            if (data[at] == -1 && data[at + 1] == (byte) 0xDA && ++scans > SCANS) {
                throw bytes.refused("has more than " + SCANS + " scans: it is made to keep ai busy", "");
            }
        }
    }

    /// @param shrink 1, 2, 4 or 8
    /// @return a plane for each component
    /// @throws aikit.AiException of kind INPUT when a part is missing or damaged
    static List<JpegPlane> decode(Bytes bytes, JpegHeader header, int shrink, List<String> warnings) {
        JpegScans scans = new JpegScans(bytes, header);
        int at = header.scan();
        while (at >= 0) {
            at = scans.next(scans.scan(at));
        }
        JpegSymbols.warn(scans.rest, warnings);
        List<JpegPlane> planes = new ArrayList<>();
        for (Component component : scans.components) {
            planes.add(scans.transform(component, shrink));
        }
        return planes;
    }

    /// Reads the tables behind a scan.
    ///
    /// @return where the next scan begins; -1 at the end of the picture
    private int next(int from) {
        int at = from;
        while (true) {
            int marker = bytes.u8(at + 1L);
            if (bytes.u8(at) != 0xFF) {
                throw bytes.damaged("its pixels make no sense");
            }
            if (marker == 0xFF) {
                at++;
            } else if (marker == 0xD9) {
                return -1;
            } else if (marker == 0xDA) {
                return at;
            } else if (marker >= 0xD0 && marker <= 0xD7) {
                throw bytes.damaged("a part of its pixels is missing");
            } else {
                int length = bytes.u16(at + 2L);
                tables.read(marker, at + 4, length - 2);
                at += 2 + length;
            }
        }
    }

    /// Decodes one scan.
    ///
    /// @return where its bytes end
    private int scan(int at) {
        int count = bytes.u8(at + 4L);
        int[] chosen = new int[count];
        if (count < 1 || count > components.size()) {
            throw bytes.damaged("its colours make no sense");
        }
        JpegSymbols symbols = new JpegSymbols(bytes, at);
        JpegBlocks[] decoders = new JpegBlocks[count];
        int end = at + 5 + 2 * count;
        for (int i = 0; i < count; i++) {
            chosen[i] = component(bytes.u8(at + 5L + 2 * i));
            Component component = components.get(chosen[i]);
            if (component.quantisation == null) {
                component.quantisation = tables.quantisation(component.of.table());
            }
            decoders[i] = JpegBlocks.of(
                    symbols, tables, bytes.u8(at + 6L + 2 * i),
                    new JpegBlocks.Part(
                            header.process() == 2, bytes.u8(end), bytes.u8(end + 1L), bytes.u8(end + 2L) >> 4,
                            bytes.u8(end + 2L) & 15, count));
        }
        if (count == 1) {
            alone(components.get(chosen[0]), decoders[0], symbols);
        } else {
            together(chosen, decoders, symbols);
        }
        symbols.checkWhole();
        rest += symbols.bits.rest();
        return symbols.bits.place();
    }

    private int component(int id) {
        for (int i = 0; i < components.size(); i++) {
            if (components.get(i).of.id() == id) {
                return i;
            }
        }
        throw bytes.damaged("its colours make no sense");
    }

    /// A scan of one component has its blocks in rows, without those that only fill up units (A.2.2).
    private void alone(Component component, JpegBlocks decoder, JpegSymbols symbols) {
        int across = blocks(header.width(), component.of.across(), header.across());
        int down = blocks(header.height(), component.of.down(), header.down());
        Restarts restarts = new Restarts(symbols);
        for (int row = 0; row < down; row++) {
            for (int column = 0; column < across; column++) {
                restarts.before(decoder);
                decoder.read(component.coefficients, 64 * (row * component.blocks + column));
            }
            symbols.checkWhole();
        }
    }

    private static int blocks(int pixels, int own, int most) {
        return ((pixels * own + most - 1) / most + 7) / 8;
    }

    private void together(int[] chosen, JpegBlocks[] decoders, JpegSymbols symbols) {
        Restarts restarts = new Restarts(symbols);
        for (int row = 0; row < header.unitsDown(); row++) {
            for (int column = 0; column < header.unitsAcross(); column++) {
                restarts.before(decoders);
                for (int i = 0; i < chosen.length; i++) {
                    unit(components.get(chosen[i]), decoders[i], column, row);
                }
            }
            symbols.checkWhole();
        }
    }

    private static void unit(Component component, JpegBlocks decoder, int column, int row) {
        for (int y = 0; y < component.of.down(); y++) {
            int block = (row * component.of.down() + y) * component.blocks + column * component.of.across();
            for (int x = 0; x < component.of.across(); x++) {
                decoder.read(component.coefficients, 64 * (block + x));
            }
        }
    }

    /// Counts units until the next restart marker.
    private final class Restarts {

        private final JpegSymbols symbols;
        private int left = tables.restart();
        private int number;

        Restarts(JpegSymbols symbols) {
            this.symbols = symbols;
        }

        void before(JpegBlocks... decoders) {
            if (tables.restart() > 0 && left-- == 0) {
                symbols.restart(number++ & 7);
                left = tables.restart() - 1;
                for (JpegBlocks decoder : decoders) {
                    decoder.restart();
                }
            }
        }
    }

    private JpegPlane transform(Component component, int shrink) {
        JpegPlane plane = JpegPlane.of(header, component.of, shrink);
        if (component.quantisation == null) {
            throw bytes.damaged("a colour of it is missing");
        }
        InverseDct transform = new InverseDct();
        short[] all = component.coefficients;
        boolean first = plane.across() * plane.down() == 1;
        for (int block = 0; block < all.length / 64; block++) {
            int to = plane.place(block % component.blocks, block / component.blocks);
            int columns = 0;
            for (int i = 1; i < 64 && !first; i++) {
                int value = all[64 * block + i];
                if (value != 0) {
                    int natural = JpegSymbols.ZIGZAG[i];
                    transform.block[natural] = value * component.quantisation[i];
                    columns = Math.max(columns, (natural & 7) + 1);
                }
            }
            int mean = all[64 * block] * component.quantisation[0];
            if (columns == 0) {
                transform.flat(mean, plane.across(), plane.down(), plane.samples(), to, plane.stride());
            } else {
                transform.block[0] = mean;
                transform.put(columns, plane.across(), plane.down(), plane.samples(), to, plane.stride());
            }
        }
        return plane;
    }
}
