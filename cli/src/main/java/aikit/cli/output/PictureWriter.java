package aikit.cli.output;

import aikit.Result;
import aikit.Result.Embeddings;
import aikit.Result.PictureResult;
import aikit.Result.SoundReport;
import aikit.Result.Spectrogram;
import aikit.Result.Transcript;
import aikit.audio.listen.SpectrogramImage;
import java.io.IOException;
import java.io.OutputStream;

/// A result as a picture: of a recording its spectrogram.
record PictureWriter(OutputStream out) implements ResultWriter {

    @Override
    public void write(String input, Result result) throws IOException {
        SpectrogramImage.write(spectrogram(result), out);
    }

    static Spectrogram spectrogram(Result result) {
        return switch (result) {
            case SoundReport report -> report.spectrogram()
                    .orElseThrow(() -> new IllegalStateException("no spectrogram was made"));
            case Embeddings _,Transcript _,PictureResult _ ->
                throw new IllegalStateException("there is no picture of it");
        };
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }
}
