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

    private static final String[] COLUMNS = {"page", "line", "text", "confidence", "left", "top", "right", "bottom"};

    @Override
    public void write(Format format, Result result, String name, Appendable out) throws IOException {
        RecognizedText text = written(result);
        switch (format) {
            case TXT -> out.append(text.text());
            case MD -> WrittenNotes.write(text, out);
            case HOCR -> Hocr.write(text, name, out);
            case CSV -> table(text, ',', out);
            case TSV -> table(text, '\t', out);
            case NDJSON, JSON, VECTOR_CSV, NPY, SRT, VTT, LRC, XMP, PNG ->
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

    private static void table(RecognizedText text, char between, Appendable out) throws IOException {
        out.append(String.join(String.valueOf(between), COLUMNS)).append('\n');
        for (TextPage page : text.pages()) {
            int number = 0;
            for (TextLine line : page.lines()) {
                Box box = around(line.corners());
                out.append(String.valueOf(page.number())).append(between).append(String.valueOf(++number))
                        .append(between).append(cell(line.text(), between)).append(between)
                        .append(String.format(Locale.ROOT, "%.4f", line.confidence()));
                for (double edge : new double[]{box.left(), box.top(), box.right(), box.bottom()}) {
                    out.append(between).append(String.valueOf(Math.round(edge)));
                }
                out.append('\n');
            }
        }
    }

    private static String cell(String text, char between) {
        if (between == '\t') {
            return text.replace('\t', ' ');
        }
        return text.indexOf(',') < 0 && text.indexOf('"') < 0 ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
