package aikit.audio.subtitle;

import java.io.IOException;
import java.util.List;

/// A line for each cue, without times.
final class PlainWriter implements CueWriter {

    @Override
    public void write(List<Cue> cues, Appendable out) throws IOException {
        for (Cue cue : cues) {
            out.append(Markup.stripped(cue.inOneLine())).append('\n');
        }
    }
}
