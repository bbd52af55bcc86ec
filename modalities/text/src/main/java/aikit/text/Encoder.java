package aikit.text;

import aikit.AiException;
import aikit.onnx.OnnxSession;
import aikit.onnx.SideBySide;
import aikit.tokenize.TypedTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Takes tokenised texts of any number and length through a text encoder: sorted by length and cut into batches, since
/// padding is work for nothing, and as many batches at once as the session makes use of.
///
/// For one caller at a time. The session stays its owner's.
final class Encoder {

    /// Most tokens of a batch, padding included. Measured with MiniLM on two cores: 1,500 sentences take 9.3 s in batches
    /// of 256, 7.2 s in batches of 512, and no less in larger ones.
    private static final int BATCH_TOKENS = 512;

    private static final Set<String> KNOWN_INPUTS = Set.of("input_ids", "attention_mask", "token_type_ids",
            "position_ids");

    private final List<EncoderRun> runs = new ArrayList<>();

    /// @param output the one output to compute: `[batch, length, width]`, or `[batch, width]`
    Encoder(OnnxSession session, String output, Reading reading) {
        for (String input : session.inputs().keySet()) {
            if (!KNOWN_INPUTS.contains(input)) {
                throw AiException.model(
                        "the graph wants an input that a text encoder does not have: " + session.inputs().get(input),
                        "");
            }
        }
        for (int i = 0; i < session.runsAtOnce(); i++) {
            runs.add(new EncoderRun(session, output, reading));
        }
    }

    /// What is taken from the output for each text.
    interface Reading {

        /// @param values all numbers of the output
        /// @param offset where those of this text begin
        /// @param tokens how many rows of `width` numbers it has, one for each token; 0 when the graph has made one of
        ///     them, the one at `offset`
        float[] vector(float[] values, int offset, int tokens, int width);
    }

    /// One vector for each text, in the same order.
    float[][] encode(List<TypedTokens> texts) {
        float[][] vectors = new float[texts.size()][];
        List<Integer[]> batches = batches(texts);
        SideBySide.share(runs, batches.size(), (run, i) -> run.encode(texts, batches.get(i), vectors));
        return vectors;
    }

    /// Numbers of the texts of each batch, the longest first: work that is shared out ends evenly on short ones.
    private List<Integer[]> batches(List<TypedTokens> texts) {
        Integer[] order = new Integer[texts.size()];
        long tokens = 0;
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            tokens += texts.get(i).count();
        }
        Arrays.sort(order, Comparator.comparingInt(i -> -texts.get(i).count()));
        long most = Math.clamp(tokens / runs.size(), 1, BATCH_TOKENS);
        List<Integer[]> batches = new ArrayList<>();
        int from = 0;
        while (from < order.length) {
            int length = Math.max(1, texts.get(order[from]).count());
            int to = (int) Math.min(order.length, from + Math.max(1, most / length));
            batches.add(Arrays.copyOfRange(order, from, to));
            from = to;
        }
        return batches;
    }
}
