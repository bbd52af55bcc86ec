package aikit.cli.output;

import aikit.Result;
import aikit.Result.Box;
import aikit.Result.Caption;
import aikit.Result.Detections;
import aikit.Result.Embeddings;
import aikit.Result.Labels;
import aikit.Result.RecognizedText;
import aikit.Result.Region;
import aikit.Result.SoundReport;
import aikit.Result.Transcript;
import aikit.batch.Finished;
import aikit.cli.Printable;
import aikit.image.xmp.Sidecar;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What pictures show, in words.
///
/// @param before put before each caption, as collections that models learn from want it
/// @param after put behind it
public record CaptionTexts(String before, String after) implements Texts {

    @Override
    public void write(Format format, Result result, String name, Appendable out) throws IOException {
        Caption caption = dressed(caption(result));
        switch (format) {
            case TABLE -> table(caption, name, out);
            case MD -> markdown(caption, name, out);
            case XMP -> throw new IllegalStateException("wants to know the model");
            default -> text(caption, out);
        }
    }

    /// A caption is one line, even of nothing.
    private static void text(Caption caption, Appendable out) throws IOException {
        out.append(caption.regions().isEmpty()
                ? caption.text().replaceAll("\\p{Cntrl}+", " ") + "\n"
                : PictureLines.of(caption));
    }

    private Caption dressed(Caption caption) {
        return new Caption(
                caption.size(), caption.task(), caption.text().isEmpty() ? "" : before + caption.text() + after,
                caption.regions(),
                caption.warnings());
    }

    /// The description, and which model it is from.
    @Override
    public Sidecar described(Sidecar metadata, Finished finished, Result result) {
        Map<String, String> model = new LinkedHashMap<>();
        finished.model().ifPresent(made -> {
            model.put("Model", made.model());
            model.put("Revision", made.revision());
            model.put("Precision", made.precision());
        });
        String description = description(dressed(caption(result)));
        return description.isBlank() ? metadata : metadata.described(description, model);
    }

    /// What is said of all of it; of its parts when nothing is.
    private static String description(Caption caption) {
        return caption.text().isBlank()
                ? caption.regions().stream().map(Region::text).distinct().collect(Collectors.joining("; "))
                : caption.text();
    }

    @Override
    public boolean onOneLine(Result result) {
        return caption(result).regions().isEmpty();
    }

    private static void table(Caption caption, String name, Appendable out) throws IOException {
        if (caption.regions().isEmpty()) {
            out.append(CsvVectors.field(name)).append(',').append(CsvVectors.field(caption.text())).append(",,,,\n");
        }
        for (Region region : caption.regions()) {
            Box box = region.box();
            out.append(CsvVectors.field(name)).append(',').append(CsvVectors.field(region.text()))
                    .append(String.format(
                            Locale.ROOT, ",%.1f,%.1f,%.1f,%.1f\n", box.left(), box.top(), box.right(), box.bottom()));
        }
    }

    @Override
    public String columns() {
        return "file,caption,left,top,right,bottom";
    }

    private static void markdown(Caption caption, String name, Appendable out) throws IOException {
        String text = Printable.line(caption.text());
        out.append("![").append(text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")).append("](<")
                .append(Printable.line(name).replace("\\", "/").replace("<", "%3C").replace(">", "%3E")).append(">)\n");
        out.append('\n').append(text).append('\n');
        for (Region region : caption.regions()) {
            out.append("* ").append(Printable.line(region.text())).append('\n');
        }
    }

    static Caption caption(Result result) {
        return switch (result) {
            case Caption caption -> caption;
            case Detections _,Labels _,RecognizedText _,Embeddings _,Transcript _,SoundReport _ ->
                throw new IllegalStateException("is no caption");
        };
    }
}
