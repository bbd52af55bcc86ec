package aikit.task;

import aikit.AiException;
import aikit.Home;
import aikit.Progress;
import aikit.model.ModelStore;
import aikit.onnx.Device;
import aikit.onnx.OnnxEngine;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What tasks share in one process: the models and the accelerator. Both are opened on first use; one runtime per
/// process, closed at its end.
public final class AiRuntime implements AutoCloseable {

    /// How the process was started, the same for every task.
    ///
    /// @param device what the user asked for
    /// @param threads threads for a model; 0 lets the engine choose
    /// @param oneShot whether a short text is all there will be: quick loading beats quick running, and what is open at
    ///     the end is left to the system, which takes memory back faster than an allocator gives it up
    /// @param maxPixels the most pixels that a picture may have
    public record Settings(Home home, Device device, int threads, boolean oneShot, long maxPixels) {

        /// 100 million: more than any camera but the largest has.
        public static final long USUAL_PIXELS = 100_000_000;

        public Settings(Home home, Device device, int threads, boolean oneShot) {
            this(home, device, threads, oneShot, USUAL_PIXELS);
        }
    }

    private final Settings settings;
    private final Supplier<ModelStore> models;
    private final Progress progress;
    private final BooleanSupplier stopping;
    private OnnxEngine engine;

    public AiRuntime(Settings settings, Supplier<ModelStore> models, Progress progress) {
        this(settings, models, progress, () -> false);
    }

    /// @param stopping whether the user wants long work to end
    public AiRuntime(
            Settings settings, Supplier<ModelStore> models, Progress progress, BooleanSupplier stopping) {
        this.settings = settings;
        this.models = models;
        this.progress = progress;
        this.stopping = stopping;
    }

    /// Asked between the steps of work on one input that may take long.
    ///
    /// @throws AiException of kind LIMIT when the user wants it to end
    public void checkStopping() {
        if (stopping.getAsBoolean()) {
            throw AiException.limit("stopped", "");
        }
    }

    public Settings settings() {
        return settings;
    }

    public Progress progress() {
        return progress;
    }

    public ModelStore models() {
        return models.get();
    }

    public synchronized OnnxEngine engine() {
        if (engine == null) {
            engine = OnnxEngine.open(new OnnxEngine.Settings(
                    settings.home.cache(), settings.threads, settings.oneShot, progress));
        }
        return engine;
    }

    @Override
    public synchronized void close() {
        if (engine != null) {
            engine.close();
        }
    }
}
