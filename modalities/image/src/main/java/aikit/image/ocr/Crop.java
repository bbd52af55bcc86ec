package aikit.image.ocr;

import aikit.Result.Point;
import aikit.image.Pixels;

/// Cuts a quadrangle out of a picture and makes it a rectangle, as `cv2.getPerspectiveTransform` and `cv2.warpPerspective`
/// with cubic interpolation do it; what lies outside the picture is its nearest pixel.
final class Crop {

    /// OpenCV's.
    private static final double SHARPNESS = -0.75;

    private Crop() {}

    /// @return as wide and high as the sides of the quadrangle, rounded down, at least one pixel
    static Pixels of(Pixels picture, Quad quad) {
        int width = Math.max(1, (int) quad.width());
        int height = Math.max(1, (int) quad.height());
        Projection projection = Projection.onto(quad);
        byte[] rgb = new byte[3 * width * height];
        double[] across = new double[4];
        double[] down = new double[4];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double u = (double) x / width;
                double v = (double) y / height;
                double weight = projection.g * u + projection.h * v + 1;
                double sourceX = (projection.a * u + projection.b * v + projection.c) / weight;
                double sourceY = (projection.d * u + projection.e * v + projection.f) / weight;
                sample(picture, sourceX, sourceY, across, down, rgb, 3 * (y * width + x));
            }
        }
        return new Pixels(width, height, rgb);
    }

    private static void sample(
            Pixels picture, double x, double y, double[] across, double[] down, byte[] into, int at) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        shares(x - left, across);
        shares(y - top, down);
        double red = 0;
        double green = 0;
        double blue = 0;
        byte[] rgb = picture.rgb();
        for (int j = 0; j < 4; j++) {
            if (down[j] == 0) {
                continue;
            }
            int row = Math.clamp(top + j - 1, 0, picture.height() - 1) * picture.width();
            for (int i = 0; i < 4; i++) {
                double share = down[j] * across[i];
                int from = 3 * (row + Math.clamp(left + i - 1, 0, picture.width() - 1));
                red += share * (rgb[from] & 0xff);
                green += share * (rgb[from + 1] & 0xff);
                blue += share * (rgb[from + 2] & 0xff);
            }
        }
        into[at] = toByte(red);
        into[at + 1] = toByte(green);
        into[at + 2] = toByte(blue);
    }

    private static byte toByte(double value) {
        return (byte) Math.clamp(Math.round(value), 0, 255);
    }

    /// How much each of four neighbours counts, of which the second is `part` away.
    private static void shares(double part, double[] shares) {
        double a = SHARPNESS;
        double far = part + 1;
        double near = 1 - part;
        shares[0] = ((a * far - 5 * a) * far + 8 * a) * far - 4 * a;
        shares[1] = ((a + 2) * part - (a + 3)) * part * part + 1;
        shares[2] = ((a + 2) * near - (a + 3)) * near * near + 1;
        shares[3] = 1 - shares[0] - shares[1] - shares[2];
    }

    /// The projection of the unit square onto a quadrangle: `x = (a u + b v + c) / (g u + h v + 1)`, and `y` likewise.
    /// Source: P. S. Heckbert, Fundamentals of Texture Mapping and Image Warping, 1989, 2.2.3.
    private record Projection(
            double a, double b, double c, double d, double e, double f, double g, double h) {

        static Projection onto(Quad quad) {
            Point p0 = quad.topLeft();
            Point p1 = quad.topRight();
            Point p2 = quad.bottomRight();
            Point p3 = quad.bottomLeft();
            double sumX = p0.x() - p1.x() + p2.x() - p3.x();
            double sumY = p0.y() - p1.y() + p2.y() - p3.y();
            double dx1 = p1.x() - p2.x();
            double dx2 = p3.x() - p2.x();
            double dy1 = p1.y() - p2.y();
            double dy2 = p3.y() - p2.y();
            double det = dx1 * dy2 - dx2 * dy1;
            double g = det == 0 ? 0 : (sumX * dy2 - dx2 * sumY) / det;
            double h = det == 0 ? 0 : (dx1 * sumY - sumX * dy1) / det;
            return new Projection(
                    p1.x() - p0.x() + g * p1.x(), p3.x() - p0.x() + h * p3.x(), p0.x(),
                    p1.y() - p0.y() + g * p1.y(), p3.y() - p0.y() + h * p3.y(), p0.y(), g, h);
        }
    }
}
