package aikit.audio.subtitle;

import java.util.StringJoiner;

/// Text that is fit for a cue: no control characters, no halves of surrogate pairs, no lines that look empty.
final class CueText {

    private static final int REPLACEMENT = 0xFFFD;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private CueText() {}

    /// The lines of a text, each without space around it, joined by `\n`; empty when there is nothing to see.
    static String lines(String text) {
        StringJoiner lines = new StringJoiner("\n");
        for (String line : sound(text).split("\n")) {
            String bare = line.strip();
            if (isVisible(bare)) {
                lines.add(bare);
            }
        }
        return lines.toString();
    }

    /// The same in one line, with single spaces.
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        boolean space = false;
        String lines = lines(text);
        for (int i = 0; i < lines.length(); i++) {
            char c = lines.charAt(i);
            if (Character.isWhitespace(c)) {
                space = true;
            } else {
                line.append(space ? " " : "").append(c);
                space = false;
            }
        }
        return line.toString();
    }

    /// Without what no file can hold or show. All kinds of line ends become `\n`, a tab becomes a space.
    static String sound(String text) {
        StringBuilder sound = new StringBuilder(text.length());
        String unix = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n");
        for (int i = 0; i < unix.length();) {
            int c = unix.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '\n', '\r', 0x0B, '\f', 0x85, 0x2028, 0x2029 -> sound.append('\n');
                case '\t' -> sound.append(' ');
                case BYTE_ORDER_MARK, 0xFFFE, 0xFFFF -> {
                }
                default -> {
                    if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                        sound.appendCodePoint(REPLACEMENT);
                    } else if (!Character.isISOControl(c)) {
                        sound.appendCodePoint(c);
                    }
                }
            }
        }
        return sound.toString();
    }

    /// Whether there is anything but spaces and characters without a shape.
    static boolean isVisible(String text) {
        return text.codePoints().anyMatch(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c)
                && Character.getType(c) != Character.FORMAT);
    }
}
