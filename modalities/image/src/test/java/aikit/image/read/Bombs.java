package aikit.image.read;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Small files that ask for very much.
final class Bombs {

    private Bombs() {}

    /// By what they do.
    static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("PNG of 50,000 x 50,000", png(50_000, 50_000, 8, 2, 0, idat(1000)));
        all.put("PNG of 2,147,483,647 x 2,147,483,647", png(Integer.MAX_VALUE, Integer.MAX_VALUE, 16, 6, 0, idat(10)));
        all.put("PNG of 4,294,967,295 x 1", png(-1, 1, 8, 0, 0, idat(10)));
        all.put("PNG of 40,000 x 40,000, interlaced, 16 bits", png(40_000, 40_000, 16, 6, 1, idat(1 << 20)));
        all.put("PNG of one bit, 200,000 x 200,000", png(200_000, 200_000, 1, 0, 0, idat(1 << 20)));
        all.put("PNG of a million chunks", manyChunks(1_000_000));
        all.put("GIF of 65,535 x 65,535", gif(65_535, 65_535, 1, 1));
        all.put("GIF of 10 x 10 with a frame of 65,535 x 65,535", gif(10, 10, 65_535, 65_535));
        all.put("BMP of 50,000 x 50,000", bmp(50_000, 50_000));
        all.put("BMP of 10 x -2,147,483,648", bmp(10, Integer.MIN_VALUE));
        all.put("BMP of -10 x 10", bmp(-10, 10));
        all.put("BMP of 2,147,483,647 x 2,147,483,647", bmp(Integer.MAX_VALUE, Integer.MAX_VALUE));
        all.put("TIFF of 100,000 x 100,000", tiff(8, 256, 100_000, 257, 100_000, 273, 8, 279, 10));
        all.put("TIFF of 4,294,967,295 x 4,294,967,295", tiff(8, 256, -1, 257, -1, 273, 8));
        all.put("TIFF whose pages go round in a circle", circle());
        all.put("TIFF of 100,000 pages", manyPages(100_000));
        all.put("TIFF whose strips lie behind its end", tiff(8, 256, 100, 257, 100, 273, 1 << 30, 279, 1 << 30));
        all.put("TIFF of 65,535 colours", tiff(8, 256, 9000, 257, 9000, 258, 16, 277, 65_535, 273, 8, 279, 10));
        all.put("TIFF with tiles of 100,000 x 100,000", tiff(8, 256, 10, 257, 10, 322, 100_000, 323, 100_000, 324, 8));
        all.put("WebP of 16,777,216 x 16,777,216", webp("VP8X", 0, 0, 0, 0, -1, -1, -1, -1, -1, -1));
        all.put("WebP, lossy, of 16,383 x 16,383", webp("VP8 ", 0, 0, 0, 0x9D, 1, 0x2A, 0xFF, 0x3F, 0xFF, 0x3F));
        all.put("WebP, lossless, of 16,384 x 16,384", webp("VP8L", 0x2F, 0xFF, 0xFF, 0xFF, 0x0F, 0, 0, 0));
        all.put("JPEG of 65,500 x 65,500", jpeg(0xC0, 65_500, 65_500, 1));
        all.put("JPEG, progressive, of 9,000 x 9,000 in 10,000 scans", jpeg(0xC2, 9000, 9000, 10_000));
        all.put("JPEG of 12 bits", twelve());
        all.put("AVIF of 4,000,000 x 4,000,000", heif("avif", "av01", 4_000_000, 4_000_000, 1));
        all.put("HEIC of 2,147,483,647 x 2,147,483,647", heif("heic", "hvc1", Integer.MAX_VALUE, Integer.MAX_VALUE, 1));
        all.put("HEIC whose tiles are missing", heif("heic", "grid", 60_000, 60_000, 1));
        all.put("HEIC that is a tile of itself", heif("heic", "grid", 100, 100, 4));
        all.put("HEIC of 20,000 x 20,000 that shows one pixel", heif("heic", "grid", 20_000, 20_000, 1, onePixel()));
        all.put("WebP of animations in animations", nested(20_000));
        all.put("AVIF with four billion places", places());
        all.put("AVIF that is larger than it says", lying());
        return all;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] chunk(String kind, byte[] content) {
        CRC32 sum = new CRC32();
        sum.update(ascii(kind));
        sum.update(content);
        return ByteBuffer.allocate(12 + content.length).putInt(content.length).put(ascii(kind)).put(content)
                .putInt((int) sum.getValue()).array();
    }

    static byte[] png(int width, int height, int depth, int colour, int interlaced, byte[]... chunks) {
        byte[] header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) depth).put((byte) colour)
                .put((byte) 0).put((byte) 0).put((byte) interlaced).array();
        return join(
                new byte[]{(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, chunk("IHDR", header), join(chunks),
                chunk("IEND", new byte[0]));
    }

    /// Zeros, packed.
    static byte[] zeros(long count) {
        Deflater deflater = new Deflater(9);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 20];
        byte[] out = new byte[1 << 16];
        for (long left = count; left > 0; left -= zeros.length) {
            deflater.setInput(zeros, 0, (int) Math.min(left, zeros.length));
            while (!deflater.needsInput()) {
                packed.write(out, 0, deflater.deflate(out));
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            packed.write(out, 0, deflater.deflate(out));
        }
        deflater.end();
        return packed.toByteArray();
    }

    static byte[] idat(long size) {
        return chunk("IDAT", zeros(size));
    }

    private static byte[] manyChunks(int count) {
        byte[] one = chunk("tEXt", new byte[0]);
        ByteBuffer many = ByteBuffer.allocate(count * one.length);
        for (int i = 0; i < count; i++) {
            many.put(one);
        }
        return png(1, 1, 8, 0, 0, many.array(), idat(2));
    }

    private static byte[] gif(int width, int height, int frameWidth, int frameHeight) {
        return ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN).put(ascii("GIF89a")).putShort((short) width)
                .putShort((short) height).put(new byte[3]).put((byte) 0x2C).putInt(0).putShort((short) frameWidth)
                .putShort((short) frameHeight).put((byte) 0).put((byte) 8).put((byte) 2).put((byte) 0).put((byte) 3)
                .array();
    }

    private static byte[] bmp(int width, int height) {
        return ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN).put(ascii("BM")).putInt(200).putInt(0).putInt(54)
                .putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) 24).array();
    }

    /// @param entries tag and value, by turns
    private static byte[] tiff(int first, int... entries) {
        ByteBuffer file = ByteBuffer.allocate(first + 6 + 6 * entries.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("II")).putShort((short) 42).putInt(first).position(first);
        file.putShort((short) (entries.length / 2));
        for (int i = 0; i < entries.length; i += 2) {
            file.putShort((short) entries[i]).putShort((short) 4).putInt(1).putInt(entries[i + 1]);
        }
        return file.array();
    }

    private static byte[] circle() {
        byte[] file = tiff(8, 256, 10, 257, 10);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(file.length - 4, 8);
        return file;
    }

    private static byte[] manyPages(int count) {
        int size = 2 + 2 * 12 + 4;
        ByteBuffer file = ByteBuffer.allocate(8 + count * size).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("II")).putShort((short) 42).putInt(8);
        for (int i = 0; i < count; i++) {
            file.putShort((short) 2).putShort((short) 256).putShort((short) 4).putInt(1).putInt(9000);
            file.putShort((short) 257).putShort((short) 4).putInt(1).putInt(9000);
            file.putInt(i + 1 < count ? file.position() + 4 : 0);
        }
        return file.array();
    }

    private static byte[] webp(String kind, int... content) {
        ByteBuffer file = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(52).put(ascii("WEBP")).put(ascii(kind)).putInt(40);
        for (int value : content) {
            file.put((byte) value);
        }
        return file.array();
    }

    private static byte[] jpeg(int frame, int width, int height, int scans) {
        ByteBuffer file = ByteBuffer.allocate(400 + 12 * scans).put(new byte[]{-1, (byte) 0xD8});
        file.put(new byte[]{-1, (byte) 0xDB, 0, 67, 0}).put(new byte[64]);
        file.put(new byte[]{-1, (byte) frame, 0, 11, 8}).putShort((short) height).putShort((short) width);
        file.put(new byte[]{1, 1, 0x11, 0});
        for (int kind : new int[]{0, 0x10}) {
            file.put(new byte[]{-1, (byte) 0xC4, 0, 20, (byte) kind, 1}).put(new byte[15]).put((byte) 0);
        }
        for (int i = 0; i < scans; i++) {
            file.put(new byte[]{-1, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 0, 0, 0, 0});
        }
        return file.put(new byte[]{-1, (byte) 0xD9}).array();
    }

    private static byte[] twelve() {
        byte[] file = jpeg(0xC1, 100, 100, 1);
        file[75] = 12;
        return file;
    }

    static byte[] box(String kind, byte[]... content) {
        byte[] whole = join(content);
        return ByteBuffer.allocate(8 + whole.length).putInt(8 + whole.length).put(ascii(kind)).put(whole).array();
    }

    static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    static byte[] shorts(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * values.length);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }

    /// A picture that, where it is a grid, consists of itself.
    static byte[] heif(String brand, String type, int width, int height, int tiles, byte[]... properties) {
        byte[] data = type.equals("grid")
                ? join(new byte[]{0, 1, (byte) (tiles - 1), 0}, ints(width, height))
                : properties.length > 1 ? properties[1] : new byte[100];
        byte[] setup = properties.length > 0 ? properties[0] : box("av1C", new byte[4]);
        int[] parts = new int[2 + tiles];
        java.util.Arrays.fill(parts, 1);
        parts[1] = tiles;
        return join(
                box("ftyp", ascii(brand), new byte[4], ascii(brand)),
                box(
                        "meta", new byte[4], box("pitm", new byte[4], shorts(1)),
                        box("iinf", new byte[4], shorts(1),
                                box("infe", ints(2 << 24), shorts(1, 0), ascii(type + "\0"))),
                        box("iloc", ints(1 << 24), shorts(0x4400, 1, 1, 1, 0, 1), ints(0, data.length)),
                        box("iref", new byte[4], box("dimg", shorts(parts))),
                        box(
                                "iprp", box("ipco", box("ispe", new byte[4], ints(width, height)), setup),
                                box("ipma", ints(0, 1), shorts(1), new byte[]{2, 1, 2})),
                        box("idat", data)));
    }

    private static byte[] onePixel() {
        return box("clap", ints(1, 1, 1, 1, 0, 1, 0, 1));
    }

    /// The last frame reaches to the end of the file, and so does each that it is in.
    private static byte[] nested(int depth) {
        ByteBuffer file = ByteBuffer.allocate(12 + 24 * depth).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(file.capacity() - 8).put(ascii("WEBP"));
        for (int i = 0; i < depth; i++) {
            file.put(ascii("ANMF")).putInt(file.capacity() - file.position() - 4).put(new byte[16]);
        }
        return file.array();
    }

    private static byte[] places() {
        return join(
                box("ftyp", ascii("avif"), new byte[4], ascii("avif")),
                box("meta", new byte[4], box("pitm", new byte[4], shorts(1)),
                        box("iloc", ints(2 << 24), shorts(0), ints(-1), new byte[4000])));
    }

    /// A sequence header of 65,536 x 65,536 behind a size of 64 x 64.
    private static byte[] lying() {
        // Still, reduced header, level, 16 bits for each of two sizes less one.
        byte[] header = {0x0A, 11, 0x18, 0x3F, (byte) 0xFF, -1, -1, -1, -1, -1, 0, 0, 0};
        return heif("avif", "av01", 64, 64, 1, box("av1C", new byte[]{(byte) 0x81, 0, 0, 0}), header);
    }
}
