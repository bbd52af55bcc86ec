package aikit.audio.subtitle;

import aikit.Result.Segment;
import aikit.Result.Word;
import aikit.audio.subtitle.Atom.Joint;
import aikit.audio.subtitle.Atom.Time;
import aikit.audio.subtitle.LineBreaks.Range;
import java.util.ArrayList;
import java.util.List;

/// The text of a segment in one line, and when each of its characters is spoken: as the times of the words say, and
/// evenly by columns in between and where there are none.
final class TimedText {

    /// Columns a second of the slowest speech: a segment without word times that lasts longer ends in silence. People
    /// speak some 15 characters a second; a third of that is very slow.
    private static final double SLOWEST = 5;

    /// How far a word is looked for in the text, in characters: words may be missing.
    private static final int REACH = 64;

    private final String text;
    private final List<Spoken> spoken;
    private final int[] places;
    private final long[] times;
    private final long hold;
    private final int[] columns;

    /// A word in the text.
    private record Spoken(int from, int to, long start, long end, double probability) {}

    private TimedText(String text, List<Spoken> spoken, int[] places, long[] times, long hold) {
        this.text = text;
        this.spoken = spoken;
        this.places = places;
        this.times = times;
        this.hold = hold;
        this.columns = TextWidth.upTo(text);
    }

    /// @param text of the segment, in one line and not empty
    /// @param earliest milliseconds that nothing may begin before
    /// @param latest milliseconds that nothing may end after
    static TimedText of(String text, Segment segment, long earliest, long latest) {
        List<Spoken> spoken = spoken(text, segment.words());
        long start = Timecode.millis(segment.start());
        long end = Timecode.millis(segment.end());
        long hold = end;
        if (spoken.isEmpty()) {
            end = Math.min(end, start + Math.round(TextWidth.of(text) / SLOWEST * 1000));
        } else {
            start = spoken.getFirst().start;
            end = Math.max(start, spoken.getLast().end);
            hold = Math.max(end, Math.min(hold, end + 500));
        }
        int[] places = new int[2 * spoken.size() + 2];
        long[] times = new long[places.length];
        times[0] = start;
        for (int i = 0; i < spoken.size(); i++) {
            places[2 * i + 1] = spoken.get(i).from;
            times[2 * i + 1] = spoken.get(i).start;
            places[2 * i + 2] = spoken.get(i).to;
            times[2 * i + 2] = spoken.get(i).end;
        }
        places[places.length - 1] = text.length();
        times[times.length - 1] = end;
        long last = earliest;
        for (int i = 0; i < times.length; i++) {
            last = Math.clamp(times[i], last, Math.max(last, latest));
            times[i] = last;
        }
        return new TimedText(text, spoken, places, times, Math.clamp(hold, last, Math.max(last, latest)));
    }

    /// Where the words are in the text. Their punctuation may be missing; when most are not there at all, none count.
    private static List<Spoken> spoken(String text, List<Word> words) {
        List<Spoken> found = new ArrayList<>(words.size());
        int at = 0;
        int wanted = 0;
        for (Word word : words) {
            String bare = CueText.oneLine(word.text());
            if (bare.isEmpty()) {
                continue;
            }
            wanted++;
            int from = find(text, bare, at);
            if (from >= 0) {
                at = from + bare.length();
                while (at < text.length() && !Character.isLetterOrDigit(text.codePointAt(at)) && text.charAt(at) != ' '
                        && !LineBreaks.isUnspaced(text.codePointAt(at))) {
                    at += Character.charCount(text.codePointAt(at));
                }
                found.add(new Spoken(
                        from, at, Timecode.millis(word.start()), Timecode.millis(word.end()), word.probability()));
            }
        }
        return 2 * found.size() < wanted ? List.of() : found;
    }

    private static int find(String text, String word, int from) {
        int last = Math.min(from + REACH, text.length() - word.length());
        for (int at = from; at <= last; at++) {
            if (text.startsWith(word, at)) {
                return at;
            }
        }
        for (int at = from; at <= last; at++) {
            if (text.regionMatches(true, at, word, 0, word.length())) {
                return at;
            }
        }
        return -1;
    }

    /// When the last character was spoken.
    long end() {
        return times[times.length - 1];
    }

    /// The text in pieces.
    ///
    /// @param limit columns of a line
    /// @param spaced whether a space stands before the first
    List<Atom> atoms(int limit, boolean spaced) {
        List<Range> ranges = LineBreaks.of(text, columns, limit);
        List<Atom> atoms = new ArrayList<>(ranges.size());
        int next = 0;
        for (int i = 0; i < ranges.size(); i++) {
            Range range = ranges.get(i);
            while (next < spoken.size() && spoken.get(next).to <= range.from()) {
                next++;
            }
            boolean inside = next < spoken.size() && spoken.get(next).from < range.from();
            Joint joint = new Joint(i == 0 ? spaced : range.spaced(), inside, i == 0);
            long start = startAt(range.from());
            long end = Math.max(start, endAt(range.to()));
            Time time = new Time(start, end, i + 1 == ranges.size() ? Math.max(end, hold) : end);
            String piece = text.substring(range.from(), range.to());
            atoms.add(new Atom(piece, columns[range.to()] - columns[range.from()], joint, time, words(range, next)));
        }
        return atoms;
    }

    /// The words of a piece, from the one with number `first` on, parts of words among them; none when some of the text
    /// is not in words.
    private List<Word> words(Range range, int first) {
        List<Word> words = new ArrayList<>();
        int at = range.from();
        for (int i = first; i < spoken.size() && spoken.get(i).from < range.to() && at < range.to(); i++) {
            Spoken one = spoken.get(i);
            if (!text.substring(at, Math.max(at, one.from)).isBlank()) {
                return List.of();
            }
            int to = Math.min(range.to(), one.to);
            double start = startAt(Math.max(range.from(), one.from)) / 1000.0;
            double end = Math.max(start, endAt(to) / 1000.0);
            words.add(new Word(start, end, text.substring(at, to), one.probability));
            at = to;
        }
        return at == range.to() ? words : List.of();
    }

    /// When the character at a place begins: of several times for one place the last, where a word begins.
    private long startAt(int place) {
        int i = above(place, true) - 1;
        return places[i] == place || i + 1 == places.length ? times[i] : between(i, place);
    }

    /// When the character before a place ends: of several times for one place the first, where a word ends.
    private long endAt(int place) {
        int i = Math.min(above(place, false), places.length - 1);
        return places[i] == place || i == 0 ? times[i] : between(i - 1, place);
    }

    /// The first known place that is greater, or at least as great when `over` is false.
    private int above(int place, boolean over) {
        int low = 0;
        int high = places.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (over ? places[middle] > place : places[middle] >= place) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private long between(int i, int place) {
        double all = columns[places[i + 1]] - columns[places[i]];
        double part = columns[place] - columns[places[i]];
        return times[i] + (all == 0 ? 0 : Math.round((times[i + 1] - times[i]) * part / all));
    }
}
