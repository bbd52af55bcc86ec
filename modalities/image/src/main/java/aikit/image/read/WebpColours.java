package aikit.image.read;

import aikit.image.Pixels;

/// The planes of a lossy WebP picture to red, green and blue, as libwebp does it: BT.601 in its narrow range, with
/// constants of 14 bits, and of each difference of colour nine parts of the nearest sample, three of those beside and
/// below it, and one of that across, rounded in two steps (`upsampling.c`, `yuv.h`).
final class WebpColours {

    private final YuvPlanes planes;
    private final Canvas canvas;

    WebpColours(YuvPlanes planes) {
        this.planes = planes;
        this.canvas = new Canvas(planes.width(), planes.height());
    }

    Pixels pixels() {
        int width = canvas.width;
        int across = (width + 1) / 2;
        int down = (canvas.height + 1) / 2;
        byte[] light = planes.planes().get(0).samples();
        int[] u = new int[2 * across];
        int[] v = new int[2 * across];
        for (int y = 0; y < canvas.height; y++) {
            int near = y / 2 * across;
            int far = Math.clamp(y / 2 + (y % 2 == 0 ? -1 : 1), 0, down - 1) * across;
            row(planes.planes().get(1).samples(), near, far, u, across);
            row(planes.planes().get(2).samples(), near, far, v, across);
            for (int x = 0, pixel = y * width; x < width; x++, pixel++) {
                put(light[pixel] & 0xFF, u[x], v[x], pixel);
            }
        }
        return canvas.pixels();
    }

    private static void row(byte[] samples, int near, int far, int[] row, int across) {
        row[0] = 3 * (samples[near] & 0xFF) + (samples[far] & 0xFF) + 2 >> 2;
        int last = across - 1;
        row[2 * last + 1] = 3 * (samples[near + last] & 0xFF) + (samples[far + last] & 0xFF) + 2 >> 2;
        for (int x = 1; x < across; x++) {
            int before = samples[near + x - 1] & 0xFF;
            int here = samples[near + x] & 0xFF;
            int farBefore = samples[far + x - 1] & 0xFF;
            int farHere = samples[far + x] & 0xFF;
            int sum = before + here + farBefore + farHere + 8;
            row[2 * x - 1] = (sum + 2 * (here + farBefore) >> 3) + before >> 1;
            row[2 * x] = (sum + 2 * (before + farHere) >> 3) + here >> 1;
        }
    }

    private void put(int y, int u, int v, int pixel) {
        int light = y * 19077 >> 8;
        canvas.set(
                pixel, clip(light + (v * 26149 >> 8) - 14234),
                clip(light - (u * 6419 >> 8) - (v * 13320 >> 8) + 8708), clip(light + (u * 33050 >> 8) - 17685));
    }

    private static int clip(int value) {
        return Math.clamp(value >> 6, 0, 255);
    }
}
