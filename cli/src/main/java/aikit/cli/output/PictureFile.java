package aikit.cli.output;

import aikit.AiException;
import aikit.Input;
import aikit.Result;
import aikit.audio.listen.SpectrogramImage;
import aikit.batch.OutcomeFile;
import aikit.task.Pipeline;
import aikit.task.Provenance;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// A file for the picture of a single result, beside what is said of it elsewhere.
public record PictureFile(Path path) {

    /// @throws AiException of kind USAGE when there is a file already that may not be replaced
    public static PictureFile of(String name, boolean overwrite) {
        Path path;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw AiException.usage(name + ": is not a file name here", "set LC_ALL=C.UTF-8").causedBy(e);
        }
        if (Files.exists(path) && !overwrite) {
            throw AiException.usage(
                    name + ": is there already", "give another name, or --overwrite to lose what is there");
        }
        return new PictureFile(path);
    }

    /// The same pipeline, whose results are drawn, too.
    public <P> Pipeline<P> beside(Pipeline<P> pipeline) {
        return new Pipeline<>() {

            @Override
            public P prepare(Input input) {
                return pipeline.prepare(input);
            }

            @Override
            public long weight(P prepared) {
                return pipeline.weight(prepared);
            }

            @Override
            public List<Result> run(List<P> prepared) {
                List<Result> results = pipeline.run(prepared);
                results.forEach(PictureFile.this::write);
                return results;
            }

            @Override
            public Provenance provenance() {
                return pipeline.provenance();
            }

            @Override
            public void close() {
                pipeline.close();
            }
        };
    }

    private void write(Result result) {
        try (Draft draft = Draft.of(path)) {
            OutputStream out = Channels.newOutputStream(draft.file());
            SpectrogramImage.write(PictureWriter.spectrogram(result), out);
            draft.force();
            draft.publish();
        } catch (IOException e) {
            throw OutcomeFile.failed(path, e);
        }
    }
}
