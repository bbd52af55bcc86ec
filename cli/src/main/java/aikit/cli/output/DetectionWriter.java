package aikit.cli.output;

import aikit.Result;
import aikit.Result.Caption;
import aikit.Result.Detections;
import aikit.Result.Embeddings;
import aikit.Result.Labels;
import aikit.Result.RecognizedText;
import aikit.Result.SoundReport;
import aikit.Result.Transcript;
import aikit.batch.Finished;
import java.io.IOException;

/// Writes what was found in many pictures.
interface DetectionWriter extends ResultWriter {

    void write(String input, Detections found) throws IOException;

    @Override
    default void write(String input, Finished finished, Result result) throws IOException {
        write(input, found(result));
    }

    static Detections found(Result result) {
        return switch (result) {
            case Detections found -> found;
            case Caption _,Labels _,RecognizedText _,Embeddings _,Transcript _,SoundReport _ ->
                throw new IllegalStateException("nothing is found in it");
        };
    }
}
