package aikit.image.detect;

import aikit.Result.Box;
import aikit.Result.Detection;
import aikit.Result.Point;
import aikit.Result.Size;
import java.util.ArrayList;
import java.util.List;

/// What is told of what was found in a picture: boxes end where the picture does, and one that lies outside is left out.
final class Within {

    private final Size size;
    private final int most;
    private final List<Detection> found = new ArrayList<>();

    /// @param most so many are told; 0 for all
    Within(Size size, int most) {
        this.size = size;
        this.most = most;
    }

    /// The surest must come first.
    void add(String label, double score, Box box, List<Point> landmarks) {
        boolean outside = box.right() < 0 || box.bottom() < 0 || box.left() > size.width() || box.top() > size.height();
        if (!outside && (most == 0 || found.size() < most)) {
            Box cut = new Box(
                    cut(box.left(), size.width()), cut(box.top(), size.height()), cut(box.right(), size.width()),
                    cut(box.bottom(), size.height()));
            found.add(new Detection(label, score, cut, landmarks));
        }
    }

    private static double cut(double value, int end) {
        return Math.max(0, Math.min(end, value));
    }

    List<Detection> found() {
        return found;
    }
}
