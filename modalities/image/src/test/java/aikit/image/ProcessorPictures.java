package aikit.image;

/// The pictures of `scripts/fixtures/image_processors.py`, made by the same arithmetic.
final class ProcessorPictures {

    private static final int[][] SIZES = {{1, 1}, {1, 2}, {2, 1}, {3, 3}, {1, 500}, {500, 1}, {17, 33}, {33, 17},
        {224, 224}, {224, 225}, {225, 224}, {223, 224}, {256, 256}, {384, 384}, {640, 480}, {480, 640}, {1200, 900},
        {900, 1200}, {224, 1000}, {1000, 224}, {7, 300}, {300, 7}, {97, 97}, {61, 97}, {97, 61}, {640, 640},
        {768, 768}, {256, 400}, {1024, 3}, {2, 900}};

    private ProcessorPictures() {}

    static Pixels of(int number) {
        int[] size = size(number);
        byte[] rgb = new byte[3 * size[0] * size[1]];
        for (int y = 0, at = 0; y < size[1]; y++) {
            for (int x = 0; x < size[0]; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    rgb[at++] = (byte) level(number, x, y, channel, size[0], size[1]);
                }
            }
        }
        return new Pixels(size[0], size[1], rgb);
    }

    private static int[] size(int number) {
        if (number < SIZES.length) {
            return SIZES[number];
        }
        int most = 20 + Integer.remainderUnsigned(mixed(number, 2, 0, 7), 480);
        return new int[]{1 + Integer.remainderUnsigned(mixed(number, 0, 0, 7), most),
            1 + Integer.remainderUnsigned(mixed(number, 1, 0, 7), most)};
    }

    private static int mixed(int number, int x, int y, int channel) {
        int n = x * 73856093 ^ y * 19349663 ^ channel * 83492791 ^ number * (int) 2654435761L;
        n = (n ^ n >>> 13) * 0x5BD1E995;
        return n ^ n >>> 15;
    }

    private static int level(int number, int x, int y, int channel, int width, int height) {
        int cell = 1 + number % 7;
        int board = (x / cell + y / cell) % 2;
        return switch (number % 8) {
            case 0 -> slope(x, y, channel, width, height);
            case 1 -> noise(number, x, y, channel);
            case 2 -> board == 1 ? 255 - 40 * channel : 20 * channel;
            case 3 -> Math.clamp(slope(x, y, channel, width, height) + noise(number, x, y, channel) / 4 - 32, 0, 255);
            case 4 -> x * x / (1 + number) + 3 * y + 50 * channel & 255;
            case 5 -> slope(x, y, 0, width, height);
            case 6 -> 255 * board;
            default -> noise(number, x, y, 0) / 64 * 85 ^ slope(x, y, channel, width, height) / 32 * 8;
        };
    }

    private static int noise(int number, int x, int y, int channel) {
        return mixed(number, x, y, channel) >>> 24;
    }

    private static int slope(int x, int y, int channel, int width, int height) {
        return switch (channel) {
            case 0 -> x * 255 / Math.max(width - 1, 1);
            case 1 -> y * 255 / Math.max(height - 1, 1);
            default -> (x + y) * 255 / Math.max(width + height - 2, 1);
        };
    }
}
