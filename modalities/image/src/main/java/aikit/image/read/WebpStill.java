package aikit.image.read;

import aikit.Result.Size;
import aikit.image.Pixels;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.util.List;

/// A WebP file (RFC 9649), lossy or lossless; of an animated one the first frame.
final class WebpStill implements Still {

    private static final int VP8 = 0x56503820;
    private static final int VP8L = 0x5650384C;
    private static final int VP8X = 0x56503858;
    private static final int EXIF = 0x45584946;
    private static final int ICCP = 0x49434350;

    private final Bytes bytes;
    private final Size size;
    private Orientation orientation = Orientation.UPRIGHT;
    private byte[] profile;

    WebpStill(Bytes bytes) {
        this.bytes = bytes;
        this.size = switch (bytes.u32(12)) {
            case VP8 -> {
                if (bytes.u8(23) != 0x9D || bytes.u16(24) != 0x012A) {
                    throw bytes.damaged("it does not begin with a picture");
                }
                yield new Size(bytes.u16le(26) & 0x3FFF, bytes.u16le(28) & 0x3FFF);
            }
            case VP8L -> {
                int bits = bytes.u32le(21);
                yield new Size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
            }
            case VP8X -> new Size(1 + (bytes.u32le(24) & 0xFFFFFF), 1 + (bytes.u32le(26) >>> 8));
            default -> throw bytes.damaged("it does not begin with a picture");
        };
        if (bytes.u32(12) == VP8X) {
            chunks();
        }
        if ((bytes.u32le(4) & 0xFFFFFFFFL) + 8 > bytes.size()) {
            throw bytes.cutOff();
        }
    }

    private void chunks() {
        long at = 12;
        while (at + 8 <= bytes.size()) {
            long length = bytes.u32le(at + 4) & 0xFFFFFFFFL;
            if (at + 8 + length > bytes.size()) {
                throw bytes.cutOff();
            }
            switch (bytes.u32(at)) {
                case EXIF -> orientation = Exif.orientation(bytes, (int) at + 8, (int) length);
                case ICCP -> profile = bytes.part(at + 8, length);
                default -> {
                    // The pictures themselves, and what is said of them.
                }
            }
            at += 8 + length + (length & 1);
        }
    }

    @Override
    public Size size() {
        return size;
    }

    @Override
    public Orientation orientation() {
        return orientation;
    }

    @Override
    public Pixels decode(int edge, List<String> warnings) {
        Pixels pixels = Rasters.pixels(
                JdkReaders.read(
                        new WebPImageReaderSpi().createReaderInstance(null), bytes, reader -> reader.read(0)));
        return Colours.toSrgb(pixels, profile, 3, warnings);
    }
}
