package aikit.text;

import ai.onnxruntime.OnnxTensor;
import aikit.onnx.OnnxSession;
import aikit.onnx.Tensors;
import aikit.text.Encoder.Reading;
import aikit.tokenize.TypedTokens;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The forward pass of one batch at a time, in buffers of its own that are used again and again. For one thread.
final class EncoderRun {

    private final OnnxSession session;
    private final String output;
    private final Reading reading;
    private LongBuffer ids = Tensors.longs(0);
    private LongBuffer mask = Tensors.longs(0);
    private LongBuffer types = Tensors.longs(0);
    private LongBuffer positions = Tensors.longs(0);

    EncoderRun(OnnxSession session, String output, Reading reading) {
        this.session = session;
        this.output = output;
        this.reading = reading;
    }

    /// Puts the vectors of a batch in their places.
    ///
    /// @param batch numbers of texts, the longest first
    void encode(List<TypedTokens> texts, Integer[] batch, float[][] vectors) {
        int length = Math.max(1, texts.get(batch[0]).count());
        fill(texts, batch, length);
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
                    int tokens = shape.length == 2 ? 0 : texts.get(batch[row]).count();
                    int offset = shape.length == 2 ? row * width : row * length * width;
                    vectors[batch[row]] = reading.vector(values, offset, tokens, width);
                }
            }
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private void fill(List<TypedTokens> texts, Integer[] batch, int length) {
        int size = batch.length * length;
        if (ids.capacity() < size) {
            ids = Tensors.longs(size);
            mask = Tensors.longs(size);
            types = Tensors.longs(size);
            positions = Tensors.longs(size);
        }
        for (LongBuffer buffer : List.of(ids, mask, types, positions)) {
            buffer.clear().limit(size);
        }
        for (int row = 0; row < batch.length; row++) {
            TypedTokens tokens = texts.get(batch[row]);
            for (int i = 0; i < length; i++) {
                int at = row * length + i;
                // What stands under the mask does not matter: 0 is in every vocabulary.
                ids.put(at, i < tokens.count() ? tokens.ids()[i] : 0);
                mask.put(at, i < tokens.count() ? 1 : 0);
                types.put(at, i < tokens.count() ? tokens.types()[i] : 0);
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
}
