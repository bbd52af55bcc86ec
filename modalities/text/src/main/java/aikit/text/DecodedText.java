package aikit.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Text made of bytes, with line ends as `\n` and without a byte order mark.
///
/// @param warnings what was wrong with the bytes
record DecodedText(String text, List<String> warnings) {

    /// What text that is not UTF-8 most often is; the Encoding Standard (WHATWG) reads ISO-8859-1 as it too.
    static final Charset WESTERN = Charset.forName("windows-1252");

    private static final char REPLACEMENT = '\uFFFD';

    /// Of text that is not UTF-8, the share of control characters from which on it is no text at all: prose has none.
    private static final double MOST_CONTROLS = 0.02;

    static boolean hasByteOrderMark(byte[] bytes) {
        return markedCharset(bytes) != StandardCharsets.US_ASCII;
    }

    /// UTF-8, or UTF-16 and UTF-32 by their byte order mark; else windows-1252, with a warning. Text that is mostly
    /// sound UTF-8 stays UTF-8, so that one damaged byte does not spoil all of it.
    static DecodedText of(Source source) {
        byte[] bytes = source.bytes();
        Charset marked = markedCharset(bytes);
        if (marked != StandardCharsets.US_ASCII) {
            return withWarning(withoutMark(new String(bytes, marked)), marked);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) < 0 || isStrictUtf8(bytes)) {
            return new DecodedText(unixLines(text), List.of());
        }
        if (count(text, REPLACEMENT) < text.chars().filter(c -> c > 0x7F && c != REPLACEMENT).count()) {
            return withWarning(text, StandardCharsets.UTF_8);
        }
        String western = new String(bytes, WESTERN);
        if (western.chars().filter(DecodedText::isControl).count() > MOST_CONTROLS * western.length()) {
            throw Signature.notText(source);
        }
        return new DecodedText(unixLines(western), List.of("is not UTF-8: read as windows-1252"));
    }

    /// Text in a charset that is known.
    static DecodedText of(byte[] bytes, Charset charset) {
        return withWarning(new String(bytes, charset), charset);
    }

    /// `\r\n` and `\r` as `\n`.
    static String unixLines(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    private static DecodedText withWarning(String text, Charset charset) {
        long broken = count(text, REPLACEMENT);
        String warning = broken + " places are not valid " + charset + ": read as " + REPLACEMENT;
        return new DecodedText(unixLines(text), broken == 0 ? List.of() : List.of(warning));
    }

    /// The charset that the byte order mark names; US-ASCII, which has none, when there is no mark.
    private static Charset markedCharset(byte[] bytes) {
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            return StandardCharsets.UTF_8;
        }
        if (starts(bytes, 0xFF, 0xFE, 0, 0)) {
            return StandardCharsets.UTF_32LE;
        }
        if (starts(bytes, 0, 0, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_32BE;
        }
        if (starts(bytes, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        return starts(bytes, 0xFE, 0xFF) ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII;
    }

    private static boolean starts(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static boolean isStrictUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isControl(int c) {
        return c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f';
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
