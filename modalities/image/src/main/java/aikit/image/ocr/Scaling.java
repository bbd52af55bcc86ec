package aikit.image.ocr;

import aikit.image.Pixels;
import java.nio.FloatBuffer;

/// Resizes pictures for the networks of PP-OCR, whose input is `[3, height, width]`, blue, green, red, from -1 to 1.
///
/// Pixels are interpolated between their neighbours. Where a picture becomes larger this is what `cv2.resize` does, which
/// PaddleOCR uses; where it becomes smaller, neighbours reach as far as a pixel of the result does, so that no thin stroke
/// falls between two pixels.
final class Scaling {

    private Scaling() {}

    /// Which pixels make one of the result, and how much each counts.
    private record Window(int from, float[] shares) {}

    /// Writes a resized picture into the left of a wider one, whose rest stays as it is.
    ///
    /// @param stride width of the picture that is written into
    static void write(Pixels picture, int width, int height, FloatBuffer into, int stride) {
        Window[] columns = windows(picture.width(), width);
        Window[] rows = windows(picture.height(), height);
        int ahead = 1;
        for (Window row : rows) {
            ahead = Math.max(ahead, row.shares.length);
        }
        float[][] lines = new float[ahead][];
        int[] numbers = new int[ahead];
        java.util.Arrays.fill(numbers, -1);
        float[] sum = new float[3 * width];
        int plane = stride * height;
        for (int y = 0; y < height; y++) {
            Window row = rows[y];
            java.util.Arrays.fill(sum, 0);
            for (int i = 0; i < row.shares.length; i++) {
                int number = row.from + i;
                int slot = number % ahead;
                if (numbers[slot] != number) {
                    lines[slot] = line(picture, number, columns);
                    numbers[slot] = number;
                }
                add(lines[slot], row.shares[i], sum);
            }
            for (int x = 0; x < width; x++) {
                int at = y * stride + x;
                into.put(at, signal(sum[3 * x + 2]));
                into.put(plane + at, signal(sum[3 * x + 1]));
                into.put(2 * plane + at, signal(sum[3 * x]));
            }
        }
    }

    /// The reference rounds to bytes after it has resized.
    private static float signal(float value) {
        return (Math.round(value) / 255f - 0.5f) / 0.5f;
    }

    private static void add(float[] line, float share, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += share * line[i];
        }
    }

    private static float[] line(Pixels picture, int y, Window[] columns) {
        byte[] rgb = picture.rgb();
        int start = 3 * y * picture.width();
        float[] line = new float[3 * columns.length];
        for (int x = 0; x < columns.length; x++) {
            Window column = columns[x];
            int at = start + 3 * column.from;
            float red = 0;
            float green = 0;
            float blue = 0;
            for (float share : column.shares) {
                red += share * (rgb[at] & 0xff);
                green += share * (rgb[at + 1] & 0xff);
                blue += share * (rgb[at + 2] & 0xff);
                at += 3;
            }
            line[3 * x] = red;
            line[3 * x + 1] = green;
            line[3 * x + 2] = blue;
        }
        return line;
    }

    private static Window[] windows(int from, int to) {
        double scale = (double) from / to;
        double reach = Math.max(1, scale);
        Window[] windows = new Window[to];
        for (int i = 0; i < to; i++) {
            double middle = (i + 0.5) * scale - 0.5;
            int first = Math.max(0, (int) Math.ceil(middle - reach));
            int last = Math.min(from - 1, (int) Math.floor(middle + reach));
            float[] shares = new float[last - first + 1];
            double total = 0;
            for (int j = 0; j < shares.length; j++) {
                double share = Math.max(0, 1 - Math.abs(first + j - middle) / reach);
                shares[j] = (float) share;
                total += share;
            }
            for (int j = 0; j < shares.length; j++) {
                shares[j] /= (float) total;
            }
            windows[i] = new Window(first, shares);
        }
        return windows;
    }
}
