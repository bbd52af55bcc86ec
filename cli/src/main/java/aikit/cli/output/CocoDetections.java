package aikit.cli.output;

import aikit.Result.Box;
import aikit.Result.Detection;
import aikit.Result.Detections;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/// What was found in pictures, as data sets of COCO have it, <https://cocodataset.org/#format-data>: `images`,
/// `annotations` with `bbox` as `[x, y, width, height]` and `score` besides, `categories`. All numbers count from 1.
final class CocoDetections implements DetectionWriter {

    private static final JsonFactory JSON = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private record Image(String name, Detections found) {}

    private final OutputStream out;
    private final List<Image> images = new ArrayList<>();

    CocoDetections(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(String input, Detections found) {
        images.add(new Image(input, found));
    }

    @Override
    public void end() throws IOException {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeArrayPropertyStart("images");
            for (int i = 0; i < images.size(); i++) {
                json.writeStartObject();
                json.writeNumberProperty("id", i + 1);
                json.writeStringProperty("file_name", images.get(i).name);
                json.writeNumberProperty("width", images.get(i).found.size().width());
                json.writeNumberProperty("height", images.get(i).found.size().height());
                json.writeEndObject();
            }
            json.writeEndArray();
            categories(json, annotations(json));
            json.writeEndObject();
            json.writeRaw('\n');
        }
        out.flush();
    }

    /// Returns the numbers of the labels.
    private Map<String, Integer> annotations(JsonGenerator json) {
        Map<String, Integer> categories = new LinkedHashMap<>();
        int number = 0;
        json.writeArrayPropertyStart("annotations");
        for (int i = 0; i < images.size(); i++) {
            for (Detection each : images.get(i).found.detections()) {
                json.writeStartObject();
                json.writeNumberProperty("id", ++number);
                json.writeNumberProperty("image_id", i + 1);
                json.writeNumberProperty(
                        "category_id", categories.computeIfAbsent(each.label(), _ -> categories.size() + 1));
                Box box = each.box();
                json.writeArrayPropertyStart("bbox");
                for (double value : new double[]{
                    box.left(), box.top(), box.right() - box.left(), box.bottom() - box.top()
                }) {
                    json.writeNumber(rounded(value, 10));
                }
                json.writeEndArray();
                json.writeNumberProperty("area", rounded(box.area(), 10));
                json.writeNumberProperty("iscrowd", 0);
                json.writeNumberProperty("score", rounded(each.score(), 10_000));
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        return categories;
    }

    private static void categories(JsonGenerator json, Map<String, Integer> categories) {
        json.writeArrayPropertyStart("categories");
        categories.forEach((label, number) -> {
            json.writeStartObject();
            json.writeNumberProperty("id", number);
            json.writeStringProperty("name", label);
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    private static double rounded(double value, int parts) {
        return (double) Math.round(value * parts) / parts;
    }
}
