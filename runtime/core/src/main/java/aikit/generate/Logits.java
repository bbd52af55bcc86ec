package aikit.generate;

import java.nio.FloatBuffer;
import java.util.List;

/// What a decoder expects next: for each row and each position that was read, a number for every token of the
/// vocabulary, before any softmax. Good until the decoder reads on.
public final class Logits {

    private final FloatBuffer values; // [rows, positions, vocabulary]
    private final int positions;
    private final int vocabulary;
    private final List<Attention> attention;
    private final boolean firstRowOnly;

    /// Where one head of the decoder looks.
    ///
    /// @param weights [rows, heads, positions, frames] of its layer
    /// @param head its number in the layer
    record Attention(float[] weights, int heads, int head, int frames) {}

    Logits(FloatBuffer values, int positions, int vocabulary, List<Attention> attention) {
        this(values, positions, vocabulary, attention, false);
    }

    private Logits(
            FloatBuffer values, int positions, int vocabulary, List<Attention> attention, boolean firstRowOnly) {
        this.values = values;
        this.positions = positions;
        this.vocabulary = vocabulary;
        this.attention = attention;
        this.firstRowOnly = firstRowOnly;
    }

    /// The same with every row as the first one: for rows that go on from it.
    public Logits ofFirstRow() {
        return new Logits(values, positions, vocabulary, attention, true);
    }

    public int positions() {
        return positions;
    }

    public int vocabulary() {
        return vocabulary;
    }

    /// Copies the numbers after one position.
    ///
    /// @param into as long as the vocabulary
    public void copy(int row, int position, float[] into) {
        values.get(((firstRowOnly ? 0 : row) * positions + position) * vocabulary, into, 0, vocabulary);
    }

    /// Where the heads that were asked for looked while a position was read.
    ///
    /// @return [heads][frames]; no head when none was asked for
    public float[][] attention(int row, int position) {
        float[][] weights = new float[attention.size()][];
        for (int i = 0; i < weights.length; i++) {
            Attention head = attention.get(i);
            weights[i] = new float[head.frames];
            int at = (((firstRowOnly ? 0 : row) * head.heads + head.head) * positions + position) * head.frames;
            System.arraycopy(head.weights, at, weights[i], 0, head.frames);
        }
        return weights;
    }
}
