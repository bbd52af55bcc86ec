package aikit.audio.subtitle;

import java.util.List;

/// When cues are shown: from the first word on, long enough to be read, and never two at a time.
final class CueTimes {

    /// Milliseconds that a cue may stay after the speech to be read: "should not hang up on the screen for more than 1.5
    /// seconds" (BBC Subtitle Guidelines, 5.2).
    static final long LINGER = 1500;

    /// Gaps shorter than these milliseconds flicker, and are closed down to the least gap: half a second, 12 frames of 24
    /// a second (Netflix, Subtitle Timing Guidelines, on chaining).
    private static final long CHAIN = 500;

    private final long[] starts;
    private final long[] ends;

    /// Milliseconds of one cue.
    ///
    /// @param width columns of its text
    record Spoken(long start, long end, long hold, int width) {}

    private CueTimes(long[] starts, long[] ends) {
        this.starts = starts;
        this.ends = ends;
    }

    /// @param duration milliseconds of the recording; 0 when it is not known
    static CueTimes of(List<Spoken> cues, Shaping.Pace pace, long duration) {
        int n = cues.size();
        long[] starts = new long[n];
        long[] ends = new long[n];
        for (int i = 0; i < n; i++) {
            starts[i] = i == 0 ? cues.get(i).start : Math.max(cues.get(i).start, starts[i - 1] + 1);
        }
        for (int i = 0; i < n; i++) {
            long next = i + 1 < n ? starts[i + 1] : Long.MAX_VALUE;
            long end = wanted(cues.get(i), starts[i], pace);
            if (i + 1 == n && duration > cues.get(i).end) {
                end = Math.min(end, duration);
            }
            ends[i] = parted(starts[i], Math.max(end, starts[i] + 1), next, pace);
        }
        return new CueTimes(starts, ends);
    }

    /// When a cue would end if it were alone.
    private static long wanted(Spoken cue, long start, Shaping.Pace pace) {
        long longest = Math.max(1, Timecode.millis(pace.longest()));
        long end = Math.max(cue.end, cue.hold);
        long readable = pace.cps() > 0 ? Math.round(cue.width / pace.cps() * 1000) : 0;
        end = Math.max(end, Math.min(start + readable, cue.end + LINGER));
        end = Math.max(end, start + Timecode.millis(pace.shortest()));
        return Math.min(end, start + longest);
    }

    /// The end of a cue with a decent gap to the next, or none when there is no time for one.
    private static long parted(long start, long end, long next, Shaping.Pace pace) {
        long gap = Timecode.millis(pace.gap());
        long longest = Math.max(1, Timecode.millis(pace.longest()));
        if (next - end >= CHAIN) {
            return end;
        }
        long chained = next - gap;
        if (chained >= end) {
            return Math.max(end, Math.min(chained, start + longest));
        }
        return chained - start >= Math.max(1, Timecode.millis(pace.shortest())) ? chained : next;
    }

    long start(int cue) {
        return starts[cue];
    }

    long end(int cue) {
        return ends[cue];
    }
}
