package aikit.audio.subtitle;

import aikit.AiException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The bytes of a subtitle file as text, with `\n` as the end of line and without a byte order mark.
///
/// @param warnings what was wrong with the bytes
record SubtitleText(String text, List<String> warnings) {

    /// What text that is not UTF-8 most often is; the Encoding Standard (WHATWG) reads ISO-8859-1 as it too.
    private static final Charset WESTERN = Charset.forName("windows-1252");

    /// @param charset when the user knows it; else UTF-8, UTF-16 and UTF-32 by their byte order mark, and windows-1252,
    ///     with a warning, for what is not UTF-8
    /// @throws AiException of kind INPUT when it is no text
    static SubtitleText of(String name, byte[] bytes, Optional<Charset> charset) {
        Optional<Charset> known = charset.or(() -> marked(bytes));
        if (known.isPresent()) {
            return new SubtitleText(unix(strictly(name, bytes, known.get())), List.of());
        }
        for (byte b : bytes) {
            if (b == 0) {
                throw AiException.input(name + ": is not text", "if it is, name its encoding with --encoding");
            }
        }
        Optional<String> utf8 = decoded(bytes, StandardCharsets.UTF_8);
        return utf8.isPresent()
                ? new SubtitleText(unix(utf8.get()), List.of())
                : new SubtitleText(
                        unix(new String(bytes, WESTERN)), List.of("is not UTF-8: read as windows-1252"));
    }

    /// JSON, which is UTF-8 but for the halves of characters that whisper.cpp writes as tokens: those are read as U+FFFD.
    static SubtitleText json(String name, byte[] bytes) {
        return marked(bytes).isPresent()
                ? of(name, bytes, Optional.empty())
                : new SubtitleText(unix(new String(bytes, StandardCharsets.UTF_8)), List.of());
    }

    private static String strictly(String name, byte[] bytes, Charset charset) {
        return decoded(bytes, charset).orElseThrow(() -> AiException.input(
                name + ": is not text in " + charset.name(), "name what it is with --encoding"));
    }

    private static Optional<String> decoded(byte[] bytes, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<Charset> marked(byte[] bytes) {
        if (starts(bytes, 0xFF, 0xFE, 0, 0)) {
            return Optional.of(Charset.forName("UTF-32LE"));
        }
        if (starts(bytes, 0, 0, 0xFE, 0xFF)) {
            return Optional.of(Charset.forName("UTF-32BE"));
        }
        if (starts(bytes, 0xFF, 0xFE)) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return starts(bytes, 0xFE, 0xFF) ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
    }

    private static boolean starts(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static String unix(String text) {
        String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return unmarked.indexOf('\r') < 0 ? unmarked : unmarked.replace("\r\n", "\n").replace('\r', '\n');
    }
}
