package aikit.audio.subtitle;

import java.io.IOException;
import java.util.List;

/// Writes cues as a whole file of one format.
interface CueWriter {

    void write(List<Cue> cues, Appendable out) throws IOException;

    /// @param name of the recording; empty when there is none
    /// @param wordTimes whether to tell the times of words
    static CueWriter of(SubtitleFormat format, String name, String language, boolean wordTimes) {
        return switch (format) {
            case TXT -> new PlainWriter();
            case SRT -> new SrtWriter();
            case VTT -> new VttWriter(wordTimes);
            case TSV -> TableWriter.tabs();
            case CSV -> TableWriter.commas();
            case LRC -> new LrcWriter(wordTimes);
            case MD -> new NotesWriter(name, language);
        };
    }
}
