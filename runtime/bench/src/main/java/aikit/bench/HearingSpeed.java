package aikit.bench;

import aikit.Home;
import aikit.Progress;
import aikit.audio.FeatureConfig;
import aikit.audio.HannWindow;
import aikit.audio.LogMel;
import aikit.audio.MelFilters;
import aikit.audio.MelFrames;
import aikit.audio.SileroVad;
import aikit.audio.VoiceActivity;
import aikit.model.ModelDir;
import aikit.model.ModelSpec;
import aikit.model.ModelSpec.Licence;
import aikit.model.ModelSpec.Source;
import aikit.onnx.Device;
import aikit.onnx.Tensors;
import aikit.task.AiRuntime;
import be.tarsos.dsp.util.fft.FloatFFT;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What is done with half a minute of sound before a speech model reads it, on one thread. For each line of standard input
/// prints one of JSON, with milliseconds. `mel BINS`: log-mel features, the first time and at best; a first pass that only
/// finds the peak; and the same steps one frame after the other with TarsosDSP's transform. `voice FILE`: voice activity
/// with that model of Silero's, opening it included in the first time. The peers are in `scripts/bench/hearing_peers.py`;
/// `scripts/bench/hearing` asks them in turn.
public final class HearingSpeed {

    private static final int RUNS = 20;

    private final float[] samples = sound();
    private final float[] window = HannWindow.floats(FeatureConfig.WHISPER.fftSize());
    private final FloatFFT fft = new FloatFFT(FeatureConfig.WHISPER.fftSize());
    private float sink;

    private HearingSpeed() {}

    public static void main(String[] args) throws IOException {
        HearingSpeed speed = new HearingSpeed();
        Path cache = Files.createTempDirectory("ai-bench");
        try (AiRuntime runtime = runtime(cache)) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", 2);
                System.out.println(switch (words[0]) {
                    case "mel" -> speed.mel(Integer.parseInt(words[1]));
                    case "voice" -> speed.voice(model(Path.of(words[1])), runtime);
                    default -> throw new IllegalArgumentException(line);
                });
            }
        }
    }

    private String mel(int bins) {
        FeatureConfig config = new FeatureConfig(bins, 16_000, 30, 160, 400);
        LogMel mel = new LogMel(config);
        FloatBuffer into = Tensors.direct(bins * config.chunkFrames());
        double first = best(1, () -> whole(mel, into));
        double whole = best(RUNS, () -> whole(mel, into));
        double peak = best(RUNS, () -> peak(mel));
        MelFilters filters = MelFilters.of(bins, config.sampleRate(), config.fftSize(), 0, 8000);
        double tarsos = best(RUNS, () -> tarsos(filters));
        return String.format(
                Locale.ROOT,
                "{\"ai_ms\":%.3f,\"ai_first_ms\":%.3f,\"ai_peak_ms\":%.3f,\"tarsos_ms\":%.3f,\"sink\":%.1f}",
                whole, first, peak, tarsos, sink);
    }

    private String voice(ModelDir model, AiRuntime runtime) {
        runtime.engine();
        SileroVad[] voice = {null};
        double first = best(1, () -> {
            voice[0] = SileroVad.open(model, runtime);
            ranges(voice[0]);
        });
        double whole = best(RUNS, () -> ranges(voice[0]));
        voice[0].close();
        return String.format(
                Locale.ROOT, "{\"ai_ms\":%.3f,\"ai_first_ms\":%.3f,\"sink\":%.1f}", whole, first, sink);
    }

    private void ranges(SileroVad voice) {
        try (VoiceActivity.Run run = voice.start(VoiceActivity.Options.DEFAULT)) {
            run.accept(samples, 0, samples.length);
            sink += run.finish().size();
        }
    }

    private static ModelDir model(Path graph) {
        ModelSpec spec = new ModelSpec(
                "silero-vad", List.of(), List.of(), "silero-vad", new Licence("MIT", true),
                new Source.Folder(graph.getParent()), Map.of(), List.of(), Map.of(), Optional.empty());
        return new ModelDir(spec, graph.getParent(), "local", "fp32", List.of(new ModelDir.Graph(graph, "bench")));
    }

    private static AiRuntime runtime(Path cache) {
        return new AiRuntime(
                new AiRuntime.Settings(new Home(cache, cache, cache), Device.parse("cpu"), 1, false),
                () -> {
                    throw new IllegalStateException();
                },
                Progress.none());
    }

    /// Milliseconds of the fastest run.
    private static double best(int runs, Runnable work) {
        double best = Double.MAX_VALUE;
        for (int run = 0; run < runs; run++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, (System.nanoTime() - start) / 1e6);
        }
        return best;
    }

    private void whole(LogMel mel, FloatBuffer into) {
        MelFrames frames = mel.chunk(samples, 0, samples.length);
        frames.copy(0, mel.config().chunkFrames(), frames.peak(), into.clear());
        sink += into.get(1000);
    }

    private void peak(LogMel mel) {
        MelFrames frames = mel.measure();
        frames.accept(samples, 0, samples.length);
        frames.finish();
        sink += frames.peak();
    }

    /// Without mirrored ends, the peak and the copy.
    private void tarsos(MelFilters filters) {
        FeatureConfig config = FeatureConfig.WHISPER;
        int size = config.fftSize();
        float[] frame = new float[size];
        float[] power = new float[size / 2 + 1];
        float[][] mel = new float[filters.bins()][config.chunkFrames()];
        for (int at = 0; at * config.hop() + size <= samples.length; at++) {
            for (int i = 0; i < size; i++) {
                frame[i] = samples[at * config.hop() + i] * window[i];
            }
            fft.realForward(frame);
            power[0] = frame[0] * frame[0];
            power[size / 2] = frame[1] * frame[1];
            for (int i = 1; i < size / 2; i++) {
                power[i] = frame[2 * i] * frame[2 * i] + frame[2 * i + 1] * frame[2 * i + 1];
            }
            for (int bin = 0; bin < mel.length; bin++) {
                float[] weights = filters.weights()[bin];
                int first = filters.first()[bin];
                float sum = 0;
                for (int i = 0; i < weights.length; i++) {
                    sum += weights[i] * power[first + i];
                }
                mel[bin][at] = (float) Math.log10(Math.max(sum, 1e-10f));
            }
        }
        sink += mel[10][1000];
    }

    /// A tone that rises, and noise.
    private static float[] sound() {
        float[] samples = new float[FeatureConfig.WHISPER.chunkSamples()];
        long state = 1;
        for (int i = 0; i < samples.length; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            double t = i / 16_000.0;
            samples[i] = (float) (0.3 * Math.sin(2 * Math.PI * (50 * t + 120 * t * t)) + (state >> 33) / 1e11);
        }
        return samples;
    }
}
