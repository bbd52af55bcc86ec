package aikit.image.read;

import aikit.image.Pixels;

/// How the rows and columns of a file lie in the upright picture: tag 274 of TIFF 6.0 and Exif 2.32, numbers 1 to 8.
///
/// @param flipped whether right and left are exchanged, before the turn
/// @param turns quarter turns clockwise that make the picture upright
record Orientation(boolean flipped, int turns) {

    static final Orientation UPRIGHT = new Orientation(false, 0);

    /// @param number as Exif has it; one that is none of its eight is taken as upright
    static Orientation of(int number) {
        return switch (number) {
            case 2 -> new Orientation(true, 0);
            case 3 -> new Orientation(false, 2);
            case 4 -> new Orientation(true, 2);
            case 5 -> new Orientation(true, 3);
            case 6 -> new Orientation(false, 1);
            case 7 -> new Orientation(true, 1);
            case 8 -> new Orientation(false, 3);
            default -> UPRIGHT;
        };
    }

    /// This first, then another one: a turn before a flip is the opposite turn after it.
    Orientation then(Orientation next) {
        int before = next.flipped ? 4 - turns : turns;
        return new Orientation(flipped != next.flipped, (next.turns + before) % 4);
    }

    /// Whether width and height are exchanged.
    boolean lying() {
        return turns % 2 == 1;
    }

    Pixels upright(Pixels pixels) {
        if (equals(UPRIGHT)) {
            return pixels;
        }
        int width = pixels.width();
        int height = pixels.height();
        int newWidth = lying() ? height : width;
        int newHeight = lying() ? width : height;
        // Where the pixel at (0, 0) goes, and by how much the place moves from column to column and from row to row.
        int origin = place(0, 0, pixels);
        int column = width > 1 ? place(1, 0, pixels) - origin : 0;
        int row = height > 1 ? place(0, 1, pixels) - origin : 0;
        byte[] from = pixels.rgb();
        byte[] to = new byte[from.length];
        // In squares, so that both sides stay in the cache when rows become columns.
        for (int top = 0; top < height; top += 32) {
            for (int left = 0; left < width; left += 32) {
                int right = Math.min(left + 32, width);
                for (int y = top; y < Math.min(top + 32, height); y++) {
                    int source = 3 * (y * width + left);
                    int target = 3 * (origin + y * row + left * column);
                    for (int x = left; x < right; x++, source += 3, target += 3 * column) {
                        to[target] = from[source];
                        to[target + 1] = from[source + 1];
                        to[target + 2] = from[source + 2];
                    }
                }
            }
        }
        return new Pixels(newWidth, newHeight, to);
    }

    /// The number of the pixel of the upright picture that a pixel of the file becomes.
    private int place(int x, int y, Pixels pixels) {
        int width = pixels.width();
        int height = pixels.height();
        int across = flipped ? width - 1 - x : x;
        return switch (turns) {
            case 1 -> across * height + height - 1 - y;
            case 2 -> (height - 1 - y) * width + width - 1 - across;
            case 3 -> (width - 1 - across) * height + y;
            default -> y * width + across;
        };
    }
}
