package aikit.image.ocr;

import aikit.Result.Point;
import aikit.Result.Size;
import java.util.ArrayList;
import java.util.List;

/// Where a detector of the DB kind sees text: probabilities, and the boxes that follow from them. The steps and the
/// numbers are those of PaddleOCR's `DBPostProcess` as RapidOCR sets it.
/// Source: M. Liao et al., Real-time Scene Text Detection with Differentiable Binarization, 2020.
///
/// @param probabilities `[height, width]`, of the middle of each line, shrunk away from its edges
record TextMap(int width, int height, float[] probabilities) {

    /// A pixel belongs to text above this.
    private static final float PIXEL = 0.3f;

    /// A box is kept from this mean of its pixels on.
    private static final double BOX = 0.5;

    /// How far a box grows: its area by its perimeter times this.
    private static final double GROWTH = 1.6;

    /// Pixels of the shorter side of the smallest box, before and after it grows.
    private static final double SMALLEST = 3;
    private static final double SMALLEST_GROWN = 5;

    /// What rounded corners may be off by when a box grows, as in Clipper.
    private static final double TOLERANCE = 0.25;

    /// The boxes of text, in pixels of the picture.
    ///
    /// @param picture size of the picture that the map is of
    List<Quad> boxes(Size picture) {
        List<Quad> boxes = new ArrayList<>();
        for (List<Point> blob : Blobs.of(marked(), width, height)) {
            Quad core = Hull.of(blob).smallestRectangle();
            if (shorterSide(core) < SMALLEST || mean(core) < BOX) {
                continue;
            }
            Quad grown = grown(core);
            if (shorterSide(grown) >= SMALLEST_GROWN) {
                onto(grown, picture, boxes);
            }
        }
        return boxes;
    }

    /// Text pixels, and what is right of, below, or right below one.
    private boolean[] marked() {
        boolean[] marked = new boolean[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                marked[y * width + x] = above(x, y) || above(x - 1, y) || above(x, y - 1) || above(x - 1, y - 1);
            }
        }
        return marked;
    }

    private boolean above(int x, int y) {
        return x >= 0 && y >= 0 && probabilities[y * width + x] > PIXEL;
    }

    private static double shorterSide(Quad box) {
        return Math.min(box.width(), box.height());
    }

    /// The mean probability within a box, its edges included.
    private double mean(Quad box) {
        List<Point> corners = box.corners();
        double top = corners.stream().mapToDouble(Point::y).min().getAsDouble();
        double bottom = corners.stream().mapToDouble(Point::y).max().getAsDouble();
        double sum = 0;
        long count = 0;
        for (int y = Math.max(0, (int) top); y <= Math.min(height - 1, (int) bottom); y++) {
            Stretch stretch = stretch(corners, y);
            for (int x = Math.max(0, (int) stretch.left); x <= Math.min(width - 1, (int) stretch.right); x++) {
                sum += probabilities[y * width + x];
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /// The part of a row of pixels that lies in a box.
    private record Stretch(double left, double right) {}

    private static Stretch stretch(List<Point> corners, int y) {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < corners.size(); i++) {
            Point a = corners.get(i);
            Point b = corners.get((i + 1) % corners.size());
            int low = (int) Math.min(a.y(), b.y());
            int high = (int) Math.max(a.y(), b.y());
            if (y < low || y > high) {
                continue;
            }
            double part = a.y() == b.y() ? 0 : Math.clamp((y - a.y()) / (b.y() - a.y()), 0, 1);
            double x = a.x() + part * (b.x() - a.x());
            left = Math.min(left, low == high ? Math.min(a.x(), b.x()) : x);
            right = Math.max(right, low == high ? Math.max(a.x(), b.x()) : x);
        }
        return new Stretch(left, right);
    }

    /// The smallest rectangle around everything that is no farther from the box than it grows: Clipper's offset with round
    /// joins, which takes whole pixels and gives whole pixels.
    private static Quad grown(Quad box) {
        double distance = box.area() * GROWTH / box.perimeter();
        double step = 2 * Math.acos(1 - Math.min(TOLERANCE, distance) / distance);
        double side = Math.atan2(
                box.topRight().y() - box.topLeft().y(), box.topRight().x() - box.topLeft().x());
        // Whole quarters, so that the straight sides are met exactly.
        int steps = 4 * (int) Math.ceil(Math.PI / 2 / step);
        List<Point> outline = new ArrayList<>();
        for (Point corner : box.corners()) {
            for (int i = 0; i < steps; i++) {
                double angle = side + 2 * Math.PI * i / steps;
                outline.add(new Point(
                        Math.rint((int) corner.x() + distance * Math.cos(angle)),
                        Math.rint((int) corner.y() + distance * Math.sin(angle))));
            }
        }
        return Hull.of(outline).smallestRectangle();
    }

    /// Brings a box onto the picture; one that is no more than a few pixels there is left out.
    private void onto(Quad box, Size picture, List<Quad> boxes) {
        List<Point> corners = new ArrayList<>(4);
        for (Point corner : box.corners()) {
            corners.add(new Point(
                    Math.clamp(Math.rint(corner.x() / width * picture.width()), 0, picture.width() - 1),
                    Math.clamp(Math.rint(corner.y() / height * picture.height()), 0, picture.height() - 1)));
        }
        Quad there = Quad.ordered(corners);
        if ((int) Quad.distance(there.topLeft(), there.topRight()) > SMALLEST
                && (int) Quad.distance(there.topLeft(), there.bottomLeft()) > SMALLEST) {
            boxes.add(there);
        }
    }
}
