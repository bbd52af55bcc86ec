package aikit.batch;

import aikit.Result;
import aikit.Result.Coverage;
import aikit.Result.Embeddings;
import aikit.Result.Passage;
import aikit.Result.PictureResult;
import aikit.Result.Segment;
import aikit.Result.SoundReport;
import aikit.Result.Transcript;
import aikit.Result.Word;
import aikit.task.Provenance;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// Writes outcomes as JSON, one object a line. The schema, the input, the status, the fingerprint, the hash of the file
/// that was made and the coverage of a transcript stand first, so that a later run need not read further.
public final class RecordWriter {

    private final JsonFactory json =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    private final String schema;
    private final Content content;
    private final double leastCoverage;

    /// How much of a result a record holds.
    public enum Content {
        /// No result, only what became of the input: journals.
        NONE,
        /// How many passages there are: for vectors that go elsewhere.
        COUNT,
        /// The result.
        RESULT,
        /// The result and the texts it was made from.
        RESULT_AND_TEXT
    }

    /// @param schema `ai.embed/1`
    public RecordWriter(String schema, Content content) {
        this(schema, content, Double.NaN);
    }

    /// @param leastCoverage the part of the speech that must have become text, of which records say whether it has; NaN
    ///     when nobody asked
    public RecordWriter(String schema, Content content, double leastCoverage) {
        this.schema = schema;
        this.content = content;
        this.leastCoverage = leastCoverage;
    }

    public String schema() {
        return schema;
    }

    /// Writes one record and the end of the line; flushes nothing.
    ///
    /// @throws IOException of the target, as it threw it
    public void write(Finished finished, OutputStream target) throws IOException {
        try (JsonGenerator out = json.createGenerator(ObjectWriteContext.empty(), target)) {
            out.writeStartObject();
            out.writeStringProperty("schema", schema);
            out.writeStringProperty("input", sound(finished.name().text()));
            if (finished.name().uri().isPresent()) {
                out.writeStringProperty("input_uri", finished.name().uri().get());
            }
            out.writeStringProperty("status", finished.outcome().status());
            out.writeStringProperty("fingerprint", finished.fingerprint());
            if (finished.made().isPresent()) {
                out.writeStringProperty("made", HexFormat.of().toHexDigits(finished.made().getAsLong()));
            }
            if (finished.outcome().shown().orElse(null) instanceof Transcript transcript) {
                coverage(transcript.coverage(), out);
            }
            outcome(finished.outcome(), out);
            if (finished.model().isPresent()) {
                model(finished.model().get(), out);
            }
            out.writeNumberProperty("elapsed_ms", finished.elapsedMillis());
            out.writeEndObject();
            out.writeRaw('\n');
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private void outcome(Outcome outcome, JsonGenerator out) {
        switch (outcome) {
            case Outcome.Done done -> result(done.result(), out);
            case Outcome.Partial partial -> {
                out.writeArrayPropertyStart("warnings");
                for (String warning : partial.warnings()) {
                    out.writeString(sound(warning));
                }
                out.writeEndArray();
                result(partial.result(), out);
            }
            case Outcome.Skipped skipped -> out.writeStringProperty("reason", sound(skipped.reason()));
            case Outcome.Failed failed -> {
                out.writeObjectPropertyStart("error");
                out.writeStringProperty("kind", failed.kind().map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse("bug"));
                out.writeStringProperty("message", sound(failed.message()));
                if (!failed.hint().isEmpty()) {
                    out.writeStringProperty("hint", sound(failed.hint()));
                }
                out.writeEndObject();
            }
        }
    }

    private void result(Result result, JsonGenerator out) {
        if (content == Content.NONE) {
            return;
        }
        switch (result) {
            case Embeddings embeddings when content == Content.COUNT ->
                out.writeNumberProperty("passages", embeddings.passages().size());
            case Embeddings embeddings -> embeddings(embeddings, out);
            case Transcript transcript -> transcript(transcript, out);
            case SoundReport report -> SoundJson.write(report, out);
            case PictureResult seen -> PictureJson.write(seen, out);
        }
    }

    /// The names of OpenAI's `verbose_json`, and after them what is ours.
    private static void transcript(Transcript transcript, JsonGenerator out) {
        out.writeStringProperty("task", transcript.task());
        out.writeStringProperty("language", transcript.language());
        out.writeNumberProperty("duration", seconds(transcript.duration()));
        out.writeStringProperty("text", sound(transcript.text()));
        out.writeArrayPropertyStart("segments");
        for (Segment segment : transcript.segments()) {
            segment(segment, out);
        }
        out.writeEndArray();
        out.writeNumberProperty("language_probability", seconds(transcript.languageProbability()));
    }

    /// Stands near the start, where a later run finds it again.
    private void coverage(Coverage coverage, JsonGenerator out) {
        out.writeObjectPropertyStart("coverage");
        out.writeNumberProperty("ratio", seconds(coverage.ratio()));
        if (!Double.isNaN(leastCoverage)) {
            out.writeBooleanProperty("enough", coverage.ratio() >= leastCoverage);
        }
        out.writeStringProperty("method", coverage.method());
        out.writeNumberProperty("speech", seconds(coverage.speech()));
        out.writeNumberProperty("transcribed", seconds(coverage.transcribed()));
        out.writeEndObject();
    }

    private static void segment(Segment segment, JsonGenerator out) {
        out.writeStartObject();
        out.writeNumberProperty("id", segment.id());
        out.writeNumberProperty("start", seconds(segment.start()));
        out.writeNumberProperty("end", seconds(segment.end()));
        out.writeStringProperty("text", sound(segment.text()));
        out.writeArrayPropertyStart("tokens");
        for (int token : segment.tokens()) {
            out.writeNumber(token);
        }
        out.writeEndArray();
        out.writeNumberProperty("temperature", segment.temperature());
        out.writeNumberProperty("avg_logprob", segment.avgLogprob());
        out.writeNumberProperty("compression_ratio", segment.compressionRatio());
        out.writeNumberProperty("no_speech_prob", segment.noSpeechProb());
        if (!segment.words().isEmpty()) {
            out.writeArrayPropertyStart("words");
            for (Word word : segment.words()) {
                out.writeStartObject();
                out.writeStringProperty("word", sound(word.text()));
                out.writeNumberProperty("start", seconds(word.start()));
                out.writeNumberProperty("end", seconds(word.end()));
                out.writeNumberProperty("probability", seconds(word.probability()));
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    /// Three decimals: no recording is timed more finely.
    private static double seconds(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private void embeddings(Embeddings embeddings, JsonGenerator out) {
        out.writeNumberProperty("dimensions", embeddings.dimensions());
        out.writeStringProperty("precision", embeddings.precision().name().toLowerCase(Locale.ROOT));
        out.writeArrayPropertyStart("embeddings");
        for (Passage passage : embeddings.passages()) {
            out.writeStartObject();
            out.writeNumberProperty("index", passage.index());
            out.writeNumberProperty("start", passage.place().start());
            out.writeNumberProperty("end", passage.place().end());
            if (!passage.place().unit().isEmpty()) {
                out.writeNumberProperty(passage.place().unit(), passage.place().number());
            }
            out.writeNumberProperty("tokens", passage.tokens());
            if (passage.truncated()) {
                out.writeBooleanProperty("truncated", true);
            }
            if (content == Content.RESULT_AND_TEXT) {
                out.writeStringProperty("text", sound(passage.text()));
            }
            out.writeArrayPropertyStart("embedding");
            boolean whole = embeddings.precision() != Result.Precision.FLOAT32;
            for (float number : passage.vector()) {
                if (whole) {
                    out.writeNumber((int) number);
                } else {
                    out.writeNumber(number);
                }
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void model(Provenance model, JsonGenerator out) {
        out.writeObjectPropertyStart("model");
        out.writeStringProperty("name", model.model());
        out.writeStringProperty("revision", model.revision());
        out.writeStringProperty("sha256", model.sha256());
        out.writeStringProperty("precision", model.precision());
        if (model.starter()) {
            out.writeBooleanProperty("starter", true);
        }
        out.writeEndObject();
        out.writeStringProperty("device", model.device());
    }

    /// The text without lone halves of surrogate pairs, which UTF-8 cannot hold.
    static String sound(String text) {
        StringBuilder repaired = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else {
                repaired = repaired == null ? new StringBuilder(text) : repaired;
                repaired.setCharAt(i, '\ufffd');
            }
        }
        return repaired == null ? text : repaired.toString();
    }
}
