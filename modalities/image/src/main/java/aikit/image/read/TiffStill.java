package aikit.image.read;

import aikit.Result.Size;
import aikit.image.Pixels;
import java.awt.image.BufferedImage;
import java.util.List;

/// One page of a TIFF file, decoded by the JDK: uncompressed, PackBits, LZW, Deflate, CCITT or JPEG, in strips or tiles.
final class TiffStill implements Still {

    private final Bytes bytes;
    private final TiffDirectory page;

    TiffStill(Bytes bytes, TiffDirectory page) {
        this.bytes = bytes;
        this.page = page;
    }

    @Override
    public Size size() {
        return page.size();
    }

    @Override
    public Orientation orientation() {
        return page.orientation();
    }

    @Override
    public Pixels decode(int edge, List<String> warnings) {
        page.checkReadable(bytes);
        BufferedImage image = JdkReaders.image("tiff", bytes, page.number());
        if (image.getWidth() != page.size().width() || image.getHeight() != page.size().height()) {
            throw bytes.damaged("its size makes no sense");
        }
        return switch (page.photometric()) {
            case TiffDirectory.INKS -> Cmyk.pixels(
                    inks(image), image.getWidth(), image.getHeight(), page.profile(), warnings);
            case TiffDirectory.PALETTE -> palette(image);
            default -> Colours.toSrgb(
                    Rasters.pixels(image), page.profile(), page.photometric() < 2 ? 1 : 3, warnings);
        };
    }

    private byte[] inks(BufferedImage image) {
        int width = image.getWidth();
        int bands = image.getRaster().getNumBands();
        if (bands < 4) {
            throw bytes.damaged("its colours make no sense");
        }
        byte[] inks = new byte[Math.multiplyExact(4, Math.multiplyExact(width, image.getHeight()))];
        int[] row = new int[bands * width];
        for (int y = 0, to = 0; y < image.getHeight(); y++) {
            image.getRaster().getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                for (int i = 0; i < 4; i++) {
                    inks[to++] = (byte) (page.bits() == 16 ? row[x * bands + i] >> 8 : row[x * bands + i]);
                }
            }
        }
        return inks;
    }

    /// The upper 8 of 16 bits, as Pillow takes them.
    private Pixels palette(BufferedImage image) {
        int[] palette = page.palette();
        int count = palette.length / 3;
        Canvas canvas = new Canvas(image.getWidth(), image.getHeight());
        int[] row = new int[image.getRaster().getNumBands() * canvas.width];
        int step = image.getRaster().getNumBands();
        for (int y = 0; y < canvas.height; y++) {
            image.getRaster().getPixels(0, y, canvas.width, 1, row);
            for (int x = 0; x < canvas.width; x++) {
                int index = row[x * step];
                if (index >= count) {
                    throw bytes.damaged("its palette is missing");
                }
                canvas.set(
                        y * canvas.width + x, palette[index] >> 8, palette[count + index] >> 8,
                        palette[2 * count + index] >> 8);
            }
        }
        return canvas.pixels();
    }
}
