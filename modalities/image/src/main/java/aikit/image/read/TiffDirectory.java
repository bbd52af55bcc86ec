package aikit.image.read;

import aikit.AiException;
import aikit.Result.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a TIFF file says of one page (TIFF 6.0).
///
/// @param number of the page in the file, from 0
/// @param photometric how numbers become colours: 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 inks, 6 YCbCr
/// @param format how numbers are written: 1 without a sign, 2 with one, 3 floating point
/// @param tile pixels of a tile; 0 where there are strips
/// @param palette `[3][colours]` with 16 bits; empty where there is none
/// @param profile the colour profile, or null
record TiffDirectory(
        int number, Size size, int bits, int channels, int photometric, int format, long tile, int[] palette,
        Orientation orientation, byte[] profile) {

    static final int PALETTE = 3;
    static final int INKS = 5;

    /// More pages than any scanner writes into one file.
    private static final int PAGES = 10_000;

    private static final int ENTRIES = 4_000;

    /// All pages, in the order of the file, without the small versions that some have. A file whose directories go round
    /// in a circle is damaged.
    static List<TiffDirectory> pages(Bytes bytes) {
        boolean little = bytes.u16(0) == 0x4949;
        if (u16(bytes, 2, little) == 43) {
            throw bytes.refused("is a BigTIFF file, which is not read", "convert it to PNG or TIFF");
        }
        if (bytes.size() > 10 && bytes.u16(8) == 0x4352) {
            throw raw(bytes);
        }
        List<TiffDirectory> pages = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        long at = u32(bytes, 4, little);
        while (at != 0) {
            if (!seen.add(at) || seen.size() > PAGES) {
                throw bytes.damaged("its pages go round in a circle, or there are too many");
            }
            Reading reading = new Reading(bytes, little, at);
            TiffDirectory page = reading.page(seen.size() - 1);
            if (!reading.small) {
                pages.add(page);
            }
            at = u32(bytes, at + 2 + 12L * reading.entries, little);
        }
        if (pages.isEmpty()) {
            throw bytes.damaged("there is no page in it");
        }
        return pages;
    }

    private static AiException raw(Bytes bytes) {
        return bytes.refused("is a raw photo, which is not read", "convert it to JPEG or PNG");
    }

    /// @throws AiException of kind INPUT when the page is written in a way that is not read
    void checkReadable(Bytes bytes) {
        boolean known = photometric <= INKS - 1 && photometric != 4 || photometric == INKS || photometric == 6;
        if (!known || format > 1 || !List.of(1, 2, 4, 8, 16).contains(bits) || channels < 1 || channels > 8) {
            throw bytes.refused("is a TIFF file of a kind that is not read", "convert it to PNG");
        }
        if (photometric == PALETTE && palette.length == 0) {
            throw bytes.damaged("its palette is missing");
        }
        // A tile may be larger than the picture, but not by much.
        if (tile < 0 || tile > 4L * size.width() * size.height() + (1 << 22)) {
            throw bytes.damaged("its tiles make no sense");
        }
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
        private long tileWidth;
        private long tileHeight;
        private int bits = 1;
        private int channels = 1;
        private int photometric = 1;
        private int format = 1;
        private int[] palette = {};
        private boolean small;
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

        TiffDirectory page(int number) {
            for (int i = 0; i < entries; i++) {
                entry(start + 2 + 12L * i);
            }
            if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
                throw bytes.damaged("its size makes no sense");
            }
            return new TiffDirectory(
                    number, new Size((int) width, (int) height), bits, channels, photometric, format,
                    tileWidth * tileHeight, palette, orientation, profile);
        }

        private void entry(long at) {
            int type = u16(bytes, at + 2, little);
            long count = u32(bytes, at + 4, little);
            long value = type == 3 ? u16(bytes, at + 8, little) : u32(bytes, at + 8, little);
            long place = u32(bytes, at + 8, little);
            switch (u16(bytes, at, little)) {
                case 254 -> small = (value & 5) != 0;
                case 256 -> width = value;
                case 257 -> height = value;
                // Three numbers and more stand elsewhere; they are the same.
                case 258 -> bits = count <= 2 ? (int) value : u16(bytes, place, little);
                case 262 -> photometric = (int) value;
                case 273, 324 -> places(at, type, count);
                case 274 -> orientation = Orientation.of((int) value);
                case 277 -> channels = (int) value;
                case 320 -> palette = palette(place, count);
                case 322 -> tileWidth = value;
                case 323 -> tileHeight = value;
                case 339 -> format = count <= 2 ? (int) value : u16(bytes, place, little);
                case 34675 -> profile = bytes.part(place, count);
                case 50706 -> throw raw(bytes);
                default -> {
                    // What else there is changes no pixel, or the decoder looks at it.
                }
            }
        }

        private int[] palette(long place, long count) {
            if (count > 3 << 16 || place + 2 * count > bytes.size()) {
                throw bytes.damaged("its palette makes no sense");
            }
            int[] colours = new int[(int) count];
            for (int i = 0; i < count; i++) {
                colours[i] = u16(bytes, place + 2L * i, little);
            }
            return colours;
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
