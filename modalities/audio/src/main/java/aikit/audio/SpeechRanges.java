package aikit.audio;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What can be done with stretches of a recording. All lists are in the order of time, and those in one do not overlap.
public final class SpeechRanges {

    /// Seconds that are nothing but the rounding of sums.
    private static final double ROUNDING = 1e-9;

    private SpeechRanges() {}

    /// Windows for a model that hears so many seconds at once: neighbours go together as long as all from the first start
    /// to the last end fits, with the silence between them, so that times need no mapping back; what is longer is cut.
    ///
    /// @param longest seconds
    public static List<SpeechRange> windows(List<SpeechRange> ranges, double longest) {
        List<SpeechRange> windows = new ArrayList<>();
        SpeechRange open = null;
        for (SpeechRange range : cut(ranges, longest)) {
            if (open == null) {
                open = range;
            } else if (range.end() - open.start() <= longest + ROUNDING) {
                open = new SpeechRange(open.start(), range.end());
            } else {
                windows.add(open);
                open = range;
            }
        }
        if (open != null) {
            windows.add(open);
        }
        return windows;
    }

    private static List<SpeechRange> cut(List<SpeechRange> ranges, double longest) {
        if (!(longest > 0)) {
            throw new IllegalArgumentException("windows of " + longest + " seconds");
        }
        List<SpeechRange> pieces = new ArrayList<>();
        for (SpeechRange range : ranges) {
            double start = range.start();
            for (int piece = 1; range.end() - start > longest + ROUNDING; piece++) {
                double end = range.start() + piece * longest;
                pieces.add(new SpeechRange(start, end));
                start = end;
            }
            pieces.add(new SpeechRange(start, range.end()));
        }
        return pieces;
    }

    /// What lies in both.
    public static List<SpeechRange> intersection(List<SpeechRange> some, List<SpeechRange> others) {
        List<SpeechRange> both = new ArrayList<>();
        for (int i = 0, j = 0; i < some.size() && j < others.size();) {
            double start = Math.max(some.get(i).start(), others.get(j).start());
            double end = Math.min(some.get(i).end(), others.get(j).end());
            if (end > start) {
                both.add(new SpeechRange(start, end));
            }
            if (some.get(i).end() < others.get(j).end()) {
                i++;
            } else {
                j++;
            }
        }
        return both;
    }

    /// The same stretches in the order of time, those that touch or overlap as one: for what a user or a model put down
    /// in any order.
    public static List<SpeechRange> union(List<SpeechRange> any) {
        List<SpeechRange> union = new ArrayList<>();
        for (SpeechRange range : any.stream().sorted(Comparator.comparingDouble(SpeechRange::start)).toList()) {
            if (!union.isEmpty() && range.start() <= union.getLast().end()) {
                SpeechRange last = union.removeLast();
                union.add(new SpeechRange(last.start(), Math.max(last.end(), range.end())));
            } else {
                union.add(range);
            }
        }
        return union;
    }

    /// The same stretches with some of what stands around them; what meets becomes one.
    ///
    /// @param padding seconds on each side
    /// @param end seconds at which the recording ends
    public static List<SpeechRange> padded(List<SpeechRange> ranges, double padding, double end) {
        return union(ranges.stream()
                .map(range -> new SpeechRange(
                        Math.max(0, range.start() - padding), Math.min(end, range.end() + padding)))
                .toList());
    }

    /// Seconds in all.
    public static double seconds(List<SpeechRange> ranges) {
        double seconds = 0;
        for (SpeechRange range : ranges) {
            seconds += range.length();
        }
        return seconds;
    }

    /// Seconds that lie in both: how much of the speech was transcribed, for one.
    public static double overlap(List<SpeechRange> some, List<SpeechRange> others) {
        return seconds(intersection(some, others));
    }
}
