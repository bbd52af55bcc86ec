package aikit.audio.subtitle;

import java.io.IOException;
import java.util.List;

/// SubRip, as all players read it: a number from 1, the times with commas, the lines, an empty line.
final class SrtWriter implements CueWriter {

    @Override
    public void write(List<Cue> cues, Appendable out) throws IOException {
        int number = 1;
        for (Cue cue : cues) {
            out.append(number == 1 ? "" : "\n").append(Integer.toString(number++)).append('\n')
                    .append(Timecode.comma(cue.start())).append(" --> ").append(Timecode.comma(cue.end())).append('\n');
            for (Cue.Line line : cue.lines()) {
                // Some readers take a line with this arrow for the times of another cue.
                out.append(line.text().replace("-->", "\u2192")).append('\n');
            }
        }
    }
}
