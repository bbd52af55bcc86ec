package aikit.image.ocr;

import aikit.Result.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The connected parts of a map of marked pixels, corners counting as connections. Of each only the ends of its rows are
/// kept: they have the same convex hull as all of it.
final class Blobs {

    /// A stretch of marked pixels in one row.
    private record Run(int y, int left, int right) {}

    private final List<Run> runs = new ArrayList<>();
    private int[] parent = new int[1024];

    private Blobs() {}

    /// @param marked `[height, width]`
    static List<List<Point>> of(boolean[] marked, int width, int height) {
        Blobs blobs = new Blobs();
        int above = 0;
        for (int y = 0; y < height; y++) {
            int here = blobs.runs.size();
            blobs.row(marked, width, y);
            blobs.connect(above, here);
            above = here;
        }
        Map<Integer, List<Point>> parts = new LinkedHashMap<>();
        for (int i = 0; i < blobs.runs.size(); i++) {
            Run run = blobs.runs.get(i);
            List<Point> points = parts.computeIfAbsent(blobs.root(i), _ -> new ArrayList<>());
            points.add(new Point(run.left, run.y));
            points.add(new Point(run.right, run.y));
        }
        return List.copyOf(parts.values());
    }

    private void row(boolean[] marked, int width, int y) {
        for (int x = 0; x < width; x++) {
            if (!marked[y * width + x]) {
                continue;
            }
            int left = x;
            while (x + 1 < width && marked[y * width + x + 1]) {
                x++;
            }
            if (runs.size() == parent.length) {
                parent = java.util.Arrays.copyOf(parent, 2 * parent.length);
            }
            parent[runs.size()] = runs.size();
            runs.add(new Run(y, left, x));
        }
    }

    /// Joins the runs of the last row with those of the row above that they touch.
    private void connect(int above, int here) {
        int up = above;
        for (int i = here; i < runs.size(); i++) {
            Run run = runs.get(i);
            while (up < here && runs.get(up).right < run.left - 1) {
                up++;
            }
            for (int j = up; j < here && runs.get(j).left <= run.right + 1; j++) {
                parent[root(i)] = root(j);
            }
        }
    }

    private int root(int run) {
        int root = run;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }
}
