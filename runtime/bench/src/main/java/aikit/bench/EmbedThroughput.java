package aikit.bench;

import ai.onnxruntime.OnnxTensor;
import aikit.Home;
import aikit.Input;
import aikit.Progress;
import aikit.model.ModelDir;
import aikit.model.ModelSpec;
import aikit.model.ModelSpec.Licence;
import aikit.model.ModelSpec.Source;
import aikit.onnx.Device;
import aikit.onnx.OnnxEngine;
import aikit.onnx.OnnxSession;
import aikit.onnx.Tensors;
import aikit.task.AiRuntime;
import aikit.task.EmbedOptions;
import aikit.text.TextEmbedder;
import aikit.tokenize.Tokenizer;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// The text embedder against a bare ONNX Runtime loop over the same tensors on the same threads, interleaved in one
/// run: what tokenising, sorting, pooling and normalising cost.
///
/// Arguments: folder of the built-in model, file with one sentence a line, rounds. Prints one JSON line a round.
public final class EmbedThroughput {

    private static final int BATCH_TOKENS = 512;
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private EmbedThroughput() {}

    public static void main(String[] args) throws IOException {
        Path model = Path.of(args[0]);
        List<String> sentences = Files.readAllLines(Path.of(args[1]));
        int rounds = Integer.parseInt(args[2]);
        Path cache = Files.createTempDirectory("ai-bench");
        Home home = new Home(cache, cache, cache);
        AiRuntime runtime = new AiRuntime(
                new AiRuntime.Settings(home, Device.parse("cpu"), THREADS, false),
                () -> {
                    throw new IllegalStateException();
                },
                Progress.none());
        try (TextEmbedder embedder = TextEmbedder.open(dir(model), EmbedOptions.DEFAULT, runtime);
                Bare bare = new Bare(model, cache, sentences)) {
            embed(embedder, sentences.subList(0, Math.min(200, sentences.size())));
            bare.run(20);
            for (int round = 0; round < rounds; round++) {
                double ours = seconds(() -> embed(embedder, sentences));
                double floor = seconds(() -> bare.run(Integer.MAX_VALUE));
                System.out.printf(
                        java.util.Locale.ROOT,
                        "{\"sentences\":%d,\"pipeline_s\":%.3f,\"bare_session_s\":%.3f,\"ratio\":%.4f}%n",
                        sentences.size(),
                        ours,
                        floor,
                        floor / ours);
            }
        }
        runtime.close();
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /// As the batch engine does it: inputs are prepared on several threads, then go through the model together.
    private static void embed(TextEmbedder embedder, List<String> sentences) {
        embedder.run(sentences.parallelStream()
                .map(sentence -> embedder.prepare(new Input.OfText(sentence, "")))
                .toList());
    }

    private static ModelDir dir(Path model) {
        ModelSpec spec = new ModelSpec(
                "all-minilm-l6-v2",
                List.of(),
                List.of("embed"),
                "bert",
                new Licence("Apache-2.0", true),
                new Source.Folder(model),
                Map.of(),
                List.of(),
                Map.of("max_tokens", "256"),
                Optional.empty());
        ModelDir.Graph graph = new ModelDir.Graph(model.resolve("onnx/model.onnx"), "bench");
        return new ModelDir(spec, model, "local", "fp32", List.of(graph));
    }

    /// The floor: tensors are ready, nothing is done with what comes out.
    private static final class Bare implements AutoCloseable {

        private final OnnxEngine engine;
        private final OnnxSession session;
        private final List<Map<String, OnnxTensor>> batches = new ArrayList<>();

        Bare(Path model, Path cache, List<String> sentences) {
            engine = OnnxEngine.open(new OnnxEngine.Settings(cache, THREADS, false, Progress.none()));
            session = engine.session(model.resolve("onnx/model.onnx"), "bench", Device.parse("cpu"),
                    OnnxEngine.Threading.ACROSS_RUNS);
            List<int[]> ids = new ArrayList<>();
            try (Tokenizer tokenizer = Tokenizer.load(model.resolve("tokenizer.json"), false, cache)) {
                for (String sentence : sentences) {
                    int[] content = tokenizer.ids(sentence);
                    int[] whole = new int[Math.min(256, content.length + 2)];
                    System.arraycopy(content, 0, whole, 1, whole.length - 2);
                    whole[0] = tokenizer.prefix()[0];
                    whole[whole.length - 1] = tokenizer.suffix()[0];
                    ids.add(whole);
                }
            }
            ids.sort(Comparator.comparingInt(tokens -> -tokens.length));
            for (int from = 0; from < ids.size();) {
                int length = ids.get(from).length;
                int to = Math.min(ids.size(), from + Math.max(1, BATCH_TOKENS / length));
                batches.add(tensors(ids.subList(from, to), length));
                from = to;
            }
        }

        private static Map<String, OnnxTensor> tensors(List<int[]> rows, int length) {
            LongBuffer ids = Tensors.longs(rows.size() * length);
            LongBuffer mask = Tensors.longs(rows.size() * length);
            for (int row = 0; row < rows.size(); row++) {
                int[] tokens = rows.get(row);
                for (int i = 0; i < tokens.length; i++) {
                    ids.put(row * length + i, tokens[i]);
                    mask.put(row * length + i, 1);
                }
            }
            long[] shape = {rows.size(), length};
            return Map.of(
                    "input_ids", Tensors.of(ids, shape),
                    "attention_mask", Tensors.of(mask, shape),
                    "token_type_ids", Tensors.of(Tensors.longs(rows.size() * length), shape));
        }

        void run(int most) {
            AtomicInteger next = new AtomicInteger();
            int end = Math.min(most, batches.size());
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < session.runsAtOnce(); i++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    for (int each = next.getAndIncrement(); each < end; each = next.getAndIncrement()) {
                        session.run(batches.get(each), Set.of("last_hidden_state")).close();
                    }
                }));
            }
            for (Thread thread : threads) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public void close() {
            batches.forEach(batch -> batch.values().forEach(OnnxTensor::close));
            session.close();
            engine.close();
        }
    }
}
