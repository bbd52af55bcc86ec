package aikit.cli;

/// Text made safe for a terminal: names and messages may hold anything, and a terminal obeys what it is sent.
public final class Printable {

    private Printable() {}

    /// The text on one line: control characters, and the marks that turn writing direction, become `\n`, `\t` or
    /// `\\u` escapes.
    public static String line(String text) {
        int clean = 0;
        while (clean < text.length() && !unsafe(text.charAt(clean))) {
            clean++;
        }
        if (clean == text.length()) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, clean);
        for (int i = clean; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!unsafe(c)) {
                safe.append(c);
            } else if (c == '\n') {
                safe.append("\\n");
            } else if (c == '\t') {
                safe.append("\\t");
            } else {
                safe.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    safe.append(Character.forDigit((c >> shift) & 15, 16));
                }
            }
        }
        return safe.toString();
    }

    /// C0 and C1 controls, DEL, line separators, and the bidirectional controls of Unicode Annex 9.
    private static boolean unsafe(char c) {
        return c < ' '
                || (c >= 0x7f && c < 0xa0)
                || (c >= 0x2028 && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x200e
                || c == 0x200f
                || c == 0x061c;
    }
}
