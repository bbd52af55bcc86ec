package aikit.image.read;

import aikit.Result.Size;
import aikit.image.Pixels;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The main picture of a HEIC or AVIF file: coded in one piece, or in tiles as telephones do.
///
/// Turned and mirrored as the file's own properties say; what Exif says besides does not count
/// (ISO/IEC 23008-12, clause 6.5.10 and annex A).
final class HeifStill implements Still {

    /// Transfer functions of high dynamic range: PQ and HLG (ITU-T H.273, table 3).
    private static final List<Integer> HIGH_RANGE = List.of(16, 18);

    private final Bytes bytes;
    private final HeifBoxes boxes;
    private final HeifBoxes.Item primary;
    private final Size coded;
    private final Aperture part;

    HeifStill(Bytes bytes) {
        this.bytes = bytes;
        this.boxes = new HeifBoxes(bytes);
        this.primary = boxes.primary();
        if (primary == null) {
            throw bytes.refused("has no still picture in it: it is a film or a sequence", "");
        }
        this.coded = primary.type.equals("grid") ? grid(primary).size : extent(primary);
        HeifBoxes.Property part = primary.first("clap");
        this.part = part == null ? Aperture.all(coded) : Aperture.of(bytes, part.at(), coded);
    }

    @Override
    public Size size() {
        return part.size();
    }

    @Override
    public Size coded() {
        return coded;
    }

    @Override
    public Orientation orientation() {
        Orientation orientation = Orientation.UPRIGHT;
        for (HeifBoxes.Property property : primary.properties) {
            switch (property.kind()) {
                case "irot" -> orientation = orientation.then(
                        new Orientation(false, 4 - (bytes.u8(property.at()) & 3) & 3));
                // 0 exchanges top and bottom, 1 left and right.
                case "imir" -> orientation = orientation.then(
                        new Orientation(true, (bytes.u8(property.at()) & 1) == 1 ? 0 : 2));
                default -> {
                    // Nothing that turns it.
                }
            }
        }
        return orientation;
    }

    @Override
    public Pixels decode(int edge, List<String> warnings) {
        Pixels pixels = picture(primary, coded);
        byte[] profile = null;
        for (HeifBoxes.Property property : primary.properties) {
            if (property.kind().equals("colr")) {
                String kind = bytes.text(property.at(), 4, StandardCharsets.ISO_8859_1);
                if (kind.equals("prof") || kind.equals("rICC")) {
                    profile = bytes.part(property.at() + 4L, property.length() - 4L);
                } else if (kind.equals("nclx") && HIGH_RANGE.contains(bytes.u16(property.at() + 6L))) {
                    warnings.add("has a high dynamic range, which is shown as if it had not");
                }
            }
        }
        HeifBoxes.Item mask = boxes.mask();
        Pixels whole = Colours.toSrgb(pixels, profile, 3, warnings);
        return part.of(mask == null ? whole : onWhite(whole, picture(mask, coded)));
    }

    private static Pixels onWhite(Pixels pixels, Pixels mask) {
        Canvas canvas = new Canvas(pixels.width(), pixels.height());
        byte[] rgb = pixels.rgb();
        for (int i = 0; i < rgb.length; i += 3) {
            canvas.set(i / 3, rgb[i] & 0xFF, rgb[i + 1] & 0xFF, rgb[i + 2] & 0xFF, mask.rgb()[i] & 0xFF);
        }
        return canvas.pixels();
    }

    private Pixels picture(HeifBoxes.Item item, Size expected) {
        if (!item.type.equals("grid")) {
            return coded(item, expected, item);
        }
        Grid grid = grid(item);
        if (!grid.size.equals(expected)) {
            throw bytes.damaged("its size makes no sense");
        }
        Canvas canvas = new Canvas(expected.width(), expected.height());
        for (int i = 0; i < grid.rows * grid.columns; i++) {
            HeifBoxes.Item tile = boxes.item(item.parts.get(i));
            if (tile == null) {
                throw bytes.cutOff();
            }
            Pixels pixels = coded(tile, grid.tile, item);
            int left = i % grid.columns * grid.tile.width();
            int top = i / grid.columns * grid.tile.height();
            int width = Math.min(grid.tile.width(), canvas.width - left);
            for (int y = 0; y < Math.min(grid.tile.height(), canvas.height - top); y++) {
                System.arraycopy(
                        pixels.rgb(), 3 * y * pixels.width(), canvas.rgb, 3 * ((top + y) * canvas.width + left),
                        3 * width);
            }
        }
        return canvas.pixels();
    }

    /// @param stated the item that says what its colours are, if the coded one does not
    private Pixels coded(HeifBoxes.Item item, Size expected, HeifBoxes.Item stated) {
        byte[] content = boxes.content(item);
        CodedPicture coded = switch (item.type) {
            case "hvc1", "hev1" -> new CodedPicture(bytes, "hevc", setup(item, "hvcC", 0), content);
            case "av01" -> {
                byte[] setup = setup(item, "av1C", 4);
                byte[] both = java.util.Arrays.copyOf(setup, setup.length + content.length);
                System.arraycopy(content, 0, both, setup.length, content.length);
                Av1Size.check(bytes, both, expected);
                yield new CodedPicture(bytes, "libaom-av1", new byte[0], both);
            }
            default -> throw bytes.refused(
                    "is coded in a way that is not read: " + item.type.strip(), "convert it to PNG");
        };
        if (!extent(item).equals(expected)) {
            throw bytes.damaged("its size makes no sense");
        }
        YuvPlanes planes = coded.decode(expected.width(), expected.height());
        return nclx(item, nclx(stated, planes)).pixels();
    }

    private YuvPlanes nclx(HeifBoxes.Item item, YuvPlanes planes) {
        for (HeifBoxes.Property property : item.properties) {
            int at = property.at();
            if (property.kind().equals("colr") && property.length() >= 11
                    && bytes.text(at, 4, StandardCharsets.ISO_8859_1).equals("nclx")) {
                return planes.with(bytes.u16(at + 8L), (bytes.u8(at + 10L) & 0x80) != 0);
            }
        }
        return planes;
    }

    private byte[] setup(HeifBoxes.Item item, String kind, int skipped) {
        HeifBoxes.Property setup = item.first(kind);
        if (setup == null || setup.length() < skipped) {
            throw bytes.damaged("what its decoder needs is missing");
        }
        return bytes.part(setup.at() + skipped, setup.length() - skipped);
    }

    private Size extent(HeifBoxes.Item item) {
        HeifBoxes.Property extent = item.first("ispe");
        if (extent == null) {
            throw bytes.damaged("its size is missing");
        }
        return size(bytes.u32(extent.at() + 4L), bytes.u32(extent.at() + 8L));
    }

    private Size size(int width, int height) {
        if (width < 1 || height < 1) {
            throw bytes.damaged("its size makes no sense");
        }
        return new Size(width, height);
    }

    private record Grid(int rows, int columns, Size size, Size tile) {}

    /// How tiles make a picture (ISO/IEC 23008-12, 6.6.2.3).
    private Grid grid(HeifBoxes.Item item) {
        Bytes layout = new Bytes(bytes.name(), boxes.content(item));
        int rows = layout.u8(2) + 1;
        int columns = layout.u8(3) + 1;
        boolean wide = (layout.u8(1) & 1) != 0;
        Size whole = wide ? size(layout.u32(4), layout.u32(8)) : size(layout.u16(4), layout.u16(6));
        HeifBoxes.Item first = item.parts.isEmpty() ? null : boxes.item(item.parts.getFirst());
        if (first == null || item.parts.size() < rows * columns) {
            throw bytes.damaged("a part of its picture is missing");
        }
        Size tile = extent(first);
        if ((long) tile.width() * columns < whole.width() || (long) tile.height() * rows < whole.height()
                || (long) tile.width() * (columns - 1) >= whole.width()
                || (long) tile.height() * (rows - 1) >= whole.height()) {
            throw bytes.damaged("its tiles do not fit");
        }
        return new Grid(rows, columns, whole, tile);
    }
}
