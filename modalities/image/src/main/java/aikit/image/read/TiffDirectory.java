package aikit.image.read;

import aikit.Result.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a TIFF file says of one page (TIFF 6.0).
///
/// @param photometric how numbers become colours: 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 CMYK, 6 YCbCr
/// @param profile the colour profile, or null
record TiffDirectory(
        Size size, int bits, int channels, int photometric, int compression, Orientation orientation, byte[] profile) {

    /// More pages than any scanner writes into one file.
    private static final int PAGES = 10_000;

    private static final int ENTRIES = 4_000;

    /// All pages, in the order of the file. A file whose directories go round in a circle is damaged.
    static List<TiffDirectory> pages(Bytes bytes) {
        boolean little = bytes.u16(0) == 0x4949;
        if (u16(bytes, 2, little) == 43) {
            throw bytes.refused("is a BigTIFF file, which is not read", "convert it to PNG or TIFF");
        }
        List<TiffDirectory> pages = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        long at = u32(bytes, 4, little);
        while (at != 0) {
            if (!seen.add(at) || pages.size() >= PAGES) {
                throw bytes.damaged("its pages go round in a circle, or there are too many");
            }
            Reading reading = new Reading(bytes, little, at);
            pages.add(reading.page());
            at = u32(bytes, at + 2 + 12L * reading.entries, little);
        }
        if (pages.isEmpty()) {
            throw bytes.damaged("there is no page in it");
        }
        return pages;
    }

    private static int u16(Bytes bytes, long at, boolean little) {
        return little ? bytes.u16le(at) : bytes.u16(at);
    }

    private static long u32(Bytes bytes, long at, boolean little) {
        return (little ? bytes.u32le(at) : bytes.u32(at)) & 0xFFFFFFFFL;
    }

    private static final class Reading {

        private final Bytes bytes;
        private final boolean little;
        private final long start;
        private final int entries;
        private long width;
        private long height;
        private int bits = 1;
        private int channels = 1;
        private int photometric = 1;
        private int compression = 1;
        private Orientation orientation = Orientation.UPRIGHT;
        private byte[] profile;

        Reading(Bytes bytes, boolean little, long start) {
            this.bytes = bytes;
            this.little = little;
            this.start = start;
            this.entries = u16(bytes, start, little);
            if (entries > ENTRIES) {
                throw bytes.damaged("a page of it makes no sense");
            }
        }

        TiffDirectory page() {
            for (int i = 0; i < entries; i++) {
                entry(start + 2 + 12L * i);
            }
            if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
                throw bytes.damaged("its size makes no sense");
            }
            return new TiffDirectory(
                    new Size((int) width, (int) height), bits, channels, photometric, compression, orientation,
                    profile);
        }

        private void entry(long at) {
            int type = u16(bytes, at + 2, little);
            long count = u32(bytes, at + 4, little);
            long value = type == 3 ? u16(bytes, at + 8, little) : u32(bytes, at + 8, little);
            switch (u16(bytes, at, little)) {
                case 256 -> width = value;
                case 257 -> height = value;
                // Three numbers and more stand elsewhere; they are the same.
                case 258 -> bits = count <= 2 ? (int) value : u16(bytes, u32(bytes, at + 8, little), little);
                case 259 -> compression = (int) value;
                case 262 -> photometric = (int) value;
                case 273, 324 -> places(at, type, count);
                case 274 -> orientation = Orientation.of((int) value);
                case 277 -> channels = (int) value;
                case 34675 -> profile = bytes.part(value, count);
                default -> {
                    // What else there is changes no pixel, or the decoder looks at it.
                }
            }
        }

        /// Where the strips or tiles are: all of them must begin in the file.
        private void places(long at, int type, long count) {
            int size = type == 3 ? 2 : 4;
            long first = count * size <= 4 ? at + 8 : u32(bytes, at + 8, little);
            if (count < 1 || first + count * size > bytes.size()) {
                throw bytes.cutOff();
            }
            for (long i = 0; i < count; i++) {
                long place = size == 2 ? u16(bytes, first + 2 * i, little) : u32(bytes, first + 4 * i, little);
                if (place >= bytes.size()) {
                    throw bytes.cutOff();
                }
            }
        }
    }
}
