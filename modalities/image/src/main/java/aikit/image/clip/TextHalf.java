package aikit.image.clip;

import ai.onnxruntime.OnnxTensor;
import aikit.model.ModelDir;
import aikit.onnx.SideBySide;
import aikit.onnx.Tensors;
import aikit.task.AiRuntime;
import aikit.tokenize.Tokenizer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// The half of an image-text model that reads. For one caller at a time; whoever opens it closes it.
final class TextHalf implements AutoCloseable {

    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";

    /// Texts of a run.
    private static final int BATCH = 16;

    private final Tokenizer tokenizer;
    private final TextRules rules;
    private final Half half;
    private final int batch;

    private TextHalf(Tokenizer tokenizer, TextRules rules, Half half, int batch) {
        this.tokenizer = tokenizer;
        this.rules = rules;
        this.half = half;
        this.batch = batch;
    }

    /// @param outputs names of outputs that are the vectors of the common space, the preferred one first
    static TextHalf open(ModelDir model, List<String> outputs, AiRuntime runtime) {
        Tokenizer tokenizer = Tokenizer.load(
                model.file("tokenizer.json"), TextRules.lowerCase(model), runtime.settings().home().cache());
        Half half = null;
        try {
            half = Half.open(model, new Half.Kind("text_model", IDS, Set.of(MASK), outputs), runtime);
            long length = half.session().inputs().get(IDS).shape().getLast();
            TextRules rules = TextRules.read(model, tokenizer, length > 0 ? (int) length : 0);
            return new TextHalf(tokenizer, rules, half, half.batch(IDS, ImageTextModel.batch(model, BATCH)));
        } catch (RuntimeException e) {
            if (half != null) {
                half.close();
            }
            tokenizer.close();
            throw e;
        }
    }

    TextRules.Read read(String text, boolean fromEnd) {
        return rules.read(tokenizer, text, fromEnd);
    }

    /// A vector for each text, in the same order. Texts of one length go through the model together, so that none is
    /// filled up for the sake of another.
    float[][] vectors(List<TextRules.Read> texts) {
        List<List<Integer>> runs = runs(texts);
        List<Integer> threads = IntStream.range(0, half.session().runsAtOnce()).boxed().toList();
        float[][] vectors = new float[texts.size()][];
        SideBySide.share(threads, runs.size(), (_, number) -> {
            List<Integer> run = runs.get(number);
            float[][] made = run(run.stream().map(texts::get).toList());
            for (int i = 0; i < made.length; i++) {
                vectors[run.get(i)] = made[i];
            }
        });
        return vectors;
    }

    private List<List<Integer>> runs(List<TextRules.Read> texts) {
        int most = Math.clamp(Math.ceilDiv(texts.size(), half.session().runsAtOnce()), 1, batch);
        List<List<Integer>> runs = new ArrayList<>();
        IntStream.range(0, texts.size()).boxed()
                .sorted(Comparator.comparingInt(i -> -texts.get(i).ids().length))
                .forEach(i -> {
                    List<Integer> last = runs.isEmpty() ? null : runs.getLast();
                    if (last == null || last.size() == most
                            || texts.get(last.getFirst()).ids().length != texts.get(i).ids().length) {
                        last = new ArrayList<>();
                        runs.add(last);
                    }
                    last.add(i);
                });
        return runs;
    }

    private float[][] run(List<TextRules.Read> texts) {
        int length = texts.getFirst().ids().length;
        LongBuffer ids = Tensors.longs(texts.size() * length);
        LongBuffer mask = Tensors.longs(texts.size() * length);
        for (TextRules.Read text : texts) {
            for (int i = 0; i < length; i++) {
                ids.put(text.ids()[i]);
                mask.put(text.seen(i) ? 1 : 0);
            }
        }
        Map<String, OnnxTensor> tensors = new HashMap<>();
        try {
            tensors.put(IDS, Tensors.of(ids.flip(), texts.size(), length)); // [batch, length]
            if (half.session().inputs().containsKey(MASK)) {
                tensors.put(MASK, Tensors.of(mask.flip(), texts.size(), length));
            }
            return half.vectors(tensors);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
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
