package aikit.image.detect;

import aikit.image.detect.FaceCells.Face;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Leaves one of several boxes that show the same: `NMSBoxes` of OpenCV (`modules/dnn/src/nms.cpp`) on boxes of whole
/// numbers, as `FaceDetectorYN` calls it. The surest box stays, then every other that has not too much in common with one
/// that stays.
///
/// @param score a box must be surer than this
/// @param overlap most of the common part by all that two boxes cover
/// @param most so many of the surest boxes are looked at; 0 for all
record Suppression(float score, float overlap, int most) {

    private record Rectangle(int x, int y, int width, int height) {

        static Rectangle of(Face face) {
            return new Rectangle((int) face.x(), (int) face.y(), (int) face.width(), (int) face.height());
        }

        /// `rectOverlap`: two empty boxes cover each other.
        float overlap(Rectangle other) {
            double both = area() + other.area();
            if (both <= Math.ulp(1.0)) {
                return 1;
            }
            double common = Math.max(0.0, Math.min(end(x, width), end(other.x, other.width)) - Math.max(x, other.x))
                    * Math.max(0.0, Math.min(end(y, height), end(other.y, other.height)) - Math.max(y, other.y));
            return 1 - (float) (1 - common / (both - common));
        }

        private double area() {
            return (double) width * height;
        }

        private static double end(int start, int length) {
            return (double) start + length;
        }
    }

    /// The surest first.
    List<Face> kept(List<Face> faces) {
        List<Face> sure = new ArrayList<>(faces.stream()
                .filter(face -> face.score() > score)
                .sorted(Comparator.comparingDouble((Face face) -> -face.score()))
                .toList());
        List<Face> kept = new ArrayList<>();
        List<Rectangle> boxes = new ArrayList<>();
        for (Face face : most > 0 && most < sure.size() ? sure.subList(0, most) : sure) {
            Rectangle box = Rectangle.of(face);
            if (boxes.stream().allMatch(other -> box.overlap(other) <= overlap)) {
                kept.add(face);
                boxes.add(box);
            }
        }
        return kept;
    }
}
