package aikit.audio.listen;

import aikit.Result.Tempo;
import be.tarsos.dsp.beatroot.Agent;
import be.tarsos.dsp.beatroot.AgentList;
import be.tarsos.dsp.beatroot.Event;
import be.tarsos.dsp.beatroot.EventList;
import be.tarsos.dsp.beatroot.Induction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Finds the beat that runs through onsets, with TarsosDSP's BeatRoot (Dixon, "Evaluation of the Audio Beat Tracking System
/// BeatRoot", 2007), for stretches of half a minute each: what the median of them has is the tempo. Tempi from 60 to 200
/// beats a minute are told apart; slower and faster ones come out as twice or half of what they are.
final class TempoTracker {

    private static final double STRETCH = 30;

    /// A beat is heard when something begins within this many seconds of it.
    private static final double NEAR = 0.05;

    /// Fewer onsets make no beat.
    private static final int FEWEST = 6;

    /// With less than this the beat is an invention: onsets of speech fall near 0.4 of the beats.
    private static final double STEADY = 0.6;

    /// BeatRoot keeps some of its state in static fields, so that only one recording at a time goes through it.
    private static final Object ALONE = new Object();

    private record Beat(double perMinute, double heard) {}

    private final List<Double> onsets = new ArrayList<>();
    private final List<Double> saliences = new ArrayList<>();
    private final List<Beat> beats = new ArrayList<>();
    private double from;

    /// @param time seconds, growing
    void onset(double time, double salience) {
        if (time > from + STRETCH) {
            track();
            from = time;
        }
        onsets.add(time);
        saliences.add(salience);
    }

    private void track() {
        if (onsets.size() >= FEWEST) {
            List<Double> times = beats();
            if (times.size() >= FEWEST) {
                double interval = (times.getLast() - times.getFirst()) / (times.size() - 1);
                beats.add(new Beat(60 / interval, heard(times)));
            }
        }
        onsets.clear();
        saliences.clear();
    }

    private List<Double> beats() {
        EventList events = new EventList();
        for (int i = 0; i < onsets.size(); i++) {
            Event event = new Event(onsets.get(i), onsets.get(i), onsets.get(i), 0, 0, 0, 0, 1);
            event.salience = saliences.get(i);
            events.add(event);
        }
        List<Double> times = new ArrayList<>();
        synchronized (ALONE) {
            AgentList agents = Induction.beatInduction(events);
            agents.beatTrack(events, -1);
            Agent best = agents.bestAgent();
            if (best != null) {
                best.fillBeats(-1);
                best.events.iterator().forEachRemaining(beat -> times.add(beat.keyDown));
            }
        }
        return times;
    }

    private double heard(List<Double> times) {
        int heard = 0;
        for (double beat : times) {
            int at = Collections.binarySearch(onsets, beat);
            int after = at < 0 ? -at - 1 : at;
            boolean near = after < onsets.size() && onsets.get(after) - beat <= NEAR
                    || after > 0 && beat - onsets.get(after - 1) <= NEAR;
            heard += near ? 1 : 0;
        }
        return (double) heard / times.size();
    }

    Tempo finish() {
        track();
        beats.sort((one, other) -> Double.compare(one.perMinute, other.perMinute));
        double heard = beats.stream().mapToDouble(Beat::heard).average().orElse(0);
        return heard < STEADY
                ? new Tempo(Double.NaN, heard)
                : new Tempo(beats.get(beats.size() / 2).perMinute, heard);
    }
}
