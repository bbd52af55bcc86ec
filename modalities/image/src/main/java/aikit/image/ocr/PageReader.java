package aikit.image.ocr;

import aikit.image.Pixels;
import aikit.model.ModelDir;
import aikit.onnx.Device;
import aikit.onnx.SideBySide;
import aikit.task.AiRuntime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Reads what is written in a picture: finds the lines, turns each the right way up, recognises it. Owns its models.
///
/// Most lines of a page run the same way. One that seems to run another way is read both ways, and the reading counts of
/// which the recogniser is surer.
final class PageReader implements AutoCloseable {

    /// A box that is so many times as high as wide holds a line that runs up or down.
    private static final double UPRIGHT = 1.5;

    /// How sure the classifier must be that a line is upside down.
    private static final double OVER = 0.9;

    /// Where the classifier and the rest of the page agree, a reading that is less sure than this is tried the other way,
    /// too, when the model has no classifier.
    private static final double UNSURE = 0.8;

    private final TextDetector detector;
    private final Optional<TextAngle> angle;
    private final TextRecognizer recognizer;

    private PageReader(TextDetector detector, Optional<TextAngle> angle, TextRecognizer recognizer) {
        this.detector = detector;
        this.angle = angle;
        this.recognizer = recognizer;
    }

    static PageReader open(ModelDir model, AiRuntime runtime) {
        Graphs graphs = Graphs.of(model);
        return new PageReader(
                TextDetector.open(graphs.detection(), runtime),
                graphs.angle().map(graph -> TextAngle.open(graph, runtime)),
                TextRecognizer.open(model, graphs.recognition(), runtime));
    }

    Device device() {
        return detector.session().device();
    }

    /// The lines of a picture, in no order.
    List<Line> read(Pixels picture) {
        List<Quad> boxes = side(detector.find(picture), box -> oriented(picture, box));
        List<Line> lines = side(boxes, box -> new Line(box, recognizer.read(Crop.of(picture, box))));
        int usual = ReadingOrder.usual(lines);
        return side(lines, line -> reconsidered(picture, line, usual));
    }

    private <A, B> List<B> side(List<A> given, java.util.function.Function<A, B> work) {
        List<B> made = new ArrayList<>(Collections.nCopies(given.size(), null));
        List<Integer> workers = new ArrayList<>();
        for (int i = 0; i < recognizer.linesAtOnce(); i++) {
            workers.add(i);
        }
        SideBySide.share(workers, given.size(), (_, number) -> made.set(number, work.apply(given.get(number))));
        return made;
    }

    private Quad oriented(Pixels picture, Quad box) {
        Quad lying = (int) box.height() >= UPRIGHT * (int) box.width() ? box.turned(1) : box;
        return angle.isPresent() && angle.get().turned(Crop.of(picture, lying)) > OVER ? lying.turned(2) : lying;
    }

    private Line reconsidered(Pixels picture, Line line, int usual) {
        int away = Math.floorMod(usual - line.quad().direction(), 4);
        if (away == 0 && (angle.isPresent() || line.reading().confidence() >= UNSURE)) {
            return line;
        }
        Quad quad = line.quad().turned(away == 0 ? 2 : away);
        Line other = new Line(quad, recognizer.read(Crop.of(picture, quad)));
        return other.reading().confidence() > line.reading().confidence() ? other : line;
    }

    @Override
    public void close() {
        recognizer.close();
        angle.ifPresent(TextAngle::close);
        detector.close();
    }
}
