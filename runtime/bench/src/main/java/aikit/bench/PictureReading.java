package aikit.bench;

import aikit.Input;
import aikit.image.ImageProcessor;
import aikit.image.ImageReader;
import aikit.image.Picture;
import aikit.model.ModelDir;
import aikit.model.ModelSpec;
import aikit.model.ModelSpec.Licence;
import aikit.model.ModelSpec.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// A folder of pictures to what a model takes, without a model: one line of JSON for one thread and one for as many as
/// there are processors, with the seconds of all, and how many of them a thread spent decoding and preparing.
///
/// Arguments: folder of a model, folder of pictures. `scripts/bench/images` runs it.
public final class PictureReading {

    /// Enough for the compiler; they are read before the clock starts.
    private static final int WARMING = 20;

    private PictureReading() {}

    public static void main(String[] args) throws IOException {
        ImageProcessor processor = ImageProcessor.read(model(Path.of(args[0])));
        List<Path> pictures;
        try (Stream<Path> files = Files.list(Path.of(args[1]))) {
            pictures = files.sorted().toList();
        }
        int processors = Runtime.getRuntime().availableProcessors();
        read(processor, pictures.subList(0, Math.min(WARMING, pictures.size())), processors);
        System.out.println(read(processor, pictures, 1));
        System.out.println(read(processor, pictures, processors));
    }

    private static String read(ImageProcessor processor, List<Path> pictures, int count) {
        AtomicInteger next = new AtomicInteger();
        AtomicLong decoding = new AtomicLong();
        AtomicLong preparing = new AtomicLong();
        long start = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int at = next.getAndIncrement(); at < pictures.size(); at = next.getAndIncrement()) {
                    Path path = pictures.get(at);
                    long begin = System.nanoTime();
                    Picture picture = ImageReader.read(new Input.OfFile(path, path.toString()), processor.edge());
                    long decoded = System.nanoTime();
                    processor.process(picture.pixels());
                    decoding.addAndGet(decoded - begin);
                    preparing.addAndGet(System.nanoTime() - decoded);
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
        double seconds = (System.nanoTime() - start) / 1e9;
        return String.format(
                Locale.ROOT,
                "{\"threads\":%d,\"pictures\":%d,\"seconds\":%.3f,\"decoding_s\":%.3f,\"preparing_s\":%.3f}",
                count, pictures.size(), seconds, decoding.get() / 1e9, preparing.get() / 1e9);
    }

    private static ModelDir model(Path folder) {
        ModelSpec spec = new ModelSpec(
                "bench", List.of(), List.of(), "clip", new Licence("MIT", true), new Source.Folder(folder), Map.of(),
                List.of(), Map.of(), Optional.empty());
        return new ModelDir(spec, folder, "local", "fp32", List.of());
    }
}
