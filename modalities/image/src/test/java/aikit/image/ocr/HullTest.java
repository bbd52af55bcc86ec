package aikit.image.ocr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aikit.Result.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HullTest {

    @Test
    void aTurnedRectangleIsFoundAgain() {
        Random random = new Random(8);
        for (int i = 0; i < 200; i++) {
            double width = 20 + random.nextInt(200);
            double height = 5 + random.nextInt(15);
            double angle = random.nextDouble(-0.6, 0.6);
            List<Point> points = new ArrayList<>();
            for (int j = 0; j < 300; j++) {
                double x = j < 4 ? j % 2 * width : random.nextDouble() * width;
                double y = j < 4 ? j / 2 * height : random.nextDouble() * height;
                points.add(new Point(
                        50 + x * Math.cos(angle) - y * Math.sin(angle),
                        60 + x * Math.sin(angle) + y * Math.cos(angle)));
            }
            Quad found = Hull.of(points).smallestRectangle();
            assertEquals(width * height, found.area(), 1e-6);
            assertEquals(width, found.width(), 1e-6);
            assertTrue(Quad.distance(new Point(50, 60), found.topLeft()) < 1e-6, found.toString());
        }
    }

    @Test
    void pointsAndLinesHaveNoArea() {
        assertEquals(0, Hull.of(List.of(new Point(3, 4))).smallestRectangle().area());
        Quad line = Hull.of(List.of(new Point(3, 4), new Point(9, 4), new Point(5, 4))).smallestRectangle();
        assertEquals(6, line.width());
        assertEquals(0, line.height());
    }

    @Test
    void blobsTouchAtCorners() {
        boolean[] marked = {
            true, false, false, true, //
            false, true, false, false, //
            false, false, false, true, //
        };
        assertEquals(3, Blobs.of(marked, 4, 3).size());
        // A shape whose two arms meet only at the bottom is one.
        boolean[] fork = {
            true, false, true, //
            true, false, true, //
            true, true, true, //
        };
        assertEquals(1, Blobs.of(fork, 3, 3).size());
    }
}
