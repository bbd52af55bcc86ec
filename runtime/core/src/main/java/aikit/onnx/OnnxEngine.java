package aikit.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import aikit.AiException;
import aikit.NativeLibrary;
import aikit.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The one owner of ONNX Runtime in this process: natives, environment, threads, devices.
///
/// Safe to use from several threads. Sessions outlive nothing: close them before the engine.
public final class OnnxEngine implements AutoCloseable {

    /// Version of ONNX Runtime, part of cache paths; the same as in `pom.xml`.
    public static final String VERSION = "1.29.0";

    /// @param cache folder for unpacked natives and optimised graphs
    /// @param threads threads of the processor to use; 0 for all of them, or one when `oneShot`
    /// @param oneShot load quickly, run a little slower: for a handful of inputs
    public record Settings(Path cache, int threads, boolean oneShot, Progress progress) {}

    /// What the threads of a processor share.
    public enum Threading {
        /// The work of one run: right for a loop in which each run waits for the one before.
        WITHIN_A_RUN,
        /// Many runs at once, each on one thread: nothing waits for anything, so more gets done in all.
        ACROSS_RUNS
    }

    /// Whether an accelerator opened a graph here, and why not.
    public record Probe(Accelerator accelerator, boolean works, String reason) {}

    /// More threads read memory no faster.
    private static final int MOST_READERS = 4;

    private final Settings settings;
    private final OrtEnvironment environment;

    private OnnxEngine(Settings settings, OrtEnvironment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /// Begins to load ONNX Runtime on another thread, where the distribution has its natives on disk: that takes as long
    /// as understanding a command line, and both can be done at once. What goes wrong shows when an engine is opened.
    public static void preload() {
        Path natives = Path.of(System.getProperty("ai.natives", ""));
        if (Files.exists(natives.resolve(System.mapLibraryName("onnxruntime")))) {
            Thread.ofPlatform()
                    .daemon()
                    .name("onnxruntime")
                    .uncaughtExceptionHandler((thread, failure) -> {})
                    .start(() -> environment(natives));
        }
    }

    /// Loads ONNX Runtime.
    ///
    /// @throws AiException of kind DEVICE when there is no build of it for this platform
    public static OnnxEngine open(Settings settings) {
        return new OnnxEngine(settings, environment(settings.cache));
    }

    private static synchronized OrtEnvironment environment(Path cacheRoot) {
        if (System.getProperty("onnxruntime.native.path") == null) {
            Path cache = cacheRoot.resolve("native/onnxruntime-" + VERSION);
            String folder = "ai/onnxruntime/native/" + NativeLibrary.platform("x64", "aarch64") + "/";
            NativeLibrary.file(folder + System.mapLibraryName("onnxruntime4j_jni"), cache);
            Path library = NativeLibrary.file(folder + System.mapLibraryName("onnxruntime"), cache);
            // Without this the jar unpacks 28 MB into a new temporary folder in every process.
            System.setProperty("onnxruntime.native.path", library.getParent().toString());
        }
        try {
            // What goes wrong comes as an exception; ONNX Runtime's own lines on standard error would only repeat it.
            return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "ai");
        } catch (LinkageError | IllegalStateException e) {
            throw AiException.device(
                    "ONNX Runtime cannot be loaded: " + OnnxSession.oneLine(String.valueOf(e.getMessage())),
                    "run: ai doctor; its library is in " + System.getProperty("onnxruntime.native.path"))
                    .causedBy(e);
        }
    }

    /// Opens a graph on the device; `auto` tries each accelerator that may be there and ends with the CPU.
    ///
    /// @param graph an `.onnx` file
    /// @param sha256 digest of the graph file: names its optimised copy
    /// @throws AiException of kind DEVICE when a device asked for by name cannot be used, MODEL when the graph is broken
    public OnnxSession session(Path graph, String sha256, Device device, Threading threading) {
        if (!device.auto()) {
            return device.accelerator() == Accelerator.CPU ? onCpu(graph, sha256, threading) : explicit(graph, device);
        }
        for (Accelerator accelerator : Accelerator.candidates(OrtEnvironment.getAvailableProviders())) {
            Device candidate = new Device(false, accelerator, 0);
            try {
                return open(graph, candidate);
            } catch (OrtException e) {
                settings.progress.note(candidate + " cannot be used: " + OnnxSession.oneLine(e.getMessage()));
            }
        }
        return onCpu(graph, sha256, threading);
    }

    /// Opens a small graph that was made here, on the processor.
    ///
    /// @param name for messages
    /// @throws AiException of kind MODEL when it cannot be opened
    public OnnxSession session(byte[] graph, String name, Threading threading) {
        boolean within = threading == Threading.WITHIN_A_RUN;
        Device cpu = new Device(false, Accelerator.CPU, 0);
        try (SessionOptions options = options(within ? threads() : 1)) {
            return new OnnxSession(name, environment.createSession(graph, options), cpu, within ? 1 : threads());
        } catch (OrtException e) {
            throw AiException.model(name + ": cannot be opened: " + OnnxSession.oneLine(e.getMessage()), "").causedBy(e);
        }
    }

    private OnnxSession explicit(Path graph, Device device) {
        try {
            return open(graph, device);
        } catch (OrtException e) {
            throw AiException.device(
                    "--device " + device + " cannot be used: " + OnnxSession.oneLine(e.getMessage()),
                    "run: ai doctor, or leave --device out to let ai choose")
                    .causedBy(e);
        }
    }

    private OnnxSession open(Path graph, Device device) throws OrtException {
        try (SessionOptions options = options(threads())) {
            device.accelerator().addTo(options, device.index());
            return new OnnxSession(name(graph), environment.createSession(graph.toString(), options), device, 1);
        }
    }

    /// On the CPU a graph is optimised once and kept as a memory-mapped file: opening that takes a third of the time.
    private OnnxSession onCpu(Path graph, String sha256, Threading threading) {
        Device cpu = new Device(false, Accelerator.CPU, 0);
        int threads = threading == Threading.WITHIN_A_RUN ? threads() : 1;
        int runs = threading == Threading.WITHIN_A_RUN ? 1 : threads();
        OptimizedGraph optimized = OptimizedGraph.of(graph, sha256, settings.cache.resolve("graphs"));
        try {
            if (optimized.exists()) {
                try (SessionOptions options = options(threads)) {
                    optimized.readWith(options);
                    OrtSession session = environment.createSession(optimized.file().toString(), options);
                    return new OnnxSession(name(graph), session, cpu, runs);
                } catch (OrtException e) {
                    optimized.delete();
                }
            }
            try (SessionOptions options = options(threads)) {
                boolean written = optimized.writeWith(options);
                OrtSession session = environment.createSession(graph.toString(), options);
                if (written) {
                    optimized.publish();
                }
                return new OnnxSession(name(graph), session, cpu, runs);
            }
        } catch (OrtException e) {
            throw AiException.model(
                    graph + ": cannot be opened: " + OnnxSession.oneLine(e.getMessage()),
                    "check the model: ai models verify")
                    .causedBy(e);
        } finally {
            optimized.discardPartial();
        }
    }

    private static String name(Path graph) {
        return graph.getFileName().toString();
    }

    private SessionOptions options(int threads) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        // Inputs change their length from run to run: remembered memory patterns would only grow.
        options.setMemoryPatternOptimization(false);
        if (settings.oneShot) {
            options.addConfigEntry("session.disable_prepacking", "1");
        }
        return options;
    }

    private int threads() {
        if (settings.threads > 0) {
            return settings.threads;
        }
        // Starting threads takes longer than a short text.
        return settings.oneShot ? 1 : Runtime.getRuntime().availableProcessors();
    }

    /// Products of vectors, on the processor.
    public DotProducts dotProducts() {
        int threads = settings.threads > 0 ? settings.threads : Runtime.getRuntime().availableProcessors();
        try (SessionOptions options = options(Math.min(threads, MOST_READERS))) {
            return new DotProducts(environment.createSession(TinyGraph.matMul(), options));
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Rows of tensors, on the processor.
    public RowGather rowGather() {
        return new RowGather(gather(false), gather(true));
    }

    private OnnxSession gather(boolean half) {
        try (SessionOptions options = options(1)) {
            OrtSession session = environment.createSession(TinyGraph.gather(half), options);
            return new OnnxSession("gather", session, new Device(false, Accelerator.CPU, 0), 1);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Tries every accelerator on a tiny graph and says why those that fail do.
    public List<Probe> probe() {
        List<Probe> probes = new ArrayList<>();
        for (Accelerator accelerator : Accelerator.values()) {
            try (SessionOptions options = options(1)) {
                accelerator.addTo(options, 0);
                environment.createSession(TinyGraph.identity(), options).close();
                probes.add(new Probe(accelerator, true, ""));
            } catch (OrtException e) {
                probes.add(new Probe(accelerator, false, OnnxSession.oneLine(e.getMessage())));
            }
        }
        return probes;
    }

    @Override
    public void close() {
        // The environment is one per process and lives as long as it.
    }
}
