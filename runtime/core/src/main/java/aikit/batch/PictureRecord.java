package aikit.batch;

import aikit.AiException.Kind;
import aikit.Result.Box;
import aikit.Result.Caption;
import aikit.Result.Detection;
import aikit.Result.Detections;
import aikit.Result.Label;
import aikit.Result.Labels;
import aikit.Result.PictureResult;
import aikit.Result.Point;
import aikit.Result.RecognizedText;
import aikit.Result.Region;
import aikit.Result.Size;
import aikit.Result.TextLine;
import aikit.Result.TextPage;
import aikit.task.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads back what a record of an earlier run says of a picture: the other direction of [PictureJson].
public final class PictureRecord {

    private PictureRecord() {}

    /// What became of an item in an earlier run, as far as its output says.
    public static Optional<Finished> of(Item item, Outcomes outcomes) {
        return item instanceof Item.Ready ready
                ? outcomes.record(ready).flatMap(record -> read(item, record))
                : Optional.empty();
    }

    /// What the batch was done with then.
    ///
    /// @param record a line that a [RecordWriter] wrote
    /// @return empty when it holds no result of a picture, nor why there is none
    public static Optional<Finished> read(Item item, byte[] record) {
        try {
            JsonNode json = JsonMapper.shared().readTree(record);
            return outcome(json).map(outcome -> new Finished(
                    item, json.path("fingerprint").asString(""), outcome, model(json),
                    json.path("elapsed_ms").asLong(0)));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Outcome> outcome(JsonNode json) {
        return switch (json.path("status").asString("")) {
            case "ok", "partial" -> result(json).map(Outcome::of);
            case "skipped" -> Optional.of(new Outcome.Skipped(json.path("reason").asString("")));
            case "failed" -> Optional.of(failed(json.path("error")));
            default -> Optional.empty();
        };
    }

    private static Outcome failed(JsonNode error) {
        String word = error.path("kind").asString("").toUpperCase(Locale.ROOT);
        Optional<Kind> kind = List.of(Kind.values()).stream().filter(each -> each.name().equals(word)).findFirst();
        return new Outcome.Failed(
                kind, error.path("message").asString(""), error.path("hint").asString(""), Optional.empty());
    }

    private static Optional<Provenance> model(JsonNode json) {
        JsonNode model = json.path("model");
        return model.isObject()
                ? Optional.of(new Provenance(
                        model.path("name").asString(""), model.path("revision").asString(""),
                        model.path("sha256").asString(""), model.path("precision").asString(""),
                        json.path("device").asString(""), model.path("starter").asBoolean(false)))
                : Optional.empty();
    }

    private static Optional<PictureResult> result(JsonNode json) {
        List<String> warnings = list(json.path("warnings"), node -> node.asString(""));
        Size size = size(json);
        if (json.has("detections")) {
            return Optional.of(new Detections(size, list(json.path("detections"), PictureRecord::detection), warnings));
        }
        if (json.has("labels")) {
            return Optional.of(new Labels(
                    size, json.path("method").asString(""), list(json.path("labels"), PictureRecord::label), warnings));
        }
        if (json.has("caption")) {
            return Optional.of(new Caption(
                    size, json.path("task").asString(""), json.path("caption").asString(""),
                    list(json.path("regions"), PictureRecord::region), warnings));
        }
        return json.has("pages")
                ? Optional.of(new RecognizedText(list(json.path("pages"), PictureRecord::page), warnings))
                : Optional.empty();
    }

    private static Detection detection(JsonNode json) {
        return new Detection(
                json.path("label").asString(""), json.path("score").asDouble(0), box(json.path("box")),
                list(json.path("landmarks"), PictureRecord::point));
    }

    private static Label label(JsonNode json) {
        return new Label(json.path("label").asString(""), json.path("score").asDouble(0));
    }

    private static Region region(JsonNode json) {
        return new Region(box(json.path("box")), json.path("text").asString(""));
    }

    private static TextPage page(JsonNode json) {
        return new TextPage(json.path("page").asInt(0), size(json), list(json.path("lines"), PictureRecord::line));
    }

    private static TextLine line(JsonNode json) {
        return new TextLine(
                json.path("text").asString(""), json.path("confidence").asDouble(0),
                list(json.path("corners"), PictureRecord::point));
    }

    private static Size size(JsonNode json) {
        return new Size(json.path("width").asInt(0), json.path("height").asInt(0));
    }

    private static Box box(JsonNode json) {
        return new Box(
                json.path(0).asDouble(0), json.path(1).asDouble(0), json.path(2).asDouble(0), json.path(3).asDouble(0));
    }

    private static Point point(JsonNode json) {
        return new Point(json.path(0).asDouble(0), json.path(1).asDouble(0));
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> each) {
        List<T> all = new ArrayList<>(array.size());
        array.forEach(node -> all.add(each.apply(node)));
        return all;
    }
}
