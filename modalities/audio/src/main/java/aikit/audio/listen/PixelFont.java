package aikit.audio.listen;

import java.awt.image.BufferedImage;
import java.util.Map;

/// The few characters that the axes of a picture need, five dots wide and seven high: machines without a screen often have
/// no fonts.
final class PixelFont {

    static final int HEIGHT = 7;

    private static final int WIDTH = 5;
    private static final int ADVANCE = WIDTH + 1;

    /// Seven rows, the top one first, each of five bits.
    private static final Map<Character, int[]> GLYPHS = Map.ofEntries(
            Map.entry('0', new int[]{14, 17, 19, 21, 25, 17, 14}),
            Map.entry('1', new int[]{4, 12, 4, 4, 4, 4, 14}),
            Map.entry('2', new int[]{14, 17, 1, 2, 4, 8, 31}),
            Map.entry('3', new int[]{31, 2, 4, 2, 1, 17, 14}),
            Map.entry('4', new int[]{2, 6, 10, 18, 31, 2, 2}),
            Map.entry('5', new int[]{31, 16, 30, 1, 1, 17, 14}),
            Map.entry('6', new int[]{6, 8, 16, 30, 17, 17, 14}),
            Map.entry('7', new int[]{31, 1, 2, 4, 8, 8, 8}),
            Map.entry('8', new int[]{14, 17, 17, 14, 17, 17, 14}),
            Map.entry('9', new int[]{14, 17, 17, 15, 1, 2, 12}),
            Map.entry(':', new int[]{0, 4, 4, 0, 4, 4, 0}),
            Map.entry('.', new int[]{0, 0, 0, 0, 0, 12, 12}),
            Map.entry('-', new int[]{0, 0, 0, 31, 0, 0, 0}),
            Map.entry('k', new int[]{16, 16, 18, 20, 24, 20, 18}),
            Map.entry('H', new int[]{17, 17, 17, 31, 17, 17, 17}),
            Map.entry('z', new int[]{0, 0, 31, 2, 4, 8, 31}),
            Map.entry('d', new int[]{1, 1, 13, 19, 17, 17, 15}),
            Map.entry('B', new int[]{30, 17, 17, 30, 17, 17, 30}),
            Map.entry(' ', new int[HEIGHT]));

    private PixelFont() {}

    /// Dots from the first to the last column.
    static int width(String text) {
        return Math.max(0, text.length() * ADVANCE - 1);
    }

    /// Draws a text whose upper left dot is at `x`, `y`; what lies outside the picture is left out.
    static void draw(BufferedImage image, String text, int x, int y, int colour) {
        for (int i = 0; i < text.length(); i++) {
            int[] rows = GLYPHS.get(text.charAt(i));
            for (int dot = 0; dot < WIDTH * HEIGHT; dot++) {
                int column = x + i * ADVANCE + dot % WIDTH;
                int row = y + dot / WIDTH;
                boolean inside = column >= 0 && column < image.getWidth() && row >= 0 && row < image.getHeight();
                if (inside && (rows[dot / WIDTH] >> (WIDTH - 1 - dot % WIDTH) & 1) == 1) {
                    image.setRGB(column, row, colour);
                }
            }
        }
    }
}
