package aikit.batch;

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
import aikit.Result.TextWord;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// What records say of pictures. A box is `[left, top, right, bottom]` and a point `[x, y]`, in pixels of the upright
/// picture, to a tenth of one.
final class PictureJson {

    private PictureJson() {}

    static void write(PictureResult seen, JsonGenerator out) {
        switch (seen) {
            case Caption caption -> caption(caption, out);
            case Labels labels -> labels(labels, out);
            case Detections found -> detections(found, out);
            case RecognizedText text -> text(text, out);
        }
    }

    private static void caption(Caption caption, JsonGenerator out) {
        size(caption.size(), out);
        out.writeStringProperty("task", caption.task());
        out.writeStringProperty("caption", RecordWriter.sound(caption.text()));
        if (!caption.regions().isEmpty()) {
            out.writeArrayPropertyStart("regions");
            for (Region region : caption.regions()) {
                out.writeStartObject();
                out.writeStringProperty("text", RecordWriter.sound(region.text()));
                box(region.box(), out);
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    private static void labels(Labels labels, JsonGenerator out) {
        size(labels.size(), out);
        out.writeStringProperty("method", labels.method());
        out.writeArrayPropertyStart("labels");
        for (Label label : labels.labels()) {
            out.writeStartObject();
            out.writeStringProperty("label", RecordWriter.sound(label.name()));
            out.writeNumberProperty("score", rounded(label.score(), 6));
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void detections(Detections found, JsonGenerator out) {
        size(found.size(), out);
        out.writeArrayPropertyStart("detections");
        for (Detection each : found.detections()) {
            out.writeStartObject();
            out.writeStringProperty("label", RecordWriter.sound(each.label()));
            out.writeNumberProperty("score", rounded(each.score(), 4));
            box(each.box(), out);
            if (!each.landmarks().isEmpty()) {
                points("landmarks", each.landmarks(), out);
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void text(RecognizedText text, JsonGenerator out) {
        out.writeStringProperty("text", RecordWriter.sound(text.text()));
        out.writeArrayPropertyStart("pages");
        for (TextPage page : text.pages()) {
            out.writeStartObject();
            out.writeNumberProperty("page", page.number());
            size(page.size(), out);
            out.writeArrayPropertyStart("lines");
            for (TextLine line : page.lines()) {
                out.writeStartObject();
                out.writeStringProperty("text", RecordWriter.sound(line.text()));
                out.writeNumberProperty("confidence", rounded(line.confidence(), 4));
                points("corners", line.corners(), out);
                words(line.words(), out);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void words(List<TextWord> words, JsonGenerator out) {
        if (words.isEmpty()) {
            return;
        }
        out.writeArrayPropertyStart("words");
        for (TextWord word : words) {
            out.writeStartObject();
            out.writeStringProperty("text", RecordWriter.sound(word.text()));
            out.writeNumberProperty("confidence", rounded(word.confidence(), 4));
            points("corners", word.corners(), out);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void size(Size size, JsonGenerator out) {
        out.writeNumberProperty("width", size.width());
        out.writeNumberProperty("height", size.height());
    }

    private static void box(Box box, JsonGenerator out) {
        out.writeArrayPropertyStart("box");
        out.writeNumber(rounded(box.left(), 1));
        out.writeNumber(rounded(box.top(), 1));
        out.writeNumber(rounded(box.right(), 1));
        out.writeNumber(rounded(box.bottom(), 1));
        out.writeEndArray();
    }

    private static void points(String name, List<Point> points, JsonGenerator out) {
        out.writeArrayPropertyStart(name);
        for (Point point : points) {
            out.writeStartArray();
            out.writeNumber(rounded(point.x(), 1));
            out.writeNumber(rounded(point.y(), 1));
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private static double rounded(double value, int decimals) {
        double factor = Math.pow(10, decimals);
        return Math.round(value * factor) / factor;
    }
}
