package aikit.audio.subtitle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/// Notes in Markdown: paragraphs that begin with their time. Where the recording has a name, the time is a link to that
/// place in it (Media Fragments URI 1.0, `#t=`).
final class NotesWriter implements CueWriter {

    /// Milliseconds of silence after which a paragraph begins.
    private static final long PAUSE = 2000;

    /// Characters from which on a paragraph ends with the sentence.
    private static final int LONG = 500;

    /// Characters at which a paragraph ends wherever it is.
    private static final int LONGEST = 2000;

    private static final long HEADING_EVERY = 600_000;

    private static final Pattern SPECIAL = Pattern.compile("([\\\\`*_\\[\\]<>#|~&$])");
    private static final Pattern LINE_START = Pattern.compile("^([-+=:])|^(\\d+)([.)])");

    private final String name;
    private final String language;

    NotesWriter(String name, String language) {
        this.name = name;
        this.language = language;
    }

    @Override
    public void write(List<Cue> cues, Appendable out) throws IOException {
        out.append("# ").append(name.isEmpty() ? "Transcript" : escaped(CueText.oneLine(name))).append("\n");
        if (!language.isEmpty()) {
            out.append("\nLanguage: ").append(escaped(CueText.oneLine(language))).append('\n');
        }
        boolean headings = !cues.isEmpty() && cues.getLast().end() > 2 * HEADING_EVERY;
        long part = -1;
        for (int from = 0; from < cues.size();) {
            int to = paragraph(cues, from);
            long start = cues.get(from).start();
            if (headings && start / HEADING_EVERY > part) {
                part = start / HEADING_EVERY;
                out.append("\n## ").append(Timecode.clock(part * HEADING_EVERY)).append('\n');
            }
            out.append('\n').append(stamp(start)).append(' ');
            for (int i = from; i < to; i++) {
                String text = Markup.stripped(cues.get(i).inOneLine());
                if (text.isEmpty()) {
                    continue; // nothing but markup
                }
                boolean space = i > from && LineBreaks.isSpaced(cues.get(i - 1).text(), text);
                out.append(space ? " " : "").append(escaped(text));
            }
            out.append('\n');
            from = to;
        }
    }

    /// Where the paragraph that begins at `from` ends.
    private static int paragraph(List<Cue> cues, int from) {
        int length = 0;
        int to = from;
        do {
            String text = cues.get(to).inOneLine();
            length += text.length();
            to++;
            if (length >= LONGEST || length >= LONG && Sentences.end(text)) {
                return to;
            }
        } while (to < cues.size() && cues.get(to).start() - cues.get(to - 1).end() < PAUSE);
        return to;
    }

    private String stamp(long start) {
        String clock = Timecode.clock(start);
        return name.isEmpty() ? "**" + clock + "**" : "[" + clock + "](" + link() + "#t=" + start / 1000 + ")";
    }

    /// The name as a relative reference: its UTF-8 percent-encoded, and never taken for a scheme or a host.
    private String link() {
        StringBuilder link = new StringBuilder(name.startsWith("/") ? "" : "./");
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && (Character.isLetterOrDigit(b) || "-._~/".indexOf(b) >= 0)) {
                link.append((char) b);
            } else {
                link.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return link.toString();
    }

    private static String escaped(String text) {
        return LINE_START.matcher(SPECIAL.matcher(text).replaceAll("\\\\$1")).replaceAll(
                match -> match.group(1) != null ? "\\\\" + match.group(1) : match.group(2) + "\\\\" + match.group(3));
    }
}
