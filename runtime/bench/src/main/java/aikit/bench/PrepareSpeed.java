package aikit.bench;

import aikit.image.ImageProcessor;
import aikit.image.Pixels;
import aikit.model.ModelDir;
import aikit.model.ModelSpec;
import aikit.model.ModelSpec.Licence;
import aikit.model.ModelSpec.Source;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// How long a decoded picture takes until a model can see it, on one thread. For each line of standard input, a width, a
/// height and a `preprocessor_config.json`, prints one line of JSON with the milliseconds of the first and of the fastest
/// run. The peer is `scripts/bench/prepare_peers.py`; `scripts/bench/prepare` asks both in turn.
public final class PrepareSpeed {

    private static final int RUNS = 20;

    private PrepareSpeed() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createTempDirectory("ai-bench");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ", 3);
            Files.writeString(folder.resolve("preprocessor_config.json"), words[2]);
            ImageProcessor processor = ImageProcessor.read(model(folder));
            Pixels pixels = picture(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
            double first = best(1, processor, pixels);
            double best = best(RUNS, processor, pixels);
            System.out.println(String.format(Locale.ROOT, "{\"ai_ms\":%.3f,\"ai_first_ms\":%.3f}", best, first));
        }
    }

    private static double best(int runs, ImageProcessor processor, Pixels pixels) {
        double best = Double.MAX_VALUE;
        float sink = 0;
        for (int run = 0; run < runs; run++) {
            long start = System.nanoTime();
            sink += processor.process(pixels).values()[1000];
            best = Math.min(best, (System.nanoTime() - start) / 1e6);
        }
        if (Float.isNaN(sink)) {
            throw new IllegalStateException();
        }
        return best;
    }

    /// Slopes with noise.
    private static Pixels picture(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        int state = 1;
        for (int i = 0; i < rgb.length; i++) {
            state = state * 1_664_525 + 1_013_904_223;
            rgb[i] = (byte) (i / 3 % width * 200 / width + (state >>> 26));
        }
        return new Pixels(width, height, rgb);
    }

    private static ModelDir model(Path folder) {
        ModelSpec spec = new ModelSpec(
                "bench", List.of(), List.of(), "clip", new Licence("MIT", true), new Source.Folder(folder), Map.of(),
                List.of(), Map.of(), Optional.empty());
        return new ModelDir(spec, folder, "local", "fp32", List.of());
    }
}
