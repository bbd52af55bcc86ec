package aikit.image.ocr;

import aikit.Result.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/// Puts the lines of a page into the order in which a person reads them: rows from the top, each from its start, but the
/// columns of running text one after the other.
///
/// The page is looked at straight: along the direction in which most of its text runs. Its rows are gathered from the top;
/// as many rows as possible that leave a gap between columns are read column by column (a recursive XY cut, G. Nagy and S.
/// Seth, 1984, kept from tearing tables apart).
final class ReadingOrder {

    /// Rows that a column has at least.
    private static final int COLUMN_ROWS = 3;

    /// Width of the usual line in a column, in heights: narrower ones are those of a table.
    private static final double COLUMN_WIDTH = 6;

    /// Width of the gap between columns, in heights of a line.
    private static final double GAP = 0.7;

    /// A box seen straight.
    private record Seen(Line line, double left, double top, double right, double bottom) {

        double middle() {
            return (top + bottom) / 2;
        }

        double height() {
            return bottom - top;
        }

        double width() {
            return right - left;
        }
    }

    private ReadingOrder() {}

    /// @return rows from the first to the last, the lines of each from its start
    static List<List<Line>> of(List<Line> lines) {
        List<List<Line>> rows = new ArrayList<>();
        for (List<Seen> row : inOrder(straight(lines))) {
            rows.add(row.stream().map(Seen::line).toList());
        }
        return rows;
    }

    private static List<Seen> straight(List<Line> lines) {
        Point along = direction(lines);
        List<Seen> seen = new ArrayList<>(lines.size());
        for (Line line : lines) {
            double left = Double.POSITIVE_INFINITY;
            double right = Double.NEGATIVE_INFINITY;
            double top = Double.POSITIVE_INFINITY;
            double bottom = Double.NEGATIVE_INFINITY;
            for (Point corner : line.quad().corners()) {
                double x = corner.x() * along.x() + corner.y() * along.y();
                double y = corner.y() * along.x() - corner.x() * along.y();
                left = Math.min(left, x);
                right = Math.max(right, x);
                top = Math.min(top, y);
                bottom = Math.max(bottom, y);
            }
            seen.add(new Seen(line, left, top, right, bottom));
        }
        return seen;
    }

    /// The direction of the text, as a vector of length 1: of the lines that run as most do, the longer counting more.
    private static Point direction(List<Line> lines) {
        int usual = usual(lines);
        double x = 0;
        double y = 0;
        for (Line line : lines) {
            if (line.quad().direction() == usual) {
                x += line.quad().topRight().x() - line.quad().topLeft().x();
                y += line.quad().topRight().y() - line.quad().topLeft().y();
            }
        }
        double length = Math.hypot(x, y);
        return length == 0 ? new Point(1, 0) : new Point(x / length, y / length);
    }

    /// Which way most of the text runs.
    static int usual(List<Line> lines) {
        double[] shares = new double[4];
        for (Line line : lines) {
            shares[line.quad().direction()] += line.reading().signs().size() * line.reading().confidence();
        }
        int most = 0;
        for (int i = 1; i < shares.length; i++) {
            most = shares[i] > shares[most] ? i : most;
        }
        return most;
    }

    private static List<List<Seen>> inOrder(List<Seen> lines) {
        List<List<Seen>> rows = rows(lines);
        List<List<Seen>> ordered = new ArrayList<>();
        for (int from = 0; from < rows.size();) {
            int to = endOfGap(rows, from);
            List<Seen> block = all(rows, from, to);
            double gap = gap(block, true);
            if (Double.isNaN(gap)) {
                ordered.add(rows.get(from++));
                continue;
            }
            ordered.addAll(inOrder(block.stream().filter(line -> line.right() <= gap).toList()));
            ordered.addAll(inOrder(block.stream().filter(line -> line.right() > gap).toList()));
            from = to;
        }
        return ordered;
    }

    /// Up to which row something is left free all the way from a row on: the more rows, the less is free.
    private static int endOfGap(List<List<Seen>> rows, int from) {
        int free = from + 1;
        int taken = rows.size() + 1;
        while (taken - free > 1) {
            int middle = (free + taken) / 2;
            if (Double.isNaN(gap(all(rows, from, middle), false))) {
                taken = middle;
            } else {
                free = middle;
            }
        }
        return free;
    }

    private static List<Seen> all(List<List<Seen>> rows, int from, int to) {
        return rows.subList(from, to).stream().flatMap(List::stream).toList();
    }

    /// Lines that stand level, from the top; each row from its start.
    private static List<List<Seen>> rows(List<Seen> lines) {
        List<Seen> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparingDouble(Seen::middle));
        List<List<Seen>> rows = new ArrayList<>();
        for (Seen line : sorted) {
            if (rows.isEmpty() || !level(rows.getLast(), line)) {
                rows.add(new ArrayList<>());
            }
            rows.getLast().add(line);
        }
        rows.forEach(row -> row.sort(Comparator.comparingDouble(Seen::left)));
        return rows;
    }

    private static boolean level(List<Seen> row, Seen line) {
        Seen first = row.getFirst();
        return line.middle() - first.middle() < 0.5 * Math.min(first.height(), line.height());
    }

    /// Where a gap lies that parts these lines, the widest if there are several; NaN when there is none.
    ///
    /// @param columns whether columns of running text must stand on both sides of it
    private static double gap(List<Seen> lines, boolean columns) {
        List<Seen> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparingDouble(Seen::left));
        double height = median(sorted.stream().mapToDouble(Seen::height));
        double widest = GAP * height;
        double place = Double.NaN;
        double end = sorted.getFirst().right();
        for (int i = 1; i < sorted.size(); i++) {
            double width = sorted.get(i).left() - end;
            if (width > widest && (!columns || isColumn(sorted.subList(0, i), height)
                    && isColumn(sorted.subList(i, sorted.size()), height))) {
                widest = width;
                place = end + width / 2;
            }
            end = Math.max(end, sorted.get(i).right());
        }
        return place;
    }

    private static boolean isColumn(List<Seen> lines, double height) {
        return lines.size() >= COLUMN_ROWS
                && median(lines.stream().mapToDouble(Seen::width)) >= COLUMN_WIDTH * height;
    }

    private static double median(DoubleStream numbers) {
        double[] sorted = numbers.sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
