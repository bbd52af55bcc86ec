package aikit.cli.output;

import aikit.Result.Caption;
import aikit.Result.Detection;
import aikit.Result.Detections;
import aikit.Result.Label;
import aikit.Result.Labels;
import aikit.Result.PictureResult;
import aikit.Result.RecognizedText;
import aikit.Result.Region;
import java.util.Locale;

/// What was made of a picture, on a few lines for people and as plain text.
final class PictureLines {

    private PictureLines() {}

    static String of(PictureResult seen) {
        StringBuilder text = new StringBuilder();
        switch (seen) {
            case Caption caption -> caption(caption, text);
            case Labels labels -> {
                for (Label label : labels.labels()) {
                    text.append(String.format(Locale.ROOT, "%5.1f %%  %s%n", 100 * label.score(), label.name()));
                }
            }
            case Detections found -> {
                for (Detection each : found.detections()) {
                    text.append(String.format(
                            Locale.ROOT, "%5.1f %%  %s  %.0f,%.0f-%.0f,%.0f%n", 100 * each.score(), each.label(),
                            each.box().left(), each.box().top(), each.box().right(), each.box().bottom()));
                }
            }
            case RecognizedText written -> text.append(written.text());
        }
        return text.toString();
    }

    private static void caption(Caption caption, StringBuilder text) {
        if (!caption.text().isEmpty()) {
            text.append(caption.text()).append('\n');
        }
        for (Region region : caption.regions()) {
            text.append(String.format(
                    Locale.ROOT, "%s  %.0f,%.0f-%.0f,%.0f%n", region.text(), region.box().left(), region.box().top(),
                    region.box().right(), region.box().bottom()));
        }
    }
}
