package aikit.cli.output;

import aikit.Result;
import aikit.Result.Caption;
import aikit.Result.Detections;
import aikit.Result.Embeddings;
import aikit.Result.Label;
import aikit.Result.Labels;
import aikit.Result.RecognizedText;
import aikit.Result.SoundReport;
import aikit.Result.Transcript;
import aikit.cli.Printable;
import java.io.IOException;
import java.util.Locale;

/// What pictures are of: a line for each label.
public record LabelTexts() implements Texts {

    @Override
    public void write(Format format, Result result, String name, Appendable out) throws IOException {
        switch (result) {
            case Labels labels -> write(format, labels, name, out);
            case Caption _,Detections _,RecognizedText _,Embeddings _,Transcript _,SoundReport _ ->
                throw new IllegalStateException("has no labels");
        }
    }

    private static void write(Format format, Labels labels, String name, Appendable out) throws IOException {
        if (format == Format.TXT) {
            out.append(PictureLines.of(labels));
            return;
        }
        boolean table = format == Format.TABLE;
        if (!table) {
            out.append("## ").append(Printable.line(name)).append("\n\n");
        }
        for (Label label : labels.labels()) {
            if (table) {
                out.append(CsvVectors.field(name)).append(',').append(CsvVectors.field(label.name())).append(',')
                        .append(String.format(Locale.ROOT, "%.6f", label.score())).append('\n');
            } else {
                out.append("* ").append(Printable.line(label.name())).append(' ')
                        .append(String.format(Locale.ROOT, "%.1f %%", 100 * label.score())).append('\n');
            }
        }
    }

    @Override
    public String columns() {
        return "file,label,score";
    }
}
