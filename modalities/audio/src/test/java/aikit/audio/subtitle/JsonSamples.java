package aikit.audio.subtitle;

import aikit.Result.Transcript;
import aikit.batch.Finished;
import aikit.batch.Item;
import aikit.batch.Outcome;
import aikit.batch.RecordWriter;
import aikit.task.Provenance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Transcripts as the records that `ai transcribe` writes.
final class JsonSamples {

    private JsonSamples() {}

    static String record(Transcript transcript) {
        return record("talk.mp4", new Outcome.Done(transcript));
    }

    static String record(String input, Outcome outcome) {
        Item item = Item.text("", input);
        Provenance model = new Provenance("tiny", "local", "0".repeat(64), "fp32", "cpu");
        Finished finished = new Finished(item, "0123456789abcdef", outcome, Optional.of(model), 12);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new RecordWriter("ai.transcribe/1", RecordWriter.Content.RESULT).write(finished, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
