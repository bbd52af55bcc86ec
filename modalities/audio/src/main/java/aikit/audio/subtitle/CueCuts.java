package aikit.audio.subtitle;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Cuts a stream of text into cues: of all ways that keep within the limits, the one of least cost (dynamic programming,
/// as TeX breaks paragraphs). Costs are points of [Phrases], where 100 is a cut at an ordinary place.
final class CueCuts {

    /// Each cue: fewer are better.
    private static final double CUE = 100;

    /// A full cue, by the square of how full it is: cues of like length are better.
    private static final double FULL = 80;

    /// A second sentence in a cue, when sentences are kept apart.
    private static final double SENTENCE_INSIDE = 150;

    /// A cue that is gone too soon, and on top of it one that is gone at once: more than a second sentence costs.
    private static final double TOO_SHORT = 150;
    private static final double AT_ONCE = 300;

    /// A cue that takes twice the time to read that it has.
    private static final double TOO_FAST = 60;

    /// A second of silence inside a cue.
    private static final double SILENCE_INSIDE = 80;

    /// How much better a cut is after a second of silence, and at the end of a segment.
    private static final double SILENCE = 100;
    private static final double SEGMENT = 30;

    private final Shaping shaping;
    private final List<Atom> atoms;
    private final double[] breaks;

    CueCuts(Shaping shaping, Phrases phrases, List<Atom> atoms) {
        this.shaping = shaping;
        this.atoms = atoms;
        this.breaks = new double[atoms.size() + 1];
        for (int i = 1; i < atoms.size(); i++) {
            breaks[i] = phrases.cost(atoms.get(i - 1), atoms.get(i));
        }
    }

    /// The end of each cue, as a number of pieces.
    List<Integer> ends() {
        int n = atoms.size();
        double[] costs = new double[n + 1];
        int[] previous = new int[n + 1];
        Arrays.fill(costs, 1, n + 1, Double.POSITIVE_INFINITY);
        for (int from = 0; from < n; from++) {
            extend(from, costs, previous);
        }
        Deque<Integer> ends = new ArrayDeque<>();
        for (int at = n; at > 0; at = previous[at]) {
            ends.addFirst(at);
        }
        return List.copyOf(ends);
    }

    /// Tries all cues that begin at `from`.
    private void extend(int from, double[] costs, int[] previous) {
        Shaping.Lines lines = shaping.lines();
        LineLayout.Filling filling = new LineLayout.Filling(lines);
        long start = atoms.get(from).time().start();
        double inside = 0;
        int width = 0;
        int words = 0;
        for (int to = from + 1; to <= atoms.size(); to++) {
            Atom last = atoms.get(to - 1);
            words += last.joint().insideWord() && to > from + 1 ? 0 : 1;
            boolean fits = filling.add(last) <= lines.count()
                    && (lines.cueWords() == 0 || words <= lines.cueWords())
                    && last.time().end() - start <= seconds(shaping.pace().longest())
                    && (to == from + 1 || silence(to - 1) < seconds(shaping.pace().pause()));
            if (!fits && to > from + 1) {
                return;
            }
            width += to == from + 1 ? last.width() : last.widthAfter();
            if (to > from + 1) {
                inside += SILENCE_INSIDE * silence(to - 1) / 1000.0
                        + (breaks[to - 1] == Phrases.SENTENCE && lines.sentences() ? SENTENCE_INSIDE : 0);
            }
            double full = (double) width / (lines.width() * lines.count());
            double cost = costs[from] + CUE + FULL * full * full + inside + pace(start, to, width) + cut(to);
            if (cost < costs[to]) {
                costs[to] = cost;
                previous[to] = from;
            }
        }
    }

    /// Milliseconds of silence before a piece.
    private long silence(int at) {
        return atoms.get(at).time().start() - atoms.get(at - 1).time().end();
    }

    private double cut(int at) {
        if (at == atoms.size()) {
            return 0;
        }
        double gain = SILENCE * silence(at) / 1000.0 + (atoms.get(at).joint().newSegment() ? SEGMENT : 0);
        return Math.max(0, breaks[at] - gain);
    }

    private double pace(long start, int to, int width) {
        Shaping.Pace pace = shaping.pace();
        long end = Math.max(atoms.get(to - 1).time().end(), start + 1) + CueTimes.LINGER;
        double time = to < atoms.size() ? Math.min(end, atoms.get(to).time().start()) - start : end - start;
        double shortest = seconds(pace.shortest());
        double cost = time < shortest ? TOO_SHORT + AT_ONCE * (shortest - time) / shortest : 0;
        double needed = pace.cps() > 0 ? width / pace.cps() * 1000 : 0;
        return cost + (needed > time ? TOO_FAST * Math.min(5, needed / Math.max(1, time) - 1) : 0);
    }

    private static double seconds(double seconds) {
        return seconds * 1000;
    }
}
