package aikit.bench;

import ai.onnxruntime.OnnxTensor;
import aikit.Home;
import aikit.Input;
import aikit.Progress;
import aikit.image.caption.CaptionOptions;
import aikit.image.caption.CaptionOptions.Detail;
import aikit.image.caption.Captioner;
import aikit.image.PreparedPicture;
import aikit.model.ModelDir;
import aikit.model.ModelStore;
import aikit.onnx.Device;
import aikit.onnx.OnnxEngine;
import aikit.onnx.OnnxSession;
import aikit.onnx.Port;
import aikit.onnx.Tensors;
import aikit.task.AiRuntime;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Captions against the bare sessions of encoder and decoder, which do the same runs and nothing else, interleaved in one
/// process: what reading pictures, preparing them, searching and writing words cost. For models in the layout of ViT-GPT2
/// that end no caption before it has as many tokens as are asked for (scripts/bench/caption_models.py).
///
/// Arguments: folder of the model, a folder of pictures, how many of them, tokens of a caption, pictures written about
/// together (several numbers with commas), rounds. Prints a JSON line for each number and round: of the bare sessions, of
/// captions from pictures that are ready, and of captions from the files on, read one after the other, the seconds and
/// those of the processor, which say more on a machine with other work.
public final class CaptionThroughput {

    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private CaptionThroughput() {}

    public static void main(String[] args) throws IOException {
        int tokens = Integer.parseInt(args[3]);
        int[] sizes = Arrays.stream(args[4].split(",")).mapToInt(Integer::parseInt).toArray();
        Path cache = Files.createTempDirectory("ai-bench");
        Home home = new Home(cache, cache, cache);
        Device cpu = Device.parse("cpu");
        AiRuntime runtime = new AiRuntime(
                new AiRuntime.Settings(home, cpu, THREADS, false), () -> ModelStore.of(home, Map.of(), true),
                Progress.none());
        ModelDir model = runtime.models().open(args[0], "caption", "fp32", Progress.none());
        List<Input> pictures = pictures(Path.of(args[1]), Integer.parseInt(args[2]));
        CaptionOptions options = new CaptionOptions(Detail.USUAL, false, "", 1, tokens);
        try (Captioner captioner = Captioner.open(model, options, runtime);
                Bare bare = new Bare(model, runtime.engine(), cpu)) {
            List<PreparedPicture> ready = pictures.stream().map(captioner::prepare).toList();
            captioner.run(ready.subList(0, sizes[0]));
            bare.run(ready.subList(0, sizes[0]), tokens);
            for (int round = 0; round < Integer.parseInt(args[5]); round++) {
                for (int together : sizes) {
                    Time floor = Time.of(() -> parts(ready, together).forEach(part -> bare.run(part, tokens)));
                    Time run = Time.of(() -> parts(ready, together).forEach(captioner::run));
                    Time all = Time.of(() -> parts(pictures, together).forEach(
                            part -> captioner.run(part.stream().map(captioner::prepare).toList())));
                    System.out.println("{\"pictures\":" + ready.size() + ",\"tokens\":" + tokens + ",\"together\":"
                            + together + ",\"bare\":" + floor + ",\"run\":" + run + ",\"from_files\":" + all
                            + ",\"bare_of_run\":" + floor.of(run) + ",\"bare_of_all\":" + floor.of(all) + "}");
                }
            }
        }
        runtime.close();
    }

    private static List<Input> pictures(Path folder, int count) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().limit(count).<Input>map(file -> new Input.OfFile(file, file.toString())).toList();
        }
    }

    private static <T> List<List<T>> parts(List<T> all, int together) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += together) {
            parts.add(all.subList(from, Math.min(all.size(), from + together)));
        }
        return parts;
    }

    /// @param seconds by the clock
    /// @param processor seconds of all threads
    private record Time(double seconds, double processor) {

        private static final OperatingSystemMXBean SYSTEM = ManagementFactory
                .getPlatformMXBean(OperatingSystemMXBean.class);

        static Time of(Runnable work) {
            long processor = SYSTEM.getProcessCpuTime();
            long start = System.nanoTime();
            work.run();
            return new Time((System.nanoTime() - start) / 1e9, (SYSTEM.getProcessCpuTime() - processor) / 1e9);
        }

        Time of(Time whole) {
            return new Time(seconds / whole.seconds, processor / whole.processor);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "[%.3f,%.3f]", seconds, processor);
        }
    }

    /// The floor: the same graphs on tensors of the same shapes.
    private static final class Bare implements AutoCloseable {

        private static final String STATES = "last_hidden_state";

        private final OnnxSession encoder;
        private final OnnxSession decoder;

        Bare(ModelDir model, OnnxEngine engine, Device device) {
            encoder = session(model, "encoder_model", engine, device);
            decoder = session(model, "decoder_model_merged", engine, device);
        }

        private static OnnxSession session(ModelDir model, String part, OnnxEngine engine, Device device) {
            ModelDir.Graph graph = model.graph(part).orElseThrow();
            return engine.session(graph.file(), graph.sha256(), device, OnnxEngine.Threading.WITHIN_A_RUN);
        }

        void run(List<PreparedPicture> pictures, int tokens) {
            long[] shape = {};
            for (PreparedPicture picture : pictures) {
                float[] values = picture.pixels().values();
                try (OnnxTensor pixels = Tensors.of(
                        Tensors.direct(values.length).put(values).flip(), 1, 3, picture.pixels().height(),
                        picture.pixels().width());
                        OnnxSession.Outputs out = encoder.run(Map.of("pixel_values", pixels), Set.of(STATES))) {
                    shape = Tensors.shape(out.tensor(STATES)); // [1, positions, width]
                }
            }
            FloatBuffer states = Tensors.direct((int) (pictures.size() * shape[1] * shape[2]));
            try (OnnxTensor encoded = Tensors.of(states, pictures.size(), shape[1], shape[2])) {
                decode(encoded, pictures.size(), tokens);
            }
        }

        private void decode(OnnxTensor states, int rows, int tokens) {
            Map<String, OnnxTensor> cache = new HashMap<>();
            int vocabulary = decoder.outputs().get("logits").shape().getLast().intValue();
            Set<String> wanted = decoder.outputs().keySet().stream().filter(name -> name.startsWith("present."))
                    .collect(Collectors.toSet());
            int[][] ids = new int[rows][1];
            FloatBuffer logits = Tensors.direct(rows * vocabulary);
            for (int step = 0; step < tokens; step++) {
                Map<String, OnnxTensor> given = new HashMap<>(cache);
                List<OnnxTensor> own = new ArrayList<>();
                for (Port input : decoder.inputs().values()) {
                    if (!given.containsKey(input.name())) {
                        OnnxTensor tensor = switch (input.name()) {
                            case "input_ids" -> Tensors.ids(ids);
                            case "encoder_hidden_states" -> states;
                            case "use_cache_branch" -> Tensors.of(step > 0);
                            default -> Tensors.of(
                                    input.type(), Tensors.memory(input.type(), 0), rows, input.shape().get(1), 0,
                                    input.shape().get(3));
                        };
                        given.put(input.name(), tensor);
                        if (tensor != states) {
                            own.add(tensor);
                        }
                    }
                }
                OnnxTensor place = Tensors.of(logits.duplicate(), rows, 1, vocabulary);
                own.add(place);
                OnnxSession.Outputs outputs = decoder.run(given, wanted, Map.of("logits", place));
                for (String output : wanted) {
                    OnnxTensor before = cache.put(
                            output.replace("present.", "past_key_values."), outputs.tensor(output));
                    if (before != null) {
                        before.close();
                    }
                }
                own.forEach(OnnxTensor::close);
            }
            cache.values().forEach(OnnxTensor::close);
        }

        @Override
        public void close() {
            encoder.close();
            decoder.close();
        }
    }
}
