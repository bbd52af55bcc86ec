package aikit.audio.subtitle;

import aikit.Result.Word;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/// Lyrics. A line is shown until the next one, so a long silence gets a line without text. Word times are those of the
/// enhanced format, `<mm:ss.xx>` before each word.
final class LrcWriter implements CueWriter {

    /// Milliseconds without speech that are worth a line of their own.
    private static final long SILENCE = 1000;

    private static final Pattern TAG = Pattern.compile("([\\[<])(?=\\s*\\d+:\\d)");

    private final boolean wordTimes;

    LrcWriter(boolean wordTimes) {
        this.wordTimes = wordTimes;
    }

    @Override
    public void write(List<Cue> cues, Appendable out) throws IOException {
        for (int i = 0; i < cues.size(); i++) {
            Cue cue = cues.get(i);
            out.append('[').append(Timecode.minutes(cue.start())).append(']');
            if (wordTimes && cue.lines().stream().noneMatch(line -> line.words().isEmpty())) {
                timed(cue, out);
            } else {
                out.append(defused(cue.inOneLine()));
            }
            out.append('\n');
            if (i + 1 == cues.size() || cues.get(i + 1).start() - cue.end() >= SILENCE) {
                out.append('[').append(Timecode.minutes(cue.end())).append("]\n");
            }
        }
    }

    private static void timed(Cue cue, Appendable out) throws IOException {
        boolean first = true;
        for (Cue.Line line : cue.lines()) {
            boolean begins = true;
            for (Word word : line.words()) {
                String bare = word.text().stripLeading();
                boolean space = begins ? !first : bare.length() < word.text().length();
                out.append(space ? " " : "").append('<').append(Timecode.minutes(Timecode.millis(word.start())))
                        .append('>').append(defused(bare));
                first = false;
                begins = false;
            }
        }
        out.append(" <").append(Timecode.minutes(cue.end())).append('>');
    }

    /// Text that looks like a time is told from one by a space that has no width.
    private static String defused(String text) {
        return TAG.matcher(Markup.stripped(text)).replaceAll("$1\u200B");
    }
}
