package aikit.audio.subtitle;

import aikit.Result.Word;
import java.io.IOException;
import java.util.List;

/// WebVTT. Word times are timestamp tags, before each word but the first; a player shows what is to come in the style
/// of `::cue(:future)`.
final class VttWriter implements CueWriter {

    private final boolean wordTimes;

    VttWriter(boolean wordTimes) {
        this.wordTimes = wordTimes;
    }

    @Override
    public void write(List<Cue> cues, Appendable out) throws IOException {
        out.append("WEBVTT\n");
        for (Cue cue : cues) {
            out.append('\n').append(Timecode.dot(cue.start())).append(" --> ").append(Timecode.dot(cue.end()))
                    .append('\n');
            if (wordTimes && cue.lines().stream().noneMatch(line -> line.words().isEmpty())) {
                timed(cue, out);
            } else {
                out.append(Markup.vtt(cue.text())).append('\n');
            }
        }
    }

    /// The standard wants each timestamp after the start of the cue and the one before, and before the end of the cue.
    private static void timed(Cue cue, Appendable out) throws IOException {
        long last = cue.start();
        for (Cue.Line line : cue.lines()) {
            boolean first = true;
            for (Word word : line.words()) {
                String text = first ? word.text().stripLeading() : word.text();
                String bare = text.stripLeading();
                out.append(text, 0, text.length() - bare.length());
                long at = Timecode.millis(word.start());
                if (at > last && at < cue.end()) {
                    out.append('<').append(Timecode.dot(at)).append('>');
                    last = at;
                }
                out.append(Markup.escaped(bare));
                first = false;
            }
            out.append('\n');
        }
    }
}
