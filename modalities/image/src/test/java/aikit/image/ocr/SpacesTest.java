package aikit.image.ocr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aikit.image.Pixels;
import aikit.onnx.Tensors;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Bars on a strip of paper that is 48 pixels high, read by a recogniser that never writes a space.
class SpacesTest {

    private static final Alphabet ALPHABET = new Alphabet(List.of("", "a", "b", ".", "@", "\u4e2d", " "));
    private static final int CLASSES = 7;

    /// Each character is a bar of 10 pixels; after each that is followed by a `_` the gap is wide, else narrow.
    ///
    /// @param space probability of a space in wide gaps; in others it is a thousandth of it
    private static String read(String line, double space, boolean white) {
        int step = 8;
        int width = 1 + (line.length() + 1) * 4 * step;
        byte[] rgb = new byte[3 * width * 48];
        java.util.Arrays.fill(rgb, (byte) (white ? 0 : 255));
        int steps = width / step;
        float[] scores = new float[steps * CLASSES];
        int x = 8;
        for (int i = 0; i < line.length(); i++) {
            boolean wide = line.charAt(i) == '_';
            int at = (x + 5) / step;
            if (wide) {
                scores[at * CLASSES + 6] = (float) space;
                x += 12;
                continue;
            }
            scores[at * CLASSES + ALPHABET.characters().indexOf(line.substring(i, i + 1))] = 0.9f;
            scores[(at + 1) * CLASSES + 6] = Math.max(scores[(at + 1) * CLASSES + 6], (float) space / 1000);
            scores[(at + 1) * CLASSES] = 0.95f;
            for (int y = 10; y < 38; y++) {
                for (int dx = 0; dx < 30; dx++) {
                    rgb[3 * (y * width + x + dx / 3) + dx % 3] = (byte) (white ? 255 : 0);
                }
            }
            x += 16;
        }
        for (int i = 0; i < steps; i++) {
            scores[i * CLASSES] = Math.max(scores[i * CLASSES], 0.5f);
        }
        FloatBuffer input = Tensors.direct(3 * 48 * width);
        Scaling.write(new Pixels(width, 48, rgb), width, 48, input, width);
        return Reading.of(scores, steps, ALPHABET, width, width, Ink.of(input, width, 48, width)).text();
    }

    @Test
    void wideGapsAreSpaces() {
        assertEquals("aab ba abba", read("aab_ba_abba", 0.05, false));
        assertEquals("aab ba abba", read("aab_ba_abba", 0.05, true));
    }

    @Test
    void likelySpacesNeedLessOfAGap() {
        assertEquals("aabbaabba", read("aab_ba_abba", 1e-8, false));
        assertEquals("abbaabbab", read("abbaabbab", 0.05, false));
    }

    @Test
    void notBeforeMarksNorInAddressesNorBetweenIdeographs() {
        assertEquals("aab. abba", read("aab_._abba", 0.05, false));
        assertEquals("aab@abbab", read("aab_@_abbab", 0.05, false));
        assertEquals("\u4e2d\u4e2d\u4e2d\u4e2d\u4e2d\u4e2d",
                read("\u4e2d\u4e2d_\u4e2d\u4e2d_\u4e2d\u4e2d", 0.05, false));
    }
}
