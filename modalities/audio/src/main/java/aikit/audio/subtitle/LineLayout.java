package aikit.audio.subtitle;

import aikit.Result.Word;
import aikit.audio.subtitle.Cue.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Breaks the text of one cue into as few lines as it fits in, where it reads best: at good places, and into lines of
/// like length of which the last is rather the longest.
final class LineLayout {

    /// What a line as long as the limit costs when the others are empty, by which good places are weighed.
    private static final double BALANCE = 300;

    /// What it costs when a line is longer than the next.
    private static final int TOP_HEAVY = 8;

    private final Shaping.Lines lines;
    private final Phrases phrases;

    LineLayout(Shaping.Lines lines, Phrases phrases) {
        this.lines = lines;
        this.phrases = phrases;
    }

    List<Line> of(List<Atom> atoms) {
        List<Line> broken = new ArrayList<>();
        int from = 0;
        for (int to : ends(atoms)) {
            broken.add(line(atoms.subList(from, to)));
            from = to;
        }
        return broken;
    }

    /// How full a line becomes, piece by piece.
    static final class Filling {

        private final Shaping.Lines lines;
        private int count;
        private int width;
        private int words;

        Filling(Shaping.Lines lines) {
            this.lines = lines;
        }

        /// Takes a piece into the line, or into the next one when it does not fit. Returns the lines up to now.
        int add(Atom atom) {
            int word = atom.joint().insideWord() ? 0 : 1;
            boolean fits = count > 0 && width + atom.widthAfter() <= lines.width()
                    && (lines.words() == 0 || words + word <= lines.words());
            width = fits ? width + atom.widthAfter() : atom.width();
            words = fits ? words + word : 1;
            count += fits ? 0 : 1;
            return count;
        }
    }

    /// The end of each line: least cost over all ways to break it into as few lines as possible.
    private List<Integer> ends(List<Atom> atoms) {
        int n = atoms.size();
        Filling filling = new Filling(lines);
        int count = 0;
        for (Atom atom : atoms) {
            count = filling.add(atom);
        }
        if (count == 1) {
            return List.of(n);
        }
        double[][] costs = new double[count + 1][n + 1];
        int[][] previous = new int[count + 1][n + 1];
        for (double[] row : costs) {
            Arrays.fill(row, Double.POSITIVE_INFINITY);
        }
        costs[0][0] = 0;
        for (int line = 1; line <= count; line++) {
            for (int from = line - 1; from < n; from++) {
                if (costs[line - 1][from] < Double.POSITIVE_INFINITY) {
                    extend(atoms, from, costs[line - 1], costs[line], previous[line], line);
                }
            }
        }
        Deque<Integer> ends = new ArrayDeque<>();
        for (int line = count, at = n; line > 0; at = previous[line][at], line--) {
            ends.addFirst(at);
        }
        return List.copyOf(ends);
    }

    /// Tries all lines that begin at `from`.
    private void extend(List<Atom> atoms, int from, double[] before, double[] after, int[] previous, int line) {
        Filling filling = new Filling(lines);
        int width = 0;
        for (int to = from + 1; to <= atoms.size() && filling.add(atoms.get(to - 1)) == 1; to++) {
            Atom last = atoms.get(to - 1);
            width += to == from + 1 ? last.width() : last.widthAfter();
            double full = (double) width / lines.width();
            double cost = before[from] + BALANCE * full * full;
            if (to < atoms.size()) {
                // The last line is the one that costs no break and, among equals, may be longer.
                cost += phrases.cost(last, atoms.get(to)) + TOP_HEAVY * full * line;
            }
            if (cost < after[to]) {
                after[to] = cost;
                previous[to] = from;
            }
        }
    }

    private static Line line(List<Atom> atoms) {
        StringBuilder text = new StringBuilder();
        List<Word> words = new ArrayList<>();
        boolean timed = true;
        for (Atom atom : atoms) {
            boolean space = !text.isEmpty() && atom.joint().spaced();
            text.append(space ? " " : "").append(atom.text());
            timed &= !atom.words().isEmpty();
            for (int i = 0; i < atom.words().size(); i++) {
                Word word = atom.words().get(i);
                words.add(space && i == 0
                        ? new Word(word.start(), word.end(), " " + word.text(), word.probability())
                        : word);
            }
        }
        return new Line(text.toString(), timed ? List.copyOf(words) : List.of());
    }
}
