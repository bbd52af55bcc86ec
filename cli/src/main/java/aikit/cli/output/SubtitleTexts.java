package aikit.cli.output;

import aikit.Result;
import aikit.audio.subtitle.Shaping;
import aikit.audio.subtitle.TranscriptReader;
import java.io.IOException;
import java.util.Locale;

/// Saved transcripts as texts. Their input is no recording that a text could link to, unless it has the name of one.
public record SubtitleTexts(Shaping shaping) implements Texts {

    @Override
    public void write(Format format, Result result, String name, Appendable out) throws IOException {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean saved = TranscriptReader.EXTENSIONS.contains(ending) || name.equals("-");
        new TranscriptTexts(shaping).write(format, result, saved ? "" : name, out);
    }

    @Override
    public String language(Result result) {
        return new TranscriptTexts(shaping).language(result);
    }
}
