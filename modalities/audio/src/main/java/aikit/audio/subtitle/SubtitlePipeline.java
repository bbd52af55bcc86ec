package aikit.audio.subtitle;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.Result.Transcript;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;

/// Saved transcripts and subtitles to transcripts with other times and shapes. No model is asked.
public final class SubtitlePipeline implements Pipeline<Transcript> {

    private final SubtitleOptions options;
    private final TranscriptReader reader;

    /// @throws AiException of kind USAGE when there is no such encoding
    public SubtitlePipeline(SubtitleOptions options) {
        this.options = options;
        this.reader = new TranscriptReader(charset(options.charset()));
    }

    private static Optional<Charset> charset(String name) {
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw AiException.usage(
                    "--encoding " + name + ": no such encoding", "as in UTF-16LE, windows-1250 or GB18030").causedBy(e);
        }
    }

    /// Everything is done here, as threads may do it side by side.
    @Override
    public Transcript prepare(Input input) {
        List<SavedTranscript> saved = reader.read(input);
        if (saved.size() != 1) {
            throw AiException.input(
                    input.name() + ": holds " + saved.size() + " transcripts", "give it a name that ends with .ndjson");
        }
        Transcript timed = spoken(options.retiming().apply(saved.getFirst().transcript()));
        return options.shaping()
                .map(shaping -> Cues.transcript(timed, Cues.of(Cues.unset(timed), shaping)))
                .orElse(timed);
    }

    private Transcript spoken(Transcript t) {
        return options.language().isEmpty()
                ? t
                : new Transcript(
                        t.task(), options.language(), 1, t.duration(), t.segments(), t.coverage(), t.warnings());
    }

    @Override
    public long weight(Transcript prepared) {
        return 1 + prepared.segments().size();
    }

    @Override
    public List<Result> run(List<Transcript> prepared) {
        return List.copyOf(prepared);
    }

    @Override
    public Provenance provenance() {
        return Provenance.NONE;
    }

    @Override
    public void close() {}
}
