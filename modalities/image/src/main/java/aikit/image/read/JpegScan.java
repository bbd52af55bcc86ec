package aikit.image.read;

import java.util.Arrays;
import java.util.List;

/// Decodes a sequential JPEG file with Huffman codes that has all in one scan (ITU-T T.81, annex F), in its size or with the
/// means of 2 x 2, 4 x 4 or 8 x 8 pixels.
///
/// Most of the time goes into the codes, which all have to be read; what is saved is the transform, the colours, and all
/// that comes after. Anything that is missing or makes no sense is a failure: there is no half picture.
final class JpegScan {

    private final JpegHeader header;
    private final Component[] components;
    private final InverseDct transform = new InverseDct();
    private final JpegSymbols symbols;
    private final JpegBits bits;

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
        this.header = header;
        this.components = new Component[header.components().size()];
        for (int i = 0; i < components.length; i++) {
            JpegHeader.Component of = header.components().get(i);
            Component component = new Component();
            component.across = of.across();
            component.down = of.down();
            component.plane = JpegPlane.of(header, of, shrink);
            component.quantisation = header.tables().quantisation(of.table());
            int at = header.scan() + 5 + 2 * i;
            if (bytes.u8(at) != of.id()) {
                throw bytes.damaged("its colours make no sense");
            }
            component.first = header.tables().huffman(0, bytes.u8(at + 1L) >> 4);
            component.others = header.tables().huffman(1, bytes.u8(at + 1L) & 15);
            components[i] = component;
        }
        this.symbols = new JpegSymbols(bytes, header.scan());
        this.bits = symbols.bits;
    }

    /// Whether all is in one scan.
    static boolean takes(Bytes bytes, JpegHeader header) {
        return header.process() <= 1 && bytes.u8(header.scan() + 4L) == header.components().size();
    }

    /// @param shrink 1, 2, 4 or 8
    /// @return a plane for each component
    /// @throws aikit.AiException of kind INPUT when a part is missing or damaged
    static List<JpegPlane> decode(Bytes bytes, JpegHeader header, int shrink, List<String> warnings) {
        JpegScan scan = new JpegScan(bytes, header, shrink);
        scan.units();
        JpegSymbols.warn(scan.bits.rest(), warnings);
        return Arrays.stream(scan.components).map(component -> component.plane).toList();
    }

    private void units() {
        int interval = header.tables().restart();
        int untilRestart = interval;
        int restarts = 0;
        for (int row = 0; row < header.unitsDown(); row++) {
            for (int column = 0; column < header.unitsAcross(); column++) {
                if (interval > 0 && untilRestart-- == 0) {
                    symbols.restart(restarts++ & 7);
                    untilRestart = interval - 1;
                    for (Component component : components) {
                        component.previous = 0;
                    }
                }
                for (Component component : components) {
                    unit(component, column, row);
                }
            }
            symbols.checkWhole();
        }
    }

    private void unit(Component component, int column, int row) {
        JpegPlane plane = component.plane;
        for (int y = 0; y < component.down; y++) {
            int to = plane.place(column * component.across, row * component.down + y);
            for (int x = 0; x < component.across; x++, to += plane.across()) {
                component.previous += symbols.difference(component.first);
                int first = component.previous * component.quantisation[0];
                int columns = bits.block(component.others, component.quantisation, transform.block);
                if (columns < 0) {
                    throw symbols.nonsense();
                }
                if (columns == 0) {
                    transform.flat(first, plane.across(), plane.down(), plane.samples(), to, plane.stride());
                } else {
                    transform.block[0] = first;
                    transform.put(columns, plane.across(), plane.down(), plane.samples(), to, plane.stride());
                }
            }
        }
    }
}
