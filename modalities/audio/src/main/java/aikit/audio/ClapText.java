package aikit.audio;

import ai.onnxruntime.OnnxTensor;
import aikit.model.ModelDir;
import aikit.onnx.Tensors;
import aikit.task.AiRuntime;
import aikit.tokenize.Tokenizer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/// The half of a CLAP model that reads: a RoBERTa with a projection. Whoever opens it closes it.
final class ClapText implements AutoCloseable {

    /// Positions of RoBERTa; it counts from the number after that of the padding token, so two of them are lost.
    private static final int USUAL_POSITIONS = 514;
    private static final int LOST_POSITIONS = 2;

    private final Tokenizer tokenizer;
    private final ClapHalf half;
    private final int maxTokens;

    private ClapText(Tokenizer tokenizer, ClapHalf half, int maxTokens) {
        this.tokenizer = tokenizer;
        this.half = half;
        this.maxTokens = maxTokens;
    }

    static ClapText open(ModelDir model, AiRuntime runtime) {
        Tokenizer tokenizer = Tokenizer.load(
                model.file("tokenizer.json"), false, runtime.settings().home().cache());
        try {
            ClapHalf half = ClapHalf.open(
                    model, "text_model", Set.of("input_ids", "attention_mask"), "text_embeds", runtime);
            return new ClapText(tokenizer, half, maxTokens(model));
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    private static int maxTokens(ModelDir model) {
        int positions = model.json("config.json").path("text_config").path("max_position_embeddings")
                .asInt(USUAL_POSITIONS) - LOST_POSITIONS;
        // Tokenizers that know no limit write a very large number.
        double length = model.json("tokenizer_config.json").path("model_max_length").asDouble(0);
        return length > 0 && length < positions ? (int) length : positions;
    }

    /// A text as the model reads it.
    ///
    /// @param ids token numbers, special tokens included
    /// @param truncated whether its end was left out
    record Read(int[] ids, boolean truncated) {}

    Read read(String text) {
        int[] prefix = tokenizer.prefix();
        int[] suffix = tokenizer.suffix();
        int[] body = tokenizer.ids(text);
        int kept = Math.min(body.length, maxTokens - prefix.length - suffix.length);
        int[] ids = Arrays.copyOf(prefix, prefix.length + kept + suffix.length);
        System.arraycopy(body, 0, ids, prefix.length, kept);
        System.arraycopy(suffix, 0, ids, prefix.length + kept, suffix.length);
        return new Read(ids, kept < body.length);
    }

    float[] vector(Read text) {
        int length = text.ids.length;
        LongBuffer ids = Tensors.longs(length);
        LongBuffer mask = Tensors.longs(length);
        for (int i = 0; i < length; i++) {
            ids.put(i, text.ids[i]);
            mask.put(i, 1);
        }
        try (OnnxTensor idTensor = Tensors.of(ids, 1, length); // [1, length]
                OnnxTensor maskTensor = Tensors.of(mask, 1, length)) {
            return half.vector(Map.of("input_ids", idTensor, "attention_mask", maskTensor));
        }
    }

    String device() {
        return half.device();
    }

    @Override
    public void close() {
        half.close();
        tokenizer.close();
    }
}
