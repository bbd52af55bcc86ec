package aikit.text;

import ai.onnxruntime.OnnxTensor;
import aikit.AiException;
import aikit.onnx.OnnxSession;
import aikit.onnx.Tensors;
import aikit.text.EncoderConfig.Pooling;
import aikit.text.Splitter.Piece;
import aikit.vector.Vectors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The forward pass of a text encoder over passages of any number and length, and the pooling after it.
///
/// For one thread at a time. The session stays its owner's.
final class Encoder {

    /// Most tokens of a batch, padding included. Measured on two cores with MiniLM: batches that fit the cache beat
    /// larger ones, and above some 512 tokens there is nothing left to gain.
    private static final int BATCH_TOKENS = 1024;

    private static final Set<String> KNOWN_INPUTS = Set.of("input_ids", "attention_mask", "token_type_ids",
            "position_ids");

    private final OnnxSession session;
    private final Pooling pooling;
    private final EmbedOptions options;
    private final boolean normalize;
    private final String output;
    private LongBuffer ids = direct(0);
    private LongBuffer mask = direct(0);
    private LongBuffer types = direct(0);
    private LongBuffer positions = direct(0);

    Encoder(OnnxSession session, EncoderConfig config, EmbedOptions options) {
        this.session = session;
        this.options = options;
        this.pooling = options.pooling().isEmpty() ? config.pooling() : Pooling.parse(options.pooling());
        this.normalize = options.normalize();
        for (String input : session.inputs().keySet()) {
            if (!KNOWN_INPUTS.contains(input)) {
                throw AiException.model(
                        "the graph wants an input that a text encoder does not have: "
                                + session.inputs().get(input),
                        "");
            }
        }
        this.output = output(session, options);
    }

    /// An export by sentence-transformers pools in the graph; that output is taken unless the pooling was chosen.
    private static String output(OnnxSession session, EmbedOptions options) {
        if (session.outputs().containsKey("sentence_embedding") && options.pooling().isEmpty()) {
            return "sentence_embedding";
        }
        for (String name : List.of("last_hidden_state", "token_embeddings")) {
            if (session.outputs().containsKey(name)) {
                return name;
            }
        }
        throw AiException.model(
                "the graph has no output with a vector for each token: "
                        + session.outputs().values(),
                "");
    }

    /// One vector for each passage, in the same order.
    float[][] encode(List<Piece> pieces) {
        Integer[] order = new Integer[pieces.size()];
        Arrays.setAll(order, i -> i);
        // The longest first: buffers reach their full size at once.
        Arrays.sort(order, Comparator.comparingInt(i -> -pieces.get(i).ids().length));
        float[][] vectors = new float[pieces.size()][];
        int from = 0;
        while (from < order.length) {
            int length = pieces.get(order[from]).ids().length;
            int to = Math.min(order.length, from + Math.max(1, BATCH_TOKENS / Math.max(1, length)));
            encode(pieces, Arrays.copyOfRange(order, from, to), vectors);
            from = to;
        }
        return vectors;
    }

    private void encode(List<Piece> pieces, Integer[] batch, float[][] vectors) {
        int length = Math.max(1, pieces.get(batch[0]).ids().length);
        fill(pieces, batch, length);
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            for (String input : session.inputs().keySet()) {
                tensors.put(input, Tensors.of(buffer(input), batch.length, length)); // [batch, length]
            }
            try (OnnxSession.Outputs outputs = session.run(tensors, Set.of(output))) {
                OnnxTensor tensor = outputs.tensor(output);
                long[] shape = Tensors.shape(tensor); // [batch, length, width] or [batch, width]
                int width = (int) shape[shape.length - 1];
                float[] values = Tensors.floats(tensor);
                for (int row = 0; row < batch.length; row++) {
                    float[] pooled = shape.length == 2
                            ? Arrays.copyOfRange(values, row * width, (row + 1) * width)
                            : pool(values, row * length * width, pieces.get(batch[row]).ids().length, width);
                    vectors[batch[row]] = finish(pooled);
                }
            }
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private void fill(List<Piece> pieces, Integer[] batch, int length) {
        int size = batch.length * length;
        if (ids.capacity() < size) {
            ids = direct(size);
            mask = direct(size);
            types = direct(size);
            positions = direct(size);
        }
        for (LongBuffer buffer : List.of(ids, mask, types, positions)) {
            buffer.clear().limit(size);
        }
        for (int row = 0; row < batch.length; row++) {
            int[] tokens = pieces.get(batch[row]).ids();
            for (int i = 0; i < length; i++) {
                int at = row * length + i;
                // What stands under the mask does not matter: 0 is in every vocabulary.
                ids.put(at, i < tokens.length ? tokens[i] : 0);
                mask.put(at, i < tokens.length ? 1 : 0);
                positions.put(at, i);
            }
        }
    }

    private LongBuffer buffer(String input) {
        return switch (input) {
            case "input_ids" -> ids;
            case "attention_mask" -> mask;
            case "token_type_ids" -> types;
            case "position_ids" -> positions;
            default -> throw new IllegalStateException(input);
        };
    }

    private float[] pool(float[] values, int offset, int tokens, int width) {
        return switch (pooling) {
            case MEAN -> Vectors.meanRows(values, offset, tokens, width);
            case MAX -> Vectors.maxRows(values, offset, tokens, width);
            case CLS -> Arrays.copyOfRange(values, offset, offset + width);
            case LAST -> {
                int last = offset + (tokens - 1) * width;
                yield Arrays.copyOfRange(values, last, last + width);
            }
        };
    }

    private float[] finish(float[] pooled) {
        int dimensions = options.dimensions() == 0 ? pooled.length : options.dimensions();
        if (dimensions > pooled.length) {
            throw AiException.usage(
                    dimensions + " dimensions are more than the model gives", "it gives " + pooled.length);
        }
        float[] vector = dimensions == pooled.length ? pooled : Arrays.copyOf(pooled, dimensions);
        if (normalize) {
            Vectors.normalize(vector);
        }
        return vector;
    }

    private static LongBuffer direct(int size) {
        return ByteBuffer.allocateDirect(size * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }
}
