package aikit.bench;

import aikit.Home;
import aikit.Name;
import aikit.Input;
import aikit.Progress;
import aikit.batch.Batch;
import aikit.batch.Fingerprint;
import aikit.batch.Finished;
import aikit.batch.Item;
import aikit.batch.LocalBatchEngine;
import aikit.batch.Outcomes;
import aikit.batch.Stop;
import aikit.image.clip.ImageTextEmbedder;
import aikit.image.clip.ImageTextEmbedder.Prepared;
import aikit.model.ModelDir;
import aikit.model.ModelSpec;
import aikit.model.ModelSpec.Licence;
import aikit.model.ModelSpec.Source;
import aikit.onnx.Device;
import aikit.task.AiRuntime;
import aikit.task.EmbedOptions;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Embedding a folder of pictures as `ai embed` does it, against its two halves alone: only reading and preparing them, on
/// all processors, and only the model, which has all of them. Both need processors, so that their sum is the floor, and
/// what is above it is time in which a processor had nothing to do.
///
/// Arguments: folder of a CLIP model, folder of pictures, rounds. Prints one JSON line a round.
public final class PictureThroughput {

    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final long WINDOW = 16_384;

    private PictureThroughput() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        List<Path> pictures;
        try (Stream<Path> files = Files.list(Path.of(args[1]))) {
            pictures = files.sorted().toList();
        }
        Path cache = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "ai-bench-pictures"));
        AiRuntime.Settings settings = new AiRuntime.Settings(
                new Home(cache, cache, cache), Device.parse("cpu"), THREADS, false);
        try (AiRuntime runtime = new AiRuntime(settings, () -> {
            throw new IllegalStateException();
        }, Progress.none());
                ImageTextEmbedder embedder = ImageTextEmbedder.open(dir(folder), EmbedOptions.DEFAULT, runtime)) {
            embed(embedder, pictures.subList(0, Math.min(20, pictures.size())));
            for (int round = 0; round < Integer.parseInt(args[2]); round++) {
                Span reading = Span.of(() -> read(embedder, pictures));
                List<Prepared> prepared = read(embedder, pictures.subList(0, Math.min(64, pictures.size())));
                Span model = Span.of(() -> embedder.run(prepared));
                double modelWall = model.wall * pictures.size() / prepared.size();
                Span both = Span.of(() -> embed(embedder, pictures));
                System.out.printf(
                        Locale.ROOT,
                        "{\"pictures\":%d,\"reading_s\":%.2f,\"model_s\":%.2f,\"pipeline_s\":%.2f,\"over_floor\":%.3f,"
                                + "\"over_larger_half_on_one_processor\":%.3f,\"processors_busy\":%.2f,\"cpu_over_floor\":%.3f}%n",
                        pictures.size(), reading.wall, modelWall, both.wall, both.wall / (reading.wall + modelWall),
                        both.wall / (THREADS * Math.max(reading.wall, modelWall)), both.cpu / both.wall,
                        both.cpu / (reading.cpu + model.cpu * pictures.size() / prepared.size()));
            }
        }
    }

    /// @param cpu seconds of processors
    private record Span(double wall, double cpu) {

        private static final OperatingSystemMXBean SYSTEM =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

        static Span of(Runnable work) {
            long cpu = SYSTEM.getProcessCpuTime();
            long start = System.nanoTime();
            work.run();
            return new Span((System.nanoTime() - start) / 1e9, (SYSTEM.getProcessCpuTime() - cpu) / 1e9);
        }
    }

    /// Every picture on as many threads as there are processors; those that are kept are in order.
    private static List<Prepared> read(ImageTextEmbedder embedder, List<Path> pictures) {
        AtomicInteger next = new AtomicInteger();
        Prepared[] kept = new Prepared[pictures.size()];
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int at = next.getAndIncrement(); at < kept.length; at = next.getAndIncrement()) {
                    Prepared prepared = embedder.prepare(input(pictures.get(at)));
                    kept[at] = at < 64 ? prepared : null;
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
        return Stream.of(kept).filter(each -> each != null).toList();
    }

    private static Input.OfFile input(Path picture) {
        return new Input.OfFile(picture, picture.toString());
    }

    private static void embed(ImageTextEmbedder embedder, List<Path> pictures) {
        Iterator<Item> items = pictures.stream()
                .<Item>map(path -> new Item.Ready(Name.of(path), input(path), 1, 1, Optional.empty())).iterator();
        Batch batch = new Batch(
                items, Fingerprint.of("bench", embedder.provenance(), ""), new Nowhere(), new Stop(0, 0),
                new Batch.Watcher() {
                    @Override
                    public void finished(Finished finished) {}

                    @Override
                    public void unchanged(Item item, Outcomes.Earlier earlier) {}
                });
        new LocalBatchEngine(new LocalBatchEngine.Settings(Math.min(4, THREADS), WINDOW, false)).run(batch, embedder);
    }

    private record Nowhere() implements Outcomes {

        @Override
        public Earlier earlier(Item.Ready item, String fingerprint) {
            return Earlier.NONE;
        }

        @Override
        public void accept(Finished finished) {
            if (finished.outcome().shown().isEmpty()) {
                throw new IllegalStateException(finished.outcome().toString());
            }
        }

        @Override
        public void finish(boolean complete) {}

        @Override
        public void close() {}
    }

    private static ModelDir dir(Path folder) {
        ModelSpec spec = new ModelSpec(
                "clip", List.of(), List.of("embed"), "clip", new Licence("MIT", true), new Source.Folder(folder), Map.of(),
                List.of(), Map.of(), Optional.empty());
        ModelDir.Graph graph = new ModelDir.Graph(folder.resolve("onnx/vision_model.onnx"), "bench");
        return new ModelDir(spec, folder, "local", "fp32", List.of(graph));
    }
}
