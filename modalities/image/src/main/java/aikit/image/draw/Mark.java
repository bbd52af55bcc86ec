package aikit.image.draw;

import aikit.Result.Box;
import aikit.Result.Caption;
import aikit.Result.Detection;
import aikit.Result.Detections;
import aikit.Result.Labels;
import aikit.Result.PictureResult;
import aikit.Result.Point;
import aikit.Result.RecognizedText;
import aikit.Result.Region;
import aikit.Result.TextLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A place in a picture that is shown.
///
/// @param corners of its outline, in pixels, in their order
/// @param kind by which it gets its colour
/// @param label what stands beside it; empty for nothing
/// @param dots points that are shown besides
public record Mark(List<Point> corners, String kind, String label, List<Point> dots) {

    /// The places that a result speaks of: of a document those on its first page.
    public static List<Mark> of(PictureResult seen) {
        List<Mark> marks = new ArrayList<>();
        switch (seen) {
            case Detections found -> {
                for (Detection each : found.detections()) {
                    String label = each.label() + String.format(Locale.ROOT, " %.0f%%", 100 * each.score());
                    marks.add(new Mark(corners(each.box()), each.label(), label, each.landmarks()));
                }
            }
            case Caption caption -> {
                for (Region region : caption.regions()) {
                    marks.add(new Mark(corners(region.box()), region.text(), region.text(), List.of()));
                }
            }
            case RecognizedText text -> {
                if (!text.pages().isEmpty()) {
                    for (TextLine line : text.pages().getFirst().lines()) {
                        marks.add(new Mark(line.corners(), "text", "", List.of()));
                    }
                }
            }
            case Labels _ -> {
                // They are of the picture as a whole.
            }
        }
        return marks;
    }

    private static List<Point> corners(Box box) {
        return List.of(
                new Point(box.left(), box.top()), new Point(box.right(), box.top()),
                new Point(box.right(), box.bottom()), new Point(box.left(), box.bottom()));
    }
}
