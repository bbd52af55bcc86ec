package aikit.audio.subtitle;

import aikit.Result.Transcript;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A kind of text file that holds what was said and when. All are written as UTF-8 with `\n` as the end of line, and
/// whatever the transcript holds, the file is valid.
public enum SubtitleFormat {
    /// A line for each segment, without times.
    TXT("txt", false),
    /// SubRip: numbered cues with times such as `00:01:02,345`.
    SRT("srt", true),
    /// WebVTT: <https://www.w3.org/TR/webvtt1/>.
    VTT("vtt", true),
    /// Tab-separated `start`, `end` (milliseconds) and `text` for each segment, as openai-whisper writes it.
    TSV("tsv", false),
    /// RFC 4180 with `\n` as the end of line: `start`, `end` (seconds) and `text` for each segment.
    CSV("csv", false),
    /// Lyrics: `[mm:ss.xx]` before each line; a cue has one line only.
    LRC("lrc", true),
    /// Markdown notes: paragraphs, each with its time as a link into the recording.
    MD("md", false);

    private final String word;
    private final boolean shaped;

    SubtitleFormat(String word, boolean shaped) {
        this.word = word;
        this.shaped = shaped;
    }

    /// What stands after `--format` and at the end of file names.
    public String word() {
        return word;
    }

    /// Whether [Shaping] cuts what is written; the other formats keep the segments of the transcript.
    public boolean shaped() {
        return shaped;
    }

    public static Optional<SubtitleFormat> parse(String word) {
        for (SubtitleFormat format : values()) {
            if (format.word.equals(word)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /// Writes a transcript as a whole file; flushes and closes nothing.
    ///
    /// @param name of the recording, for links to it from beside it; empty when there is none
    /// @throws IOException of `out`, as it threw it
    public void write(Transcript transcript, Shaping shaping, String name, Appendable out) throws IOException {
        Shaping.Lines lines = this == LRC ? shaping.lines().inOne() : shaping.lines();
        Shaping fitting = new Shaping(shaping.kept() || !shaped, lines, shaping.pace(), shaping.wordTimes());
        List<Cue> cues = Cues.of(transcript, fitting);
        CueWriter.of(this, name, transcript.language(), shaping.wordTimes()).write(cues, out);
    }
}
