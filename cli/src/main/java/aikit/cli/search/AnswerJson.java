package aikit.cli.search;

import aikit.Result.Place;
import aikit.cli.Clock;
import aikit.store.Found;
import aikit.store.Hit;
import aikit.store.Source;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// An answer as JSON: one record, or a line for each hit.
final class AnswerJson {

    private static final JsonFactory JSON = new JsonFactory();

    private AnswerJson() {}

    /// `ai.search/1`
    static String whole(Answer answer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeStringProperty("schema", "ai.search/1");
            out.writeStringProperty("query", answer.query());
            out.writeStringProperty("mode", answer.mode().name().toLowerCase(Locale.ROOT));
            out.writeStringProperty("collection", answer.collection());
            out.writeArrayPropertyStart("hits");
            int rank = 1;
            for (Answer.Find find : answer.finds()) {
                out.writeStartObject();
                hit(out, answer, find, rank++);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return text.append('\n').toString();
    }

    /// `ai.hit/1`
    static String lines(Answer answer) {
        StringWriter text = new StringWriter();
        int rank = 1;
        for (Answer.Find find : answer.finds()) {
            try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
                out.writeStartObject();
                out.writeStringProperty("schema", "ai.hit/1");
                hit(out, answer, find, rank++);
                out.writeEndObject();
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static void hit(JsonGenerator out, Answer answer, Answer.Find find, int rank) {
        Source source = find.source();
        Found found = find.found();
        out.writeNumberProperty("rank", rank);
        out.writeNumberProperty("score", found.score());
        out.writeStringProperty("input", find.name());
        out.writeStringProperty("path", source.path());
        out.writeStringProperty("type", source.type());
        out.writeNumberProperty("size", source.size());
        out.writeStringProperty("modified", source.modified().toString());
        out.writeObjectPropertyStart("meta");
        new TreeMap<>(source.meta()).forEach(out::writeStringProperty);
        out.writeEndObject();
        out.writeObjectPropertyStart("explain");
        new TreeMap<>(found.parts()).forEach((by, part) -> {
            out.writeObjectPropertyStart(by);
            out.writeNumberProperty("rank", part.rank());
            out.writeNumberProperty("score", part.score());
            out.writeEndObject();
        });
        out.writeEndObject();
        out.writeArrayPropertyStart("passages");
        for (Hit hit : found.passages()) {
            passage(out, hit, answer.words().places(hit.text()));
        }
        out.writeEndArray();
    }

    private static void passage(JsonGenerator out, Hit hit, List<Integer> places) {
        out.writeStartObject();
        out.writeNumberProperty("index", hit.index());
        out.writeNumberProperty("start", hit.place().start());
        out.writeNumberProperty("end", hit.place().end());
        if (!hit.place().unit().isEmpty()) {
            out.writeNumberProperty(hit.place().unit(), hit.place().number());
        }
        if (hit.place().unit().equals(Place.SECOND)) {
            out.writeStringProperty("time", Clock.of(hit.place().number()));
        }
        out.writeStringProperty("text", hit.text());
        out.writeArrayPropertyStart("highlights");
        for (int i = 0; i + 1 < places.size(); i += 2) {
            out.writeStartArray();
            out.writeNumber(places.get(i));
            out.writeNumber(places.get(i + 1));
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
