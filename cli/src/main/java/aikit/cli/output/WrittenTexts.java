package aikit.cli.output;

import aikit.Result;
import aikit.Result.Box;
import aikit.Result.Embeddings;
import aikit.Result.PictureResult;
import aikit.Result.Point;
import aikit.Result.RecognizedText;
import aikit.Result.SoundReport;
import aikit.Result.TextLine;
import aikit.Result.TextPage;
import aikit.Result.Transcript;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// What is written in a picture or a document, as plain text, Markdown, hOCR, or a table of its lines.
public record WrittenTexts() implements Texts {

    @Override
    public void write(Format format, Result result, String name, Appendable out) throws IOException {
        RecognizedText text = written(result);
        switch (format) {
            case TXT -> out.append(text.text());
            case MD -> WrittenNotes.write(text, out);
            case HOCR -> Hocr.write(text, name, out);
            case TABLE -> table(text, name, out);
            case NDJSON, JSON, VECTOR_CSV, NPY, SRT, VTT, TSV, CSV, LRC, XMP, COCO, PNG, JPG, PDF ->
                throw new IllegalStateException(format.word());
        }
    }

    static RecognizedText written(Result result) {
        return switch (result) {
            case RecognizedText text -> text;
            case PictureResult _,Embeddings _,SoundReport _,Transcript _ ->
                throw new IllegalStateException("is nothing that was read");
        };
    }

    /// The upright rectangle around some points.
    static Box around(List<Point> points) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (Point point : points) {
            left = Math.min(left, point.x());
            top = Math.min(top, point.y());
            right = Math.max(right, point.x());
            bottom = Math.max(bottom, point.y());
        }
        return new Box(left, top, right, bottom);
    }

    private static void table(RecognizedText text, String name, Appendable out) throws IOException {
        for (TextPage page : text.pages()) {
            int number = 0;
            for (TextLine line : page.lines()) {
                Box box = around(line.corners());
                out.append(CsvVectors.field(name)).append(String.format(
                        Locale.ROOT, ",%d,%d,%s,%.4f,%d,%d,%d,%d\n", page.number(), ++number,
                        CsvVectors.field(line.text()), line.confidence(), Math.round(box.left()), Math.round(box.top()),
                        Math.round(box.right()), Math.round(box.bottom())));
            }
        }
    }

    @Override
    public String columns() {
        return "file,page,line,text,confidence,left,top,right,bottom";
    }
}
