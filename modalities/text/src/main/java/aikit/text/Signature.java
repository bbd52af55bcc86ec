package aikit.text;

import aikit.AiException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The bytes that a kind of binary file begins with, as registered with IANA or written in the format's specification.
///
/// @param magic the bytes, from `offset` on
/// @param kind what such a file is, with its article
record Signature(int offset, byte[] magic, String kind) {

    /// How far into a file the header of a PDF may stand (Adobe PDF Reference 1.7, appendix H, note 13).
    private static final int PDF_HEADER_WITHIN = 1024;

    private static final List<Signature> ALL = List.of(
            hex("89504E470D0A1A0A", "a PNG image"),
            hex("FFD8FF", "a JPEG image"),
            ascii(0, "GIF8", "a GIF image"),
            hex("49492A00", "a TIFF image"),
            hex("4D4D002A", "a TIFF image"),
            ascii(8, "WEBP", "a WebP image"),
            ascii(8, "WAVE", "a WAV recording"),
            ascii(8, "AVI ", "an AVI video"),
            ascii(4, "ftyp", "an MP4 or HEIF file"),
            hex("1A45DFA3", "a Matroska or WebM video"),
            ascii(0, "OggS", "an Ogg file"),
            ascii(0, "fLaC", "a FLAC recording"),
            ascii(0, "ID3", "an MP3 recording"),
            hex("504B0304", "a ZIP archive (or an Office document, which is one)"),
            hex("504B0506", "an empty ZIP archive"),
            hex("D0CF11E0A1B11AE1", "an old Office document"),
            hex("1F8B08", "a gzip file"),
            ascii(0, "BZh", "a bzip2 file"),
            hex("FD377A585A00", "an xz file"),
            hex("28B52FFD", "a zstd file"),
            hex("377ABCAF271C", "a 7z archive"),
            hex("7F454C46", "a program"),
            ascii(0, "SQLite format 3", "an SQLite database"),
            ascii(0, "PAR1", "a Parquet file"));

    /// Whether these are the bytes of a PDF document. Bytes before the header are allowed, but text that only speaks
    /// of the header is not a PDF.
    static boolean isPdf(byte[] bytes) {
        int end = Math.min(bytes.length, PDF_HEADER_WITHIN);
        String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        int at = head.indexOf("%PDF-");
        return at >= 0 && (head.substring(0, at).isBlank() || hasNul(bytes));
    }

    /// Refuses what is not text, by its name where the kind is known.
    static void refuseBinary(Source source) {
        byte[] bytes = source.bytes();
        boolean nul = !DecodedText.hasByteOrderMark(bytes) && hasNul(bytes);
        Optional<Signature> known = ALL.stream().filter(one -> one.matches(bytes)).findFirst();
        // A text may well begin with "ID3" or "GIF8", but not with bytes outside ASCII that are no text in UTF-8.
        if (known.isPresent() && (nul || !known.get().isPrintable())) {
            boolean picture = known.get().kind.endsWith(" image");
            throw source.refused(
                    "is " + known.get().kind + ", not text",
                    picture ? "pictures want another model: -m clip-vit-b32" : "");
        }
        if (nul) {
            throw notText(source);
        }
    }

    static AiException notText(Source source) {
        return source.refused(
                "does not look like text", "text is read as UTF-8, or as UTF-16 when it has a byte order mark");
    }

    private boolean matches(byte[] bytes) {
        for (int i = 0; i < magic.length; i++) {
            if (offset + i >= bytes.length || bytes[offset + i] != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasNul(byte[] bytes) {
        for (byte one : bytes) {
            if (one == 0) {
                return true;
            }
        }
        return false;
    }

    private boolean isPrintable() {
        for (byte one : magic) {
            if (one < ' ') { // bytes outside ASCII are negative
                return false;
            }
        }
        return true;
    }

    private static Signature hex(String magic, String kind) {
        return new Signature(0, HexFormat.of().parseHex(magic), kind);
    }

    private static Signature ascii(int offset, String magic, String kind) {
        return new Signature(offset, magic.getBytes(StandardCharsets.US_ASCII), kind);
    }
}
