package aikit.image.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The chunks of a PNG file (ISO/IEC 15948, W3C PNG third edition): what is needed of them, and where the pixels are.
///
/// @param colour 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha
/// @param palette RGB, or null
/// @param transparency the `tRNS` chunk, or null
/// @param profile the colour profile, or null
/// @param data where the compressed pixels are: pairs of place and length
/// @param whole whether the last chunk is there and no chunk of pixels is damaged
record PngHeader(
        int width, int height, int depth, int colour, boolean interlaced, byte[] palette, byte[] transparency,
        byte[] profile, Orientation orientation, List<int[]> data, boolean whole) {

    /// The largest colour profile that is inflated.
    private static final int PROFILE = 16 << 20;

    /// More chunks than any picture of 100 million pixels needs: libpng writes one for each 8 KB.
    private static final int CHUNKS = 200_000;

    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504C5445;
    private static final int TRNS = 0x74524E53;
    private static final int ICCP = 0x69434350;
    private static final int EXIF = 0x65584966;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;

    /// Bits that a sample may have, by colour type.
    private static final List<List<Integer>> DEPTHS = List.of(
            List.of(1, 2, 4, 8, 16), List.of(), List.of(8, 16), List.of(1, 2, 4, 8), List.of(8, 16), List.of(),
            List.of(8, 16));

    int samples() {
        return switch (colour) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
    }

    /// @param limit pixels; a picture that has more is not looked at any further
    static PngHeader read(Bytes bytes, long limit) {
        if (bytes.u32(12) != IHDR || bytes.u32(8) != 13) {
            throw bytes.damaged("it does not begin as a PNG file does");
        }
        int width = bytes.u32(16);
        int height = bytes.u32(20);
        int depth = bytes.u8(24);
        int colour = bytes.u8(25);
        if (width < 1 || height < 1 || colour >= DEPTHS.size() || !DEPTHS.get(colour).contains(depth)
                || bytes.u8(26) != 0 || bytes.u8(27) != 0 || bytes.u8(28) > 1 || !sound(bytes, 12, 17)) {
            throw bytes.damaged("its header makes no sense");
        }
        PngHeader header = new PngHeader(
                width, height, depth, colour, bytes.u8(28) == 1, null, null, null, Orientation.UPRIGHT, List.of(),
                false);
        return (long) width * height > limit ? header : header.chunks(bytes);
    }

    private PngHeader chunks(Bytes bytes) {
        byte[] colours = null;
        byte[] clear = null;
        byte[] icc = null;
        Orientation turned = Orientation.UPRIGHT;
        List<int[]> parts = new ArrayList<>();
        long at = 33;
        int count = 0;
        boolean sound = true;
        while (at + 12 <= bytes.size()) {
            long length = bytes.u32(at) & 0xFFFFFFFFL;
            int type = bytes.u32(at + 4);
            int start = (int) at + 8;
            if (start + length + 4 > bytes.size()) {
                length = bytes.size() - start;
                sound = false;
            }
            if (++count > CHUNKS) {
                throw bytes.refused("has more than " + CHUNKS + " chunks: it is made to keep ai busy", "");
            }
            int size = (int) length;
            if (type == IDAT || type == PLTE || type == TRNS) {
                sound = sound && sound(bytes, (int) at + 4, size + 4);
            }
            switch (type) {
                case PLTE -> colours = bytes.part(start, size - size % 3);
                case TRNS -> clear = bytes.part(start, size);
                case ICCP -> icc = icc == null ? profile(bytes, start, size) : icc;
                case EXIF -> turned = Exif.orientation(bytes, start, size);
                case IDAT -> parts.add(new int[]{start, size});
                default -> {
                    // Text, time, suggestions: nothing that changes a pixel.
                }
            }
            if (type == IEND) {
                return new PngHeader(
                        width, height, depth, colour, interlaced, colours, clear, icc, turned, parts, sound);
            }
            at = start + length + 4;
        }
        return new PngHeader(width, height, depth, colour, interlaced, colours, clear, icc, turned, parts, false);
    }

    /// Whether the checksum that follows a chunk is that of its type and content.
    private static boolean sound(Bytes bytes, int at, int length) {
        if (at + length + 4L > bytes.size()) {
            return false;
        }
        CRC32 sum = new CRC32();
        sum.update(bytes.data(), at, length);
        return (int) sum.getValue() == bytes.u32(at + length);
    }

    /// The profile in an `iCCP` chunk: a name that ends with 0, the method 0, and the profile compressed. What does not
    /// fit the limit is cut off, and then not taken for a profile.
    private static byte[] profile(Bytes bytes, int start, int length) {
        String name = bytes.text(start, Math.min(80, length), StandardCharsets.ISO_8859_1);
        int end = name.indexOf(0);
        if (end < 0 || end + 2 > length) {
            return new byte[0];
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(bytes.data(), start + end + 2, length - end - 2);
            byte[] some = new byte[1 << 16];
            java.io.ByteArrayOutputStream whole = new java.io.ByteArrayOutputStream();
            int more;
            while (whole.size() < PROFILE && (more = inflater.inflate(some)) > 0) {
                whole.write(some, 0, more);
            }
            return whole.size() < PROFILE ? whole.toByteArray() : new byte[0];
        } catch (DataFormatException e) {
            return new byte[0];
        } finally {
            inflater.end();
        }
    }
}
