package aikit.image.read;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/// The kinds of picture files, told apart by their first bytes and never by their names.
enum Format {
    JPEG,
    PNG,
    GIF,
    BMP,
    TIFF,
    WEBP,
    AVIF,
    HEIC,
    /// Known, not decoded.
    JPEG_XL,
    /// Known, not decoded.
    JPEG_2000,
    /// Known, not decoded.
    PSD,
    /// Known, not decoded.
    ICON,
    /// A text with drawing instructions: known, not decoded.
    SVG,
    UNKNOWN;

    /// Brands of still pictures and of sequences whose codec is HEVC (ISO/IEC 23008-12, annex B).
    private static final Set<String> HEVC = Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs");

    /// Brands of files of either codec (ISO/IEC 23008-12, clause 10).
    private static final Set<String> EITHER = Set.of("mif1", "mif2", "msf1", "miaf", "mif3");

    static Format of(Bytes bytes) {
        if (bytes.size() < 4) {
            return UNKNOWN;
        }
        return switch (bytes.u32(0)) {
            case 0x89504E47 -> PNG;
            case 0x47494638 -> GIF;
            case 0x49492A00, 0x4D4D002A -> TIFF;
            case 0x49492B00, 0x4D4D002B -> TIFF;
            case 0x52494646 -> bytes.size() >= 12 && bytes.u32(8) == 0x57454250 ? WEBP : UNKNOWN;
            case 0x0000000C -> bytes.size() >= 8 && bytes.u32(4) == 0x4A584C20 ? JPEG_XL
                    : bytes.size() >= 8 && bytes.u32(4) == 0x6A502020 ? JPEG_2000 : UNKNOWN;
            case 0xFF4FFF51 -> JPEG_2000;
            case 0x38425053 -> PSD;
            case 0x00000100 -> ICON;
            default -> ofWeakMark(bytes);
        };
    }

    private static Format ofWeakMark(Bytes bytes) {
        if (bytes.u16(0) == 0xFFD8 && bytes.u8(2) == 0xFF) {
            return JPEG;
        }
        if (bytes.u16(0) == 0xFF0A) {
            return JPEG_XL;
        }
        if (bytes.u16(0) == 0x424D && bytes.size() >= 26 && bytes.u32le(14) >= 12 && bytes.u32le(14) <= 255) {
            return BMP;
        }
        if (bytes.size() >= 16 && bytes.u32(4) == 0x66747970) {
            return ofBrands(bytes);
        }
        String head = bytes.text(0, Math.min(300, bytes.size()), StandardCharsets.UTF_8).strip();
        return head.startsWith("<svg") || head.startsWith("<?xml") && head.contains("<svg") ? SVG : UNKNOWN;
    }

    /// The brands in `ftyp`: the major one, then those that the file is compatible with.
    private static Format ofBrands(Bytes bytes) {
        long end = Math.min(Math.min(bytes.u32(0) & 0xFFFFFFFFL, bytes.size()), 256);
        Format found = UNKNOWN;
        for (int at = 8; at + 4 <= end; at += at == 8 ? 8 : 4) {
            String brand = bytes.text(at, 4, StandardCharsets.ISO_8859_1);
            if (brand.equals("avif") || brand.equals("avis")) {
                return AVIF;
            }
            if (HEVC.contains(brand)) {
                return HEIC;
            }
            if (EITHER.contains(brand)) {
                found = HEIC;
            }
        }
        return found;
    }
}
