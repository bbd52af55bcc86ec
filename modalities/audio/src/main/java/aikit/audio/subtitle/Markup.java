package aikit.audio.subtitle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The little markup that SubRip files hold, which WebVTT has too: `b`, `i` and `u`. Text keeps these tags as they are;
/// everything else that looks like a tag is text.
final class Markup {

    private static final Pattern TAG = Pattern.compile("<(/?)(b|i|u|s|font)(?:\\s[^<>\\n]*)?>|\\{\\\\[^{}\\n]*\\}",
            Pattern.CASE_INSENSITIVE);

    private Markup() {}

    /// Without tags, and without the commands of SubStation Alpha (`{\an8}`) that players of SubRip know.
    static String stripped(String text) {
        return mayHaveTags(text) ? CueText.lines(TAG.matcher(text).replaceAll("")) : text;
    }

    /// As the text of a WebVTT cue: `b`, `i` and `u` in proper order, other tags gone, everything else escaped.
    static String vtt(String text) {
        if (!mayHaveTags(text)) {
            return escaped(text);
        }
        StringBuilder vtt = new StringBuilder();
        Deque<String> open = new ArrayDeque<>();
        Matcher tag = TAG.matcher(text);
        int from = 0;
        while (tag.find()) {
            vtt.append(escaped(text.substring(from, tag.start())));
            from = tag.end();
            String name = tag.group(2) == null ? "" : tag.group(2).toLowerCase(Locale.ROOT);
            if (name.length() != 1 || name.equals("s")) {
                continue;
            }
            if (tag.group(1).isEmpty()) {
                open.push(name);
                vtt.append('<').append(name).append('>');
            } else if (name.equals(open.peek())) {
                open.pop();
                vtt.append("</").append(name).append('>');
            }
        }
        vtt.append(escaped(text.substring(from)));
        while (!open.isEmpty()) {
            vtt.append("</").append(open.pop()).append('>');
        }
        StringJoiner lines = new StringJoiner("\n");
        vtt.toString().lines().filter(line -> !line.isBlank()).forEach(lines::add);
        return lines.toString();
    }

    /// `&`, `<` and `>` as WebVTT wants them; an arrow `-->` can be no more after that.
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static boolean mayHaveTags(String text) {
        return text.indexOf('<') >= 0 || text.indexOf('{') >= 0;
    }
}
