package aikit.audio.listen;

import aikit.Result.Stretch;
import aikit.Result.Stretches;
import java.util.ArrayList;
import java.util.List;

/// Collects stretches of a recording: counts all and keeps the first ones.
final class StretchList {

    /// More are of no use to a reader, and a hostile file could have millions.
    static final int MOST = 10_000;

    private final List<Stretch> listed = new ArrayList<>();
    private long count;
    private double seconds;

    /// @param end greater than `start`
    void add(double start, double end) {
        count++;
        seconds += end - start;
        if (listed.size() < MOST) {
            listed.add(new Stretch(start, end));
        }
    }

    Stretches stretches() {
        return new Stretches(count, seconds, List.copyOf(listed));
    }
}
