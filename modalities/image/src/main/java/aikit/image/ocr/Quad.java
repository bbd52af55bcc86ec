package aikit.image.ocr;

import aikit.Result.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Four corners, clockwise as a person sees them.
record Quad(Point topLeft, Point topRight, Point bottomRight, Point bottomLeft) {

    /// From the corners of a rectangle in any order: of the two leftmost the upper one is the first, as PaddleOCR orders
    /// them.
    static Quad ordered(List<Point> corners) {
        List<Point> sorted = new ArrayList<>(corners);
        sorted.sort(Comparator.comparingDouble(Point::x));
        boolean leftDown = sorted.get(1).y() > sorted.get(0).y();
        boolean rightDown = sorted.get(3).y() > sorted.get(2).y();
        return new Quad(
                sorted.get(leftDown ? 0 : 1), sorted.get(rightDown ? 2 : 3), sorted.get(rightDown ? 3 : 2),
                sorted.get(leftDown ? 1 : 0));
    }

    List<Point> corners() {
        return List.of(topLeft, topRight, bottomRight, bottomLeft);
    }

    /// Pixels of the longer of top and bottom.
    double width() {
        return Math.max(distance(topLeft, topRight), distance(bottomLeft, bottomRight));
    }

    /// Pixels of the longer of left and right.
    double height() {
        return Math.max(distance(topLeft, bottomLeft), distance(topRight, bottomRight));
    }

    double area() {
        double twice = 0;
        List<Point> corners = corners();
        for (int i = 0; i < 4; i++) {
            Point a = corners.get(i);
            Point b = corners.get((i + 1) % 4);
            twice += a.x() * b.y() - b.x() * a.y();
        }
        return Math.abs(twice) / 2;
    }

    double perimeter() {
        return distance(topLeft, topRight) + distance(topRight, bottomRight) + distance(bottomRight, bottomLeft)
                + distance(bottomLeft, topLeft);
    }

    Point middle() {
        return new Point(
                (topLeft.x() + topRight.x() + bottomRight.x() + bottomLeft.x()) / 4,
                (topLeft.y() + topRight.y() + bottomRight.y() + bottomLeft.y()) / 4);
    }

    /// The part between two places of the line, each from 0 at its start to 1 at its end.
    Quad between(double start, double end) {
        return new Quad(
                along(topLeft, topRight, start), along(topLeft, topRight, end), along(bottomLeft, bottomRight, end),
                along(bottomLeft, bottomRight, start));
    }

    /// The same corners, beginning with another one: 1 reads upwards what stood on its right side, 2 reads from behind.
    Quad turned(int quarters) {
        List<Point> corners = corners();
        return new Quad(
                corners.get(quarters % 4), corners.get((1 + quarters) % 4), corners.get((2 + quarters) % 4),
                corners.get((3 + quarters) % 4));
    }

    /// Which way its text runs: 0 to the right, 1 downwards, 2 to the left, 3 upwards.
    int direction() {
        double dx = topRight.x() - topLeft.x() + bottomRight.x() - bottomLeft.x();
        double dy = topRight.y() - topLeft.y() + bottomRight.y() - bottomLeft.y();
        return Math.abs(dx) >= Math.abs(dy) ? (dx >= 0 ? 0 : 2) : (dy >= 0 ? 1 : 3);
    }

    private static Point along(Point from, Point to, double part) {
        return new Point(from.x() + part * (to.x() - from.x()), from.y() + part * (to.y() - from.y()));
    }

    static double distance(Point a, Point b) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y());
    }
}
