package aikit.generate;

import aikit.vector.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Follows the most probable texts of each recording or picture side by side and keeps the best that ended.
///
/// The steps and the conditions to stop are those of `_beam_search` in transformers 5: of
/// each step's continuations the best `2 * beams` are looked at; those that end the text compete for the places of
/// ended ones, the best others go on, until none of them can beat the worst ended one or, with early stopping, as soon as
/// the places are taken.
public final class BeamSearch {

    /// @param beams texts that are followed
    /// @param places ended texts that are kept before the search may stop; transformers keeps as many as beams
    /// @param lengthPenalty exponent of the length by which the sum of logarithms is divided
    /// @param earlyStopping whether it is enough that all places are taken
    public record Width(int beams, int places, double lengthPenalty, boolean earlyStopping) {

        /// Without early stopping.
        public Width(int beams, int places, double lengthPenalty) {
            this(beams, places, lengthPenalty, false);
        }
    }

    private final GenerationRules rules;
    private final Width width;
    private float[] logits = new float[0];

    public BeamSearch(GenerationRules rules, Width width) {
        this.rules = rules;
        this.width = width;
    }

    /// A text that goes on or has ended.
    private record Beam(int[] tokens, float[] logprobs, double sum, List<float[][]> attention) {

        Beam with(int token, float logprob, double newSum) {
            int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
            longer[tokens.length] = token;
            float[] each = Arrays.copyOf(logprobs, logprobs.length + 1);
            each[logprobs.length] = logprob;
            return new Beam(longer, each, newSum, attention);
        }

        Beam seeing(float[][] weights) {
            if (weights.length == 0) {
                return this;
            }
            List<float[][]> longer = new ArrayList<>(attention);
            longer.add(weights);
            return new Beam(tokens, logprobs, sum, longer);
        }
    }

    /// A continuation.
    ///
    /// @param sum of the logarithms up to it
    /// @param logprob its own, after the rules
    private record Candidate(int beam, int token, double sum, float logprob) {}

    private record Ended(Beam beam, double score) {}

    /// The search in one recording or picture.
    private final class Group {
        private List<Beam> running = List.of(new Beam(new int[0], new float[0], 0, List.of()));
        private final List<Ended> ended = new ArrayList<>();
        private int[] from = {0};
        private boolean over;

        /// @param firstRow of this group's in the logits
        void step(Logits next, int firstRow) {
            List<Candidate> candidates = candidates(next, firstRow);
            List<Beam> on = new ArrayList<>();
            List<Integer> sources = new ArrayList<>();
            int length = running.getFirst().tokens.length + 1;
            for (int i = 0; i < candidates.size(); i++) {
                Candidate candidate = candidates.get(i);
                Beam longer = running.get(candidate.beam).with(candidate.token, candidate.logprob, candidate.sum);
                if (candidate.token == rules.endOfText() || length == rules.mostTokens()) {
                    if (i < width.beams) {
                        end(longer);
                    }
                } else if (on.size() < width.beams) {
                    on.add(longer);
                    sources.add(candidate.beam);
                }
            }
            running = on;
            from = sources.stream().mapToInt(Integer::intValue).toArray();
            over = on.isEmpty() || ended.size() == width.places && (width.earlyStopping
                    || on.getFirst().sum / Math.pow(length, width.lengthPenalty) <= ended.getLast().score);
        }

        private void end(Beam beam) {
            ended.add(new Ended(beam, beam.sum / Math.pow(beam.tokens.length, width.lengthPenalty)));
            ended.sort(Comparator.comparingDouble(Ended::score).reversed());
            if (ended.size() > width.places) {
                ended.removeLast();
            }
        }

        private List<Candidate> candidates(Logits next, int firstRow) {
            List<Candidate> best = new ArrayList<>();
            for (int beam = 0; beam < running.size(); beam++) {
                Beam text = running.get(beam);
                next.copy(firstRow + beam, next.positions() - 1, logits);
                float all = (float) Softmax.logSumExp(logits, 0, logits.length);
                for (int i = 0; i < logits.length; i++) {
                    logits[i] -= all;
                }
                rules.filter().apply(logits, text.tokens, text.tokens.length);
                double allowed = Softmax.logSumExp(logits, 0, logits.length);
                for (int token : best(logits, 2 * width.beams)) {
                    best.add(new Candidate(
                            beam, token, text.sum + logits[token], (float) (logits[token] - allowed)));
                }
            }
            best.sort(Comparator.comparingDouble(Candidate::sum).reversed());
            return best.subList(0, Math.min(best.size(), 2 * width.beams));
        }

        void see(Logits next, int firstRow) {
            List<Beam> seeing = new ArrayList<>();
            for (int i = 0; i < running.size(); i++) {
                seeing.add(running.get(i).seeing(next.attention(firstRow + i, 0)));
            }
            running = seeing;
        }

        List<Hypothesis> results() {
            return ended.stream()
                    .map(end -> new Hypothesis(
                            end.beam.tokens, end.beam.logprobs, end.score, end.beam.attention))
                    .toList();
        }
    }

    /// The largest allowed numbers' places, the largest first.
    private static int[] best(float[] values, int count) {
        int[] places = new int[count];
        int size = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] == Float.NEGATIVE_INFINITY || size == count && values[i] <= values[places[size - 1]]) {
                continue;
            }
            int at = size < count ? size++ : count - 1;
            while (at > 0 && values[places[at - 1]] < values[i]) {
                places[at] = places[at - 1];
                at--;
            }
            places[at] = i;
        }
        return Arrays.copyOf(places, size);
    }

    /// @param decoding has read the prompts, one row for each recording or picture
    /// @param prompted what it gave for them
    /// @return for each row the ended texts, the best first
    public List<List<Hypothesis>> write(Decoding decoding, Logits prompted) {
        List<Group> groups = new ArrayList<>();
        for (int row = 0; row < decoding.rows(); row++) {
            groups.add(new Group());
        }
        logits = new float[prompted.vocabulary()];
        List<Group> live = groups;
        Logits next = prompted;
        while (true) {
            int firstRow = 0;
            List<Integer> rows = new ArrayList<>();
            List<int[]> read = new ArrayList<>();
            List<Group> on = new ArrayList<>();
            for (Group group : live) {
                int width = group.running.size();
                group.step(next, firstRow);
                if (!group.over) {
                    on.add(group);
                    for (int i = 0; i < group.from.length; i++) {
                        rows.add(firstRow + group.from[i]);
                        int[] tokens = group.running.get(i).tokens;
                        read.add(new int[]{tokens[tokens.length - 1]});
                    }
                }
                firstRow += width;
            }
            if (on.isEmpty()) {
                return groups.stream().map(Group::results).toList();
            }
            live = on;
            decoding.select(rows.stream().mapToInt(Integer::intValue).toArray());
            next = decoding.read(read.toArray(int[][]::new));
            firstRow = 0;
            for (Group group : live) {
                group.see(next, firstRow);
                firstRow += group.running.size();
            }
        }
    }
}
