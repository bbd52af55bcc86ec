package aikit.image.read;

import aikit.Result.Size;
import aikit.image.Pixels;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// A WebP file (RFC 9649), lossy or lossless; of an animated one the first frame on its canvas.
///
/// What is lossless, and transparency, is decoded by TwelveMonkeys; lossy pictures by FFmpeg, because its planes are those
/// of libwebp. Either gets nothing but the code of the picture.
final class WebpStill implements Still {

    private static final int RIFF = 0x52494646;
    private static final int WEBP = 0x57454250;
    private static final int VP8 = 0x56503820;
    private static final int VP8L = 0x5650384C;
    private static final int VP8X = 0x56503858;
    private static final int ALPH = 0x414C5048;
    private static final int ANMF = 0x414E4D46;
    private static final int EXIF = 0x45584946;
    private static final int ICCP = 0x49434350;

    private final Bytes bytes;
    private Size canvas;
    private Size frame;
    private int left;
    private int top;
    private byte[] lossy;
    private byte[] lossless;
    private byte[] alpha;
    private Orientation orientation = Orientation.UPRIGHT;
    private byte[] profile;

    WebpStill(Bytes bytes) {
        this.bytes = bytes;
        if ((bytes.u32le(4) & 0xFFFFFFFFL) + 8 > bytes.size()) {
            throw bytes.cutOff();
        }
        chunks(12, bytes.size(), true);
        if (lossy == null && lossless == null) {
            throw bytes.cutOff();
        }
        Size coded = lossy != null ? lossySize() : losslessSize();
        if (frame != null && !frame.equals(coded)) {
            throw bytes.damaged("its size makes no sense");
        }
        frame = coded;
        canvas = canvas == null ? coded : canvas;
        if (left + frame.width() > canvas.width() || top + frame.height() > canvas.height()) {
            throw bytes.damaged("its size makes no sense");
        }
    }

    /// Reads chunks until there is a picture, and what stands behind it; a frame of an animation has chunks of its own.
    private void chunks(long from, long end, boolean outermost) {
        long at = from;
        while (at + 8 <= end) {
            long length = bytes.u32le(at + 4) & 0xFFFFFFFFL;
            long start = at + 8;
            if (start + length > end) {
                throw bytes.cutOff();
            }
            boolean none = lossy == null && lossless == null;
            switch (bytes.u32(at)) {
                case VP8X -> canvas = new Size(u24(start + 4) + 1, u24(start + 7) + 1);
                case VP8 -> lossy = none ? bytes.part(start, length) : lossy;
                case VP8L -> lossless = none ? bytes.part(start, length) : lossless;
                case ALPH -> alpha = none ? bytes.part(start, length) : alpha;
                case ANMF -> {
                    if (none && outermost) {
                        left = 2 * u24(start);
                        top = 2 * u24(start + 3);
                        frame = new Size(u24(start + 6) + 1, u24(start + 9) + 1);
                        chunks(start + 16, start + length, false);
                    }
                }
                case EXIF -> orientation = Exif.orientation(bytes, (int) start, (int) length);
                case ICCP -> profile = bytes.part(start, length);
                default -> {
                    // What changes no pixel.
                }
            }
            at = start + length + (length & 1);
        }
    }

    private int u24(long at) {
        return bytes.u16le(at) | bytes.u8(at + 2) << 16;
    }

    /// RFC 6386, 9.1.
    private Size lossySize() {
        Bytes code = new Bytes(bytes.name(), lossy);
        if (code.u8(3) != 0x9D || code.u16(4) != 0x012A || (code.u8(0) & 1) != 0) {
            throw bytes.damaged("it does not begin with a picture");
        }
        return size(code.u16le(6) & 0x3FFF, code.u16le(8) & 0x3FFF);
    }

    /// RFC 9649, 3.4.
    private Size losslessSize() {
        Bytes code = new Bytes(bytes.name(), lossless);
        if (code.u8(0) != 0x2F) {
            throw bytes.damaged("it does not begin with a picture");
        }
        int bits = code.u32le(1);
        return size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
    }

    private Size size(int width, int height) {
        if (width == 0 || height == 0) {
            throw bytes.damaged("its size makes no sense");
        }
        return new Size(width, height);
    }

    @Override
    public Size size() {
        return canvas;
    }

    @Override
    public Orientation orientation() {
        return orientation;
    }

    @Override
    public Pixels decode(int edge, List<String> warnings) {
        // Colours first, then transparency: white is white in every profile.
        Pixels pixels = lossy == null ? null : new WebpColours(planes()).pixels();
        BufferedImage image = lossy == null ? image(file(VP8L, lossless)) : alpha == null ? null : image(withAlpha());
        if (pixels == null) {
            pixels = opaque(image);
        }
        Pixels seen = Colours.toSrgb(pixels, profile, 3, warnings);
        if (image != null && image.getColorModel().hasAlpha()) {
            seen = onWhite(seen, image);
        }
        return place(seen);
    }

    private YuvPlanes planes() {
        return new CodedPicture(bytes, "vp8", new byte[0], lossy).decode(frame.width(), frame.height());
    }

    private BufferedImage image(byte[] file) {
        BufferedImage image = JdkReaders.read(
                new WebPImageReaderSpi().createReaderInstance(null), new Bytes(bytes.name(), file),
                reader -> reader.read(0));
        if (image.getWidth() != frame.width() || image.getHeight() != frame.height()) {
            throw bytes.damaged("its size makes no sense");
        }
        return image;
    }

    private static Pixels opaque(BufferedImage image) {
        Canvas canvas = new Canvas(image.getWidth(), image.getHeight());
        int[] row = new int[canvas.width];
        for (int y = 0; y < canvas.height; y++) {
            image.getRGB(0, y, canvas.width, 1, row, 0, canvas.width);
            for (int x = 0; x < canvas.width; x++) {
                canvas.set(y * canvas.width + x, row[x] | 0xFF000000);
            }
        }
        return canvas.pixels();
    }

    private static Pixels onWhite(Pixels pixels, BufferedImage image) {
        Canvas canvas = new Canvas(pixels.width(), pixels.height());
        int[] row = new int[canvas.width];
        byte[] rgb = pixels.rgb();
        for (int y = 0; y < canvas.height; y++) {
            image.getAlphaRaster().getSamples(0, y, canvas.width, 1, 0, row);
            for (int x = 0; x < canvas.width; x++) {
                int pixel = y * canvas.width + x;
                canvas.set(
                        pixel, rgb[3 * pixel] & 0xFF, rgb[3 * pixel + 1] & 0xFF, rgb[3 * pixel + 2] & 0xFF, row[x]);
            }
        }
        return canvas.pixels();
    }

    /// What the first frame does not cover is transparent.
    private Pixels place(Pixels pixels) {
        if (canvas.equals(frame)) {
            return pixels;
        }
        Canvas whole = new Canvas(canvas.width(), canvas.height());
        java.util.Arrays.fill(whole.rgb, (byte) 255);
        for (int y = 0; y < frame.height(); y++) {
            System.arraycopy(
                    pixels.rgb(), 3 * y * frame.width(), whole.rgb, 3 * ((top + y) * whole.width + left),
                    3 * frame.width());
        }
        return whole.pixels();
    }

    private byte[] withAlpha() {
        ByteBuffer head = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putInt(0x10);
        head.putShort((short) (frame.width() - 1)).put((byte) 0);
        head.putShort((short) (frame.height() - 1)).put((byte) 0);
        return file(VP8X, head.array(), ALPH, alpha, VP8, lossy);
    }

    /// A file of these chunks.
    ///
    /// @param chunks each a kind and its bytes
    private static byte[] file(Object... chunks) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < chunks.length; i += 2) {
            byte[] content = (byte[]) chunks[i + 1];
            body.writeBytes(head((int) chunks[i], content.length));
            body.writeBytes(content);
            if (content.length % 2 == 1) {
                body.write(0);
            }
        }
        ByteBuffer file = ByteBuffer.allocate(12 + body.size());
        file.put(head(RIFF, 4 + body.size())).putInt(WEBP).put(body.toByteArray());
        return file.array();
    }

    private static byte[] head(int kind, int length) {
        return ByteBuffer.allocate(8).putInt(kind).putInt(Integer.reverseBytes(length)).array();
    }
}
