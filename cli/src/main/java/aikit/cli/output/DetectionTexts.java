package aikit.cli.output;

import aikit.Result;
import aikit.Result.Embeddings;
import aikit.Result.PictureResult;
import aikit.Result.SoundReport;
import aikit.Result.Transcript;
import java.io.IOException;

/// What was found in a picture, a line for each thing: how sure the model is, what it is, where it is.
public record DetectionTexts() implements Texts {

    @Override
    public void write(Format format, Result result, String name, Appendable out) throws IOException {
        switch (result) {
            case PictureResult seen -> out.append(PictureLines.of(seen));
            case Embeddings _,SoundReport _,Transcript _ -> throw new IllegalStateException("is nothing seen");
        }
    }
}
