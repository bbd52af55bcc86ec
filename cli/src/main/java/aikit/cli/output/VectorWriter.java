package aikit.cli.output;

import aikit.Result;
import aikit.Result.Embeddings;
import aikit.Result.PictureResult;
import aikit.Result.SoundReport;
import aikit.Result.Transcript;
import aikit.batch.Finished;
import java.io.IOException;

/// Writes the vectors of many inputs in their order.
interface VectorWriter extends ResultWriter {

    void write(String input, Embeddings embeddings) throws IOException;

    @Override
    default void write(String input, Finished finished, Result result) throws IOException {
        switch (result) {
            case Embeddings embeddings -> write(input, embeddings);
            case Transcript _,SoundReport _,PictureResult _ -> throw new IllegalStateException("a text has no vectors");
        }
    }
}
