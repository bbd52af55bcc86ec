package aikit.image.ocr;

import aikit.Result.Point;
import aikit.Result.TextLine;
import aikit.Result.TextWord;
import aikit.image.ocr.Reading.Sign;
import java.util.ArrayList;
import java.util.List;

/// The pieces of text that stand level in a page. The detector parts a line where a space is wide: what is near is joined
/// again.
final class Row {

    /// Pieces that are no farther apart than this, in heights of a line, are one line.
    private static final double NEAR = 1;

    private Row() {}

    /// @param pieces from the start of the row
    static List<TextLine> of(List<Line> pieces, boolean words) {
        List<TextLine> lines = new ArrayList<>();
        List<Line> together = new ArrayList<>();
        for (Line piece : pieces) {
            if (!together.isEmpty() && !near(together.getLast().quad(), piece.quad())) {
                lines.add(joined(together, words));
                together.clear();
            }
            together.add(piece);
        }
        lines.add(joined(together, words));
        return lines;
    }

    private static boolean near(Quad before, Quad after) {
        double height = Math.min(before.height(), after.height());
        return before.direction() == after.direction()
                && Quad.distance(before.topRight(), after.topLeft()) < NEAR * height;
    }

    private static TextLine joined(List<Line> pieces, boolean words) {
        StringBuilder text = new StringBuilder();
        List<TextWord> all = new ArrayList<>();
        double sum = 0;
        int signs = 0;
        for (Line piece : pieces) {
            text.append(text.isEmpty() ? "" : " ").append(piece.reading().text().strip());
            sum += piece.reading().confidence() * piece.reading().signs().size();
            signs += piece.reading().signs().size();
            if (words) {
                words(piece, all);
            }
        }
        Quad first = pieces.getFirst().quad();
        Quad last = pieces.getLast().quad();
        List<Point> corners = List.of(first.topLeft(), last.topRight(), last.bottomRight(), first.bottomLeft());
        return new TextLine(text.toString(), sum / signs, corners, all);
    }

    private static void words(Line piece, List<TextWord> words) {
        List<Sign> signs = piece.reading().signs();
        for (int from = 0; from < signs.size(); from++) {
            if (signs.get(from).text().isBlank()) {
                continue;
            }
            int to = from + 1;
            while (to < signs.size() && !signs.get(to).text().isBlank()) {
                to++;
            }
            words.add(word(piece, from, to));
            from = to;
        }
    }

    /// A word reaches beyond the middle of its first and last character by half the width of one, but not into the next.
    private static TextWord word(Line piece, int from, int to) {
        List<Sign> signs = piece.reading().signs();
        double first = signs.get(from).place();
        double last = signs.get(to - 1).place();
        double half = 0.5 * (to - from > 1 ? (last - first) / (to - from - 1) : 1.0 / signs.size());
        double start = Math.max(first - half, from == 0 ? 0 : (signs.get(from - 1).place() + first) / 2);
        double end = Math.min(last + half, to == signs.size() ? 1 : (signs.get(to).place() + last) / 2);
        StringBuilder text = new StringBuilder();
        double sum = 0;
        for (Sign sign : signs.subList(from, to)) {
            text.append(sign.text());
            sum += sign.probability();
        }
        Quad place = piece.quad().between(Math.clamp(start, 0, 1), Math.clamp(end, 0, 1));
        return new TextWord(text.toString(), sum / (to - from), place.corners());
    }
}
