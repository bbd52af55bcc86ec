package aikit.cli.output;

import aikit.Result;
import aikit.Result.Box;
import aikit.Result.Detection;
import aikit.Result.Detections;
import java.io.IOException;
import java.util.Locale;

/// What was found in a picture, a line for each thing: how sure the model is, what it is, where it is, in pixels of the
/// upright picture.
public record DetectionTexts() implements Texts {

    @Override
    public void write(Format format, Result result, String name, Appendable out) throws IOException {
        Detections found = DetectionWriter.found(result);
        if (format == Format.TABLE) {
            for (Detection each : found.detections()) {
                out.append(line(name, each));
            }
        } else {
            out.append(PictureLines.of(found));
        }
    }

    private static String line(String name, Detection each) {
        Box box = each.box();
        return CsvVectors.field(name) + "," + CsvVectors.field(each.label()) + String.format(
                Locale.ROOT, ",%.4f,%.1f,%.1f,%.1f,%.1f\n", each.score(), box.left(), box.top(), box.right(),
                box.bottom());
    }

    @Override
    public String columns() {
        return "file,label,score,left,top,right,bottom";
    }
}
