package aikit.cli.output;

import aikit.Result.Box;
import aikit.Result.Detection;
import aikit.Result.Detections;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What was found in pictures, as comma-separated values: `file,label,score,left,top,right,bottom`, a line for each thing,
/// in pixels of the upright picture.
final class DetectionTable implements DetectionWriter {

    private final OutputStream out;
    private boolean begun;

    DetectionTable(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(String input, Detections found) throws IOException {
        StringBuilder lines = new StringBuilder();
        begin(lines);
        for (Detection each : found.detections()) {
            Box box = each.box();
            lines.append(CsvVectors.field(input)).append(',').append(CsvVectors.field(each.label())).append(',')
                    .append(String.format(
                            Locale.ROOT, "%.4f,%.1f,%.1f,%.1f,%.1f%n", each.score(), box.left(), box.top(), box.right(),
                            box.bottom()));
        }
        write(lines);
    }

    private void begin(StringBuilder lines) {
        lines.append(begun ? "" : "file,label,score,left,top,right,bottom\n");
        begun = true;
    }

    private void write(StringBuilder lines) throws IOException {
        out.write(lines.toString().replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void end() throws IOException {
        StringBuilder lines = new StringBuilder();
        begin(lines);
        write(lines);
        out.flush();
    }
}
