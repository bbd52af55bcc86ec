package aikit.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpeechRangesTest {

    @Test
    void neighboursGoTogetherWhileTheyFit() {
        List<SpeechRange> speech = ranges(1, 5, 6, 20, 29, 31, 32, 40, 100, 101);
        assertEquals(ranges(1, 31, 32, 40, 100, 101), SpeechRanges.windows(speech, 30));
        assertEquals(ranges(1, 20, 29, 40, 100, 101), SpeechRanges.windows(speech, 29));
        assertEquals(List.of(), SpeechRanges.windows(List.of(), 30));
    }

    @Test
    void whatIsTooLongIsCutAndItsRestGoesOn() {
        assertEquals(ranges(5, 35, 35, 65, 65, 95), SpeechRanges.windows(ranges(5, 70, 71, 95), 30));
        assertEquals(ranges(0.4, 30.4, 30.4, 60.4), SpeechRanges.windows(ranges(0.4, 60.4), 30));
        assertThrows(IllegalArgumentException.class, () -> SpeechRanges.windows(ranges(0, 1), 0));
    }

    @Test
    void windowsHoldAllSpeechAndNoneIsTooLong() {
        Random random = new Random(8);
        for (int round = 0; round < 200; round++) {
            List<SpeechRange> speech = random(random, 30, 40);
            List<SpeechRange> windows = SpeechRanges.windows(speech, 30);
            assertEquals(SpeechRanges.seconds(speech), SpeechRanges.overlap(speech, windows), 1e-6);
            double end = 0;
            for (SpeechRange window : windows) {
                assertTrue(window.start() >= end && window.length() > 0 && window.length() <= 30 + 1e-6);
                end = window.end();
            }
        }
    }

    @Test
    void theIntersectionIsWhatLiesInBoth() {
        List<SpeechRange> speech = ranges(0, 10, 20, 30, 40, 50);
        assertEquals(ranges(5, 10, 20, 25, 45, 50), SpeechRanges.intersection(speech, ranges(5, 25, 45, 60)));
        assertEquals(ranges(1, 2, 3, 4), SpeechRanges.intersection(ranges(1, 2, 3, 4), ranges(0, 100)));
        assertEquals(List.of(), SpeechRanges.intersection(speech, ranges(10, 20, 30, 40)));
        assertEquals(List.of(), SpeechRanges.intersection(speech, List.of()));
    }

    @Test
    void secondsOfOverlapAreThoseOfCounting() {
        Random random = new Random(9);
        for (int round = 0; round < 100; round++) {
            List<SpeechRange> some = random(random, 5, 5);
            List<SpeechRange> others = random(random, 5, 5);
            int counted = 0;
            for (int i = 0; i < 40_000; i++) {
                double middle = (i + 0.5) / 100;
                counted += lies(middle, some) && lies(middle, others) ? 1 : 0;
            }
            assertEquals(counted / 100.0, SpeechRanges.overlap(some, others), 1e-6);
        }
    }

    @Test
    void theUnionIsInOrderWithoutOverlaps() {
        assertEquals(ranges(0, 7, 8, 9), SpeechRanges.union(ranges(8, 9, 2, 5, 0, 3, 5, 7, 1, 2)));
        assertEquals(List.of(), SpeechRanges.union(List.of()));
    }

    private static boolean lies(double second, List<SpeechRange> ranges) {
        return ranges.stream().anyMatch(range -> range.start() < second && second < range.end());
    }

    /// In hundredths of a second, one after the other.
    private static List<SpeechRange> random(Random random, int most, int longest) {
        List<SpeechRange> ranges = new ArrayList<>();
        int at = 0;
        for (int i = random.nextInt(most); i > 0; i--) {
            int start = at + random.nextInt(1, longest * 100);
            at = start + random.nextInt(1, longest * 200);
            ranges.add(new SpeechRange(start / 100.0, at / 100.0));
        }
        return ranges;
    }

    private static List<SpeechRange> ranges(double... ends) {
        List<SpeechRange> ranges = new ArrayList<>();
        for (int i = 0; i < ends.length; i += 2) {
            ranges.add(new SpeechRange(ends[i], ends[i + 1]));
        }
        return ranges;
    }
}
