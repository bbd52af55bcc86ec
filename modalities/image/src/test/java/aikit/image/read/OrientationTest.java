package aikit.image.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aikit.image.Pixels;
import org.junit.jupiter.api.Test;

/// The eight ways a picture can lie, on a picture of 3 x 2.
class OrientationTest {

    /// Pixels with the numbers from 1 as all three colours.
    private static Pixels numbered(int width, int... numbers) {
        byte[] rgb = new byte[3 * numbers.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) numbers[i / 3];
        }
        return new Pixels(width, numbers.length / width, rgb);
    }

    private static void check(int orientation, int width, int... numbers) {
        Pixels upright = Orientation.of(orientation).upright(numbered(3, 1, 2, 3, 4, 5, 6));
        assertEquals(width, upright.width(), "width of " + orientation);
        assertArrayEquals(numbered(width, numbers).rgb(), upright.rgb(), "orientation " + orientation);
    }

    /// By the drawings in Exif 2.32: row 0 and column 0 are top and left, top and right, bottom and right, bottom and left,
    /// left and top, right and top, right and bottom, left and bottom.
    @Test
    void rowsAndColumnsGoWhereExifSays() {
        check(1, 3, 1, 2, 3, 4, 5, 6);
        check(2, 3, 3, 2, 1, 6, 5, 4);
        check(3, 3, 6, 5, 4, 3, 2, 1);
        check(4, 3, 4, 5, 6, 1, 2, 3);
        check(5, 2, 1, 4, 2, 5, 3, 6);
        check(6, 2, 4, 1, 5, 2, 6, 3);
        check(7, 2, 6, 3, 5, 2, 4, 1);
        check(8, 2, 3, 6, 2, 5, 1, 4);
        check(9, 3, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void oneAfterTheOtherIsBoth() {
        Pixels pixels = numbered(3, 1, 2, 3, 4, 5, 6);
        for (int first = 1; first <= 8; first++) {
            for (int next = 1; next <= 8; next++) {
                Orientation one = Orientation.of(first);
                Orientation other = Orientation.of(next);
                assertArrayEquals(
                        other.upright(one.upright(pixels)).rgb(), one.then(other).upright(pixels).rgb(),
                        first + " then " + next);
            }
        }
    }
}
