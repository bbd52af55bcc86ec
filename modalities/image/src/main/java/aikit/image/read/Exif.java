package aikit.image.read;

import java.nio.charset.StandardCharsets;

/// What of the Exif data of a picture matters here: its orientation. It stands in the first directory of a TIFF
/// structure (TIFF 6.0, section 2); nothing else in it is followed, so there is nothing to go round in.
final class Exif {

    private static final int ORIENTATION = 274;

    /// More entries than any camera writes in one directory.
    private static final int ENTRIES = 1000;

    private Exif() {}

    /// @param at where the TIFF structure begins, which may have the mark `Exif` before it
    /// @return upright when the data is damaged or says nothing
    static Orientation orientation(Bytes bytes, int at, int length) {
        Bytes exif = new Bytes(bytes.name(), bytes.part(at, length));
        if (exif.size() >= 6 && exif.text(0, 4, StandardCharsets.ISO_8859_1).equals("Exif")) {
            exif = new Bytes(bytes.name(), exif.part(6, exif.size() - 6L));
        }
        if (exif.size() < 8) {
            return Orientation.UPRIGHT;
        }
        boolean little = exif.u16(0) == 0x4949;
        long directory = 0xFFFFFFFFL & (little ? exif.u32le(4) : exif.u32(4));
        if (!little && exif.u16(0) != 0x4D4D || directory + 2 > exif.size()) {
            return Orientation.UPRIGHT;
        }
        int entries = Math.min(u16(exif, directory, little), ENTRIES);
        for (int i = 0; i < entries; i++) {
            long entry = directory + 2 + 12L * i;
            if (entry + 12 > exif.size()) {
                break;
            }
            if (u16(exif, entry, little) == ORIENTATION) {
                return Orientation.of(u16(exif, entry + 8, little));
            }
        }
        return Orientation.UPRIGHT;
    }

    private static int u16(Bytes bytes, long at, boolean little) {
        return little ? bytes.u16le(at) : bytes.u16(at);
    }
}
