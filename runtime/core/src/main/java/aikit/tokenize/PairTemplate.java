package aikit.tokenize;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Optional;

/// How a tokenizer makes one input of two texts: which special tokens stand before, between and after them, and which
/// segments these belong to. `[CLS] A [SEP] B [SEP]` with segments 0 and 1 for BERT, `<s> A </s></s> B </s>` with
/// segment 0 alone for XLM-RoBERTa.
public final class PairTemplate {

    private final TypedTokens sample;
    private final Span first;
    private final Span second;

    /// Where a text stands in the sample.
    private record Span(int start, int end) {

        /// The tokens of one of the two texts, which follow each other without a gap.
        static Optional<Span> of(int text, int[] texts) {
            int start = 0;
            while (start < texts.length && texts[start] != text) {
                start++;
            }
            int end = start;
            while (end < texts.length && texts[end] == text) {
                end++;
            }
            boolean again = Arrays.stream(texts, end, texts.length).anyMatch(each -> each == text);
            return start == end || again ? Optional.empty() : Optional.of(new Span(start, end));
        }
    }

    private PairTemplate(TypedTokens sample, Span first, Span second) {
        this.sample = sample;
        this.first = first;
        this.second = second;
    }

    /// Reads the template off the encoding of two short texts.
    ///
    /// @param texts for each token, which of the texts it is of: 0 or 1, and another number for special tokens
    /// @return empty when the first text does not stand before the second
    static Optional<PairTemplate> of(TypedTokens sample, int[] texts) {
        Optional<Span> first = Span.of(0, texts);
        Optional<Span> second = Span.of(1, texts);
        return first.isEmpty() || second.isEmpty() || second.get().start < first.get().end
                ? Optional.empty()
                : Optional.of(new PairTemplate(sample, first.get(), second.get()));
    }

    /// How many special tokens a pair gets.
    public int specials() {
        return sample.count() - (first.end - first.start) - (second.end - second.start);
    }

    /// Two texts as one input. What is too long loses its end: the longer of the two until they fit or are equally
    /// long, then both, as `longest_first` in the tokenizers of Hugging Face (`tokenizers/src/utils/truncation.rs`).
    ///
    /// @param one tokens of the first text, without special tokens
    /// @param other tokens of the second text, without special tokens
    /// @param limit most tokens of the whole, special tokens included; more than [#specials()]
    public TypedTokens join(int[] one, int[] other, int limit) {
        int room = limit - specials();
        if (room < 1) {
            throw new IllegalArgumentException(limit + " tokens leave no room for text");
        }
        int ones = one.length;
        int others = other.length;
        if (ones + others > room) {
            int half = room / 2;
            // The half that is one token larger is that of the longer text, and of the second of two equals.
            int oneHalf = ones > others ? room - half : half;
            ones = Math.min(ones, Math.max(oneHalf, room - others));
            others = Math.min(others, room - ones);
        }
        Joined joined = new Joined(ones + others + specials());
        joined.specials(sample, 0, first.start);
        joined.text(one, ones, sample.types()[first.start]);
        joined.specials(sample, first.end, second.start);
        joined.text(other, others, sample.types()[second.start]);
        joined.specials(sample, second.end, sample.count());
        return new TypedTokens(joined.ids.array(), joined.types.array());
    }

    /// A pair as it is put together.
    private record Joined(IntBuffer ids, IntBuffer types) {

        Joined(int count) {
            this(IntBuffer.allocate(count), IntBuffer.allocate(count));
        }

        void specials(TypedTokens sample, int start, int end) {
            ids.put(sample.ids(), start, end - start);
            types.put(sample.types(), start, end - start);
        }

        void text(int[] tokens, int count, int type) {
            ids.put(tokens, 0, count);
            while (types.position() < ids.position()) {
                types.put(type);
            }
        }
    }
}
