package aikit.image.ocr;

import aikit.Result.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The convex hull of points, and the smallest rectangle around it: what OpenCV's `minAreaRect` finds.
final class Hull {

    private final List<Point> corners;

    private Hull(List<Point> corners) {
        this.corners = corners;
    }

    /// Andrew's monotone chain.
    static Hull of(List<Point> points) {
        List<Point> sorted = new ArrayList<>(points);
        sorted.sort(Comparator.comparingDouble(Point::x).thenComparingDouble(Point::y));
        List<Point> chain = new ArrayList<>();
        extend(chain, sorted);
        List<Point> back = new ArrayList<>();
        extend(back, sorted.reversed());
        if (chain.size() > 1) {
            chain.removeLast();
            back.removeLast();
        }
        chain.addAll(back);
        return new Hull(chain);
    }

    private static void extend(List<Point> chain, List<Point> points) {
        for (Point point : points) {
            while (chain.size() > 1 && turn(chain.get(chain.size() - 2), chain.getLast(), point) <= 0) {
                chain.removeLast();
            }
            chain.add(point);
        }
    }

    private static double turn(Point a, Point b, Point c) {
        return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
    }

    /// The rectangle of least area around the hull: one of its sides lies on a side of the hull.
    Quad smallestRectangle() {
        List<Point> best = List.of(corners.getFirst(), corners.getFirst(), corners.getFirst(), corners.getFirst());
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < corners.size(); i++) {
            Point from = corners.get(i);
            Point to = corners.get((i + 1) % corners.size());
            double length = Quad.distance(from, to);
            if (length == 0) {
                continue;
            }
            Frame frame = around((to.x() - from.x()) / length, (to.y() - from.y()) / length);
            if (frame.area() < least - 1e-9) {
                least = frame.area();
                best = frame.corners();
            }
        }
        return Quad.ordered(best);
    }

    private Frame around(double dx, double dy) {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (Point each : corners) {
            double along = each.x() * dx + each.y() * dy;
            double across = each.y() * dx - each.x() * dy;
            left = Math.min(left, along);
            right = Math.max(right, along);
            top = Math.min(top, across);
            bottom = Math.max(bottom, across);
        }
        return new Frame(dx, dy, left, top, right, bottom);
    }

    /// A rectangle in coordinates along and across a direction.
    private record Frame(double dx, double dy, double left, double top, double right, double bottom) {

        double area() {
            return (right - left) * (bottom - top);
        }

        List<Point> corners() {
            return List.of(back(left, top), back(right, top), back(right, bottom), back(left, bottom));
        }

        private Point back(double along, double across) {
            return new Point(along * dx - across * dy, along * dy + across * dx);
        }
    }
}
