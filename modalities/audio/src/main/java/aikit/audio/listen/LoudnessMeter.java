package aikit.audio.listen;

import aikit.Result.Loudness;
import java.util.List;
import java.util.Set;

/// Measures loudness as ITU-R BS.1770-5 and EBU R 128 define it: blocks of 400 ms, a new one each 100 ms, gated at -70
/// LUFS and at 10 LU below the mean of the rest; and the range by EBU Tech 3342, from blocks of 3 s.
final class LoudnessMeter {

    /// Blocks of 100 ms that the others are made of.
    private static final int STEPS_IN_A_SECOND = 10;

    private static final int MOMENTARY_STEPS = 4;
    private static final int SHORT_TERM_STEPS = 30;

    /// Below the mean, in LU: for the whole (BS.1770-5) and for the range (Tech 3342).
    private static final double WHOLE_GATE = 10;

    private static final double RANGE_GATE = 20;
    private static final double RANGE_LOW = 0.10;
    private static final double RANGE_HIGH = 0.95;

    /// What stands beside or behind a listener is heard 1.5 dB louder (BS.1770-5, annex 1, table 3).
    private static final double BEHIND = 1.41;

    private static final Set<String> BEHIND_SPEAKERS = Set.of("SL", "SR", "BL", "BR", "BC", "SDL", "SDR");
    private static final Set<String> BASS_SPEAKERS = Set.of("LFE", "LFE2");

    private final int sampleRate;
    private final double[] weights;
    private final KWeighting[] filters;
    private final EnergyHistogram blocks = new EnergyHistogram();
    private final EnergyHistogram shortTerms = new EnergyHistogram();
    private final double[] steps = new double[SHORT_TERM_STEPS];
    private double step;
    private long frames;
    private long stepEnd;
    private long stepStart;
    private long stepsDone;
    private double momentary;
    private double shortTerm;

    LoudnessMeter(int sampleRate, List<String> speakers) {
        this.sampleRate = sampleRate;
        this.weights = speakers.stream().mapToDouble(LoudnessMeter::weight).toArray();
        this.filters = new KWeighting[weights.length];
        for (int i = 0; i < filters.length; i++) {
            filters[i] = new KWeighting(sampleRate);
        }
        nextStep();
    }

    private static double weight(String speaker) {
        return BASS_SPEAKERS.contains(speaker) ? 0 : BEHIND_SPEAKERS.contains(speaker) ? BEHIND : 1;
    }

    /// @param samples frame after frame
    void accept(float[] samples, int count) {
        int channels = weights.length;
        for (int frame = 0; frame < count; frame++) {
            for (int channel = 0; channel < channels; channel++) {
                double weighted = filters[channel].next(samples[frame * channels + channel]);
                step += weights[channel] * weighted * weighted;
            }
            frames++;
            if (frames == stepEnd) {
                endStep();
            }
        }
    }

    private void nextStep() {
        stepStart = frames;
        stepEnd = Math.round((stepsDone + 1) * (double) sampleRate / STEPS_IN_A_SECOND);
        step = 0;
    }

    private void endStep() {
        steps[(int) (stepsDone % SHORT_TERM_STEPS)] = step / (stepEnd - stepStart);
        stepsDone++;
        nextStep();
        if (stepsDone >= MOMENTARY_STEPS) {
            double energy = mean(MOMENTARY_STEPS);
            blocks.add(energy);
            momentary = Math.max(momentary, energy);
        }
        if (stepsDone >= SHORT_TERM_STEPS) {
            double energy = mean(SHORT_TERM_STEPS);
            shortTerms.add(energy);
            shortTerm = Math.max(shortTerm, energy);
        }
    }

    private double mean(int count) {
        double sum = 0;
        for (int i = 1; i <= count; i++) {
            sum += steps[(int) ((stepsDone - i) % SHORT_TERM_STEPS)];
        }
        return sum / count;
    }

    /// What was measured; what is shorter than a block has no loudness.
    ///
    /// @param truePeak in dBTP
    Loudness finish(double truePeak) {
        double ungated = EnergyHistogram.loudness(blocks.mean(EnergyHistogram.GATE));
        double integrated = EnergyHistogram.loudness(blocks.mean(ungated - WHOLE_GATE));
        double gate = EnergyHistogram.loudness(shortTerms.mean(EnergyHistogram.GATE)) - RANGE_GATE;
        double range = shortTerms.quantile(gate, RANGE_HIGH) - shortTerms.quantile(gate, RANGE_LOW);
        return new Loudness(
                integrated, range, EnergyHistogram.loudness(momentary), EnergyHistogram.loudness(shortTerm), truePeak);
    }
}
