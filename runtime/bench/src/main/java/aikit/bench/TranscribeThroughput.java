package aikit.bench;

import ai.onnxruntime.OnnxTensor;
import aikit.Home;
import aikit.Input;
import aikit.Progress;
import aikit.audio.FeatureConfig;
import aikit.audio.Sound;
import aikit.audio.TranscribeOptions;
import aikit.audio.VoiceActivity;
import aikit.audio.whisper.Transcriber;
import aikit.model.ModelDir;
import aikit.model.ModelStore;
import aikit.onnx.Device;
import aikit.onnx.OnnxEngine;
import aikit.onnx.OnnxSession;
import aikit.onnx.Port;
import aikit.onnx.Tensors;
import aikit.task.AiRuntime;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Transcribing against the bare sessions of encoder and decoder, which do the same runs and nothing else, interleaved in
/// one process: what decoding, features, rules on tokens and text cost. The number of tokens of a window is fixed, so that
/// a model with random weights does as well as a real one.
///
/// Arguments: folder of the model, precision, a recording, tokens of a window, windows decoded together (0 for one after
/// the other), rounds; then `bare` to run the bare sessions too, and `vad` to listen for speech. Prints one JSON line a
/// round.
public final class TranscribeThroughput {

    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private TranscribeThroughput() {}

    public static void main(String[] args) throws IOException {
        int tokens = Integer.parseInt(args[3]);
        int batch = Integer.parseInt(args[4]);
        Path cache = Files.createTempDirectory("ai-bench");
        Home home = new Home(cache, cache, cache);
        Device cpu = Device.parse("cpu");
        AiRuntime runtime = new AiRuntime(
                new AiRuntime.Settings(home, cpu, THREADS, false), () -> ModelStore.of(home, Map.of(), true),
                Progress.none());
        ModelDir model = runtime.models().open(args[0], "transcribe", args[1], Progress.none());
        Path file = Path.of(args[2]);
        try (Transcriber transcriber = Transcriber.open(model, options(model, tokens, batch, args), runtime);
                Bare bare = new Bare(model, runtime.engine(), cpu)) {
            warm(transcriber, Math.max(1, batch));
            boolean compared = options(args).contains("bare");
            if (compared) {
                bare.run(Math.max(1, batch), tokens);
            }
            for (int round = 0; round < Integer.parseInt(args[5]); round++) {
                int[] windows = {0};
                double ours = seconds(() -> windows[0] = transcribe(transcriber, file));
                String line = String.format(
                        Locale.ROOT, "\"windows\":%d,\"tokens\":%d,\"seconds\":%.3f", windows[0], tokens, ours);
                if (compared) {
                    double floor = seconds(() -> floor(bare, windows[0], Math.max(1, batch), tokens));
                    line += String.format(
                            Locale.ROOT, ",\"bare_sessions_s\":%.3f,\"ratio\":%.4f", floor, ours / floor);
                }
                System.out.println("{" + line + "}");
            }
        }
        runtime.close();
    }

    private static List<String> options(String[] args) {
        return List.of(args).subList(6, args.length);
    }

    /// Lets the JIT see a window or two.
    private static void warm(Transcriber transcriber, int windows) {
        float[] noise = new float[windows * 30 * 16_000];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian() * 0.05f;
        }
        for (int i = 0; i < (windows == 1 ? 3 : 1); i++) {
            transcriber.run(List.of(Sound.of("warm", 16_000, noise)));
        }
    }

    private static void floor(Bare bare, int windows, int batch, int tokens) {
        for (int left = windows; left > 0; left -= batch) {
            bare.run(Math.min(left, batch), tokens);
        }
    }

    private static TranscribeOptions options(ModelDir model, int tokens, int batch, String[] args) {
        TranscribeOptions usual = TranscribeOptions.DEFAULT;
        int end = model.json("generation_config.json").path("eos_token_id").asInt();
        TranscribeOptions.Search search = new TranscribeOptions.Search(
                1, 1, 1, 1, tokens, List.of(0.0), List.of(-1, end));
        boolean vad = options(args).contains("vad");
        return new TranscribeOptions(
                usual.language(), new TranscribeOptions.Context("", false, "", "", false), search,
                new TranscribeOptions.Gates(Double.NaN, Double.NaN, Double.NaN),
                new TranscribeOptions.Speech(vad ? "auto" : "none", VoiceActivity.Options.DEFAULT, "", List.of()),
                new TranscribeOptions.Windows(batch, false, false));
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /// @return windows of the recording
    private static int transcribe(Transcriber transcriber, Path file) {
        Sound sound = transcriber.prepare(new Input.OfFile(file, file.toString()));
        aikit.Result result = transcriber.run(List.of(sound)).getFirst();
        double seconds = ((aikit.Result.Transcript) result).duration();
        return (int) Math.ceil(seconds / FeatureConfig.WHISPER.chunkSeconds());
    }

    /// The floor: the same graphs on tensors of the same shapes.
    private static final class Bare implements AutoCloseable {

        private final OnnxSession encoder;
        private final OnnxSession decoder;
        private final FloatBuffer features;
        private final int mels;

        Bare(ModelDir model, OnnxEngine engine, Device device) {
            FeatureConfig config = FeatureConfig.read(model);
            mels = config.melBins();
            features = Tensors.direct(mels * config.chunkFrames());
            encoder = session(model, "encoder_model", engine, device);
            decoder = session(model, "decoder_model_merged", engine, device);
        }

        private static OnnxSession session(ModelDir model, String part, OnnxEngine engine, Device device) {
            ModelDir.Graph graph = model.graph(part).orElseThrow();
            return engine.session(graph.file(), graph.sha256(), device, OnnxEngine.Threading.WITHIN_A_RUN);
        }

        void run(int rows, int tokens) {
            Port port = encoder.outputs().get("last_hidden_state");
            List<OnnxTensor> own = new ArrayList<>();
            FloatBuffer states = null;
            long[] shape = {};
            for (int row = 0; row < rows; row++) {
                try (OnnxTensor given = Tensors.of(features.duplicate(), 1, mels, features.capacity() / mels);
                        OnnxSession.Outputs out = encoder.run(Map.of("input_features", given), Set.of(port.name()))) {
                    if (states == null) {
                        shape = Tensors.shape(out.tensor(port.name()));
                        states = Tensors.direct((int) (rows * shape[1] * shape[2]));
                    }
                }
            }
            OnnxTensor encoded = Tensors.of(states, rows, shape[1], shape[2]);
            own.add(encoded);
            decode(encoded, rows, tokens);
            own.forEach(OnnxTensor::close);
        }

        private void decode(OnnxTensor states, int rows, int tokens) {
            Map<String, OnnxTensor> cache = new HashMap<>();
            int vocabulary = decoder.outputs().get("logits").shape().getLast().intValue();
            FloatBuffer logits = Tensors.direct(rows * 2 * vocabulary);
            for (int step = 0; step < tokens; step++) {
                int width = step == 0 ? 2 : 1;
                LongBuffer ids = Tensors.longs(rows * width);
                for (int i = 0; i < ids.capacity(); i++) {
                    ids.put(i, 100 + i);
                }
                Map<String, OnnxTensor> given = new HashMap<>(cache);
                List<OnnxTensor> own = new ArrayList<>();
                for (Port input : decoder.inputs().values()) {
                    if (!given.containsKey(input.name())) {
                        OnnxTensor tensor = switch (input.name()) {
                            case "input_ids" -> Tensors.of(ids, rows, width);
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
                Set<String> wanted = new HashSet<>();
                for (String output : decoder.outputs().keySet()) {
                    if (output.startsWith("present.") && (step == 0 || !output.contains(".encoder."))) {
                        wanted.add(output);
                    }
                }
                OnnxTensor place = Tensors.of(logits.slice(0, rows * width * vocabulary), rows, width, vocabulary);
                own.add(place);
                OnnxSession.Outputs outputs = decoder.run(given, wanted, Map.of("logits", place));
                for (String output : wanted) {
                    OnnxTensor before = cache.put(output.replace("present.", "past_key_values."),
                            outputs.tensor(output));
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
