package aikit.cli.output;

import aikit.Input;
import aikit.Result;
import aikit.Result.Embeddings;
import aikit.Result.PictureResult;
import aikit.Result.SoundReport;
import aikit.Result.Spectrogram;
import aikit.Result.Transcript;
import aikit.audio.listen.SpectrogramImage;
import aikit.batch.Finished;
import aikit.batch.Item;
import aikit.image.ImageReader;
import aikit.image.Pixels;
import aikit.image.draw.Mark;
import aikit.image.draw.MarkedPicture;
import aikit.image.read.Limits;
import aikit.image.draw.MarkedPicture.Encoding;
import java.io.IOException;
import java.io.OutputStream;

/// A result as a picture: of a recording its spectrogram, of a picture itself with what was seen in it.
///
/// @param format of kind PICTURES
record PictureWriter(Format format, OutputStream out) implements ResultWriter {

    @Override
    public void write(String input, Finished finished, Result result) throws IOException {
        switch (result) {
            case SoundReport _ -> SpectrogramImage.write(spectrogram(result), out);
            case PictureResult seen -> {
                // Read again, in full: the model saw it in another size.
                Input picture = ((Item.Ready) finished.item()).input();
                Pixels pixels = ImageReader.read(picture, 0, Limits.MOST).pixels();
                MarkedPicture.draw(pixels, Mark.of(seen));
                MarkedPicture.write(pixels, encoding(), out);
            }
            case Embeddings _,Transcript _ -> throw new IllegalStateException("there is no picture of it");
        }
    }

    private Encoding encoding() {
        return format == Format.PNG ? Encoding.PNG : Encoding.JPEG;
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
