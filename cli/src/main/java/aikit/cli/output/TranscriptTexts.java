package aikit.cli.output;

import aikit.Result;
import aikit.Result.Embeddings;
import aikit.Result.PictureResult;
import aikit.Result.SoundReport;
import aikit.Result.Transcript;
import aikit.audio.subtitle.Shaping;
import aikit.audio.subtitle.SubtitleFormat;
import java.io.IOException;

/// What was said as text and subtitles.
public record TranscriptTexts(Shaping shaping) implements Texts {

    @Override
    public void write(Format format, Result result, String name, Appendable out) throws IOException {
        SubtitleFormat.parse(format.word()).orElseThrow().write(transcript(result), shaping, name, out);
    }

    /// That of a translation is English.
    @Override
    public String language(Result result) {
        Transcript transcript = transcript(result);
        boolean english = transcript.task().equals("translate") && !transcript.language().isEmpty();
        return english ? "en" : transcript.language();
    }

    private static Transcript transcript(Result result) {
        return switch (result) {
            case Transcript transcript -> transcript;
            case Embeddings _,SoundReport _,PictureResult _ -> throw new IllegalStateException("is no transcript");
        };
    }
}
