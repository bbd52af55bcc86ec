package aikit.generate;

import aikit.vector.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes one text for each row, token by token: each row takes what its sampler picks, until its end.
public final class Generator {

    /// Rows that have ended are left out of the following steps when so many have that picking the others pays.
    private static final int WORTH_LEAVING_OUT = 2;

    private final GenerationRules rules;

    public Generator(GenerationRules rules) {
        this.rules = rules;
    }

    /// A row that is being written.
    private final class Text {
        private final int[] tokens = new int[rules.mostTokens()];
        private final float[] logprobs = new float[rules.mostTokens()];
        private final List<float[][]> attention = new ArrayList<>();
        private int count;

        boolean ended() {
            return count == tokens.length || count > 0 && tokens[count - 1] == rules.endOfText();
        }

        void add(float[] logits, Sampler sampler) {
            rules.filter().apply(logits, tokens, count);
            int token = sampler.pick(logits);
            tokens[count] = token;
            logprobs[count] = (float) (logits[token] - Softmax.logSumExp(logits, 0, logits.length));
            count++;
        }

        Hypothesis whole() {
            float[] each = Arrays.copyOf(logprobs, count);
            double sum = 0;
            for (float logprob : each) {
                sum += logprob;
            }
            return new Hypothesis(Arrays.copyOf(tokens, count), each, sum / Math.max(1, count), attention);
        }
    }

    /// @param decoding has read the prompts
    /// @param prompted what it gave for them
    /// @param samplers one for each row
    /// @return in the order of the rows
    public List<Hypothesis> write(Decoding decoding, Logits prompted, List<Sampler> samplers) {
        List<Text> texts = new ArrayList<>();
        List<Integer> live = new ArrayList<>();
        for (int row = 0; row < decoding.rows(); row++) {
            texts.add(new Text());
            live.add(row);
        }
        float[] logits = new float[prompted.vocabulary()];
        Logits next = prompted;
        while (true) {
            boolean all = true;
            for (int i = 0; i < live.size(); i++) {
                Text text = texts.get(live.get(i));
                if (!text.ended()) {
                    next.copy(i, next.positions() - 1, logits);
                    text.add(logits, samplers.get(live.get(i)));
                    all &= text.ended();
                }
            }
            if (all) {
                return texts.stream().map(Text::whole).toList();
            }
            live = leaveOut(decoding, texts, live);
            int[][] read = new int[live.size()][];
            for (int i = 0; i < read.length; i++) {
                Text text = texts.get(live.get(i));
                read[i] = new int[]{text.tokens[text.count - 1]};
            }
            next = decoding.read(read);
            for (int i = 0; i < read.length; i++) {
                Text text = texts.get(live.get(i));
                float[][] attention = next.attention(i, 0);
                if (!text.ended() && attention.length > 0) {
                    text.attention.add(attention);
                }
            }
        }
    }

    /// The rows that go on.
    private static List<Integer> leaveOut(Decoding decoding, List<Text> texts, List<Integer> live) {
        List<Integer> rest = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < live.size(); i++) {
            if (!texts.get(live.get(i)).ended()) {
                rest.add(live.get(i));
                places.add(i);
            }
        }
        if (rest.size() * WORTH_LEAVING_OUT > live.size()) {
            return live;
        }
        decoding.select(places.stream().mapToInt(Integer::intValue).toArray());
        return rest;
    }
}
