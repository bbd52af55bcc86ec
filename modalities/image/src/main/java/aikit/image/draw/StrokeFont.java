package aikit.image.draw;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/// Letters made of lines, for labels in pictures: machines without a screen often have no fonts, and a picture is to look the
/// same on all. It has the characters of ASCII; a letter with an accent loses it, anything else becomes `?`.
final class StrokeFont {

    /// Rows from the top of a capital letter to where it stands.
    static final int CAPITAL = 6;

    /// Rows below that, for `g` and `y`.
    static final int BELOW = 2;

    private static final int GAP = 2;
    private static final int SPACE = 2;

    /// Of each character the lines, each a row of points: a digit for x, from 0 to 4, and one for y, from 0 at the top of
    /// capital letters to 8 at the bottom of `g`.
    private static final Map<Character, String> GLYPHS = new HashMap<>();

    static {
        put("0 103041453616050110", "1 112026 1636", "2 01103041420646", "3 01103041423313 334445361605",
                "4 36300444", "5 400002324345361605", "6 413010010516364544331304", "7 004016",
                "8 103041423313020110 1304051636454433", "9 423313020110304145361605");
        put("A 0602204246 0444", "B 003041423303 334445360600", "C 4130100105163645", "D 00204244260600",
                "E 40000646 0333", "F 400006 0333", "G 41301001051636454323", "H 0006 4046 0343", "I 0020 1016 0626",
                "J 404536160504", "K 0006 400346", "L 000646", "M 0600234046", "N 06004640", "O 103041453616050110",
                "P 06003041423303", "Q 103041453616050110 2446", "R 06003041423303 2346",
                "S 413010010213334445361605", "T 0040 2026", "U 000516364540", "V 002640", "W 0016233640",
                "X 0046 4006",
                "Y 002340 2326", "Z 00400646");
        put("a 12324346 441405163645", "b 0006 0312324345361605", "c 4332120305163645", "d 4046 4332120305163645",
                "e 044443321203051636", "f 30201116 0232", "g 4332120305163645 4247381807", "h 0006 0312324346",
                "i 0206 00", "j 22271808 20", "k 0006 320436", "l 000516", "m 0206 03122326 23324346",
                "n 0206 0312324346", "o 123243453616050312", "p 0208 0312324345361605", "q 4248 4332120305163645",
                "r 0206 031232", "s 4212031434453606", "t 10152636 0232", "u 0205163645 4246", "v 022642",
                "w 0216233642", "x 0246 4206", "y 0226 4218", "z 02420646");
        put(". 06", ", 1607", ": 03 06", "; 13 1607", "- 0434", "_ 0747", "/ 0730", "\\ 0037", "( 10020517",
                ") 00121507",
                "[ 10000717", "] 00101707", "{ 10020517", "} 00121507", "% 0640 0010110100 3545463635", "+ 0444 2226",
                "= 0343 0545", "! 0004 06", "? 01102031321314 16", "' 0002", "\" 0002 2022", "# 1016 3036 0242 0444",
                "& 4602011021220405162644", "* 1216 0325 0523", "@ 3212144441301001051646", "< 310335", "> 013305",
                "| 0007", "~ 04133544", "^ 021022", "` 0011", "$ 413010010213334445361605 2026");
    }

    private StrokeFont() {}

    private static void put(String... glyphs) {
        for (String glyph : glyphs) {
            GLYPHS.put(glyph.charAt(0), glyph.substring(2));
        }
    }

    /// What is drawn of a text.
    private static String drawable(String text) {
        StringBuilder plain = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKD).codePoints().forEach(code -> {
            int kind = Character.getType(code);
            if (code == ' ' || code < 0x7f && GLYPHS.containsKey((char) code)) {
                plain.append((char) code);
            } else if (kind != Character.NON_SPACING_MARK) {
                plain.append(Character.isWhitespace(code) ? ' ' : '?');
            }
        });
        return plain.toString();
    }

    /// How wide a text is, in rows.
    static int width(String text) {
        int width = 0;
        for (char c : drawable(text).toCharArray()) {
            width += advance(c);
        }
        return Math.max(0, width - GAP);
    }

    private static int advance(char c) {
        int right = 0;
        for (String line : GLYPHS.getOrDefault(c, "").split(" ")) {
            for (int i = 0; i < line.length(); i += 2) {
                right = Math.max(right, line.charAt(i) - '0');
            }
        }
        return (c == ' ' ? SPACE : right) + GAP;
    }

    /// Draws a text.
    ///
    /// @param x left end, in dots
    /// @param y top of its capital letters, in dots
    /// @param row height of a row, in dots
    static void draw(Canvas canvas, String text, double x, double y, double row, int colour) {
        double width = Math.max(1, 0.75 * row);
        double at = x;
        for (char c : drawable(text).toCharArray()) {
            for (String line : GLYPHS.getOrDefault(c, "").split(" ")) {
                for (int i = 0; i < line.length(); i += 2) {
                    int next = Math.min(i + 2, line.length() - 2);
                    canvas.line(
                            new Canvas.Line(
                                    at + row * (line.charAt(i) - '0'), y + row * (line.charAt(i + 1) - '0'),
                                    at + row * (line.charAt(next) - '0'), y + row * (line.charAt(next + 1) - '0')),
                            width, colour);
                }
            }
            at += row * advance(c);
        }
    }
}
