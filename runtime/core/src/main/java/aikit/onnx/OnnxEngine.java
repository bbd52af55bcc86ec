package aikit.onnx;

import aikit.Progress;
import java.nio.file.Path;

/// The one owner of ONNX Runtime in this process: natives, environment, threads, devices.
public final class OnnxEngine implements AutoCloseable {

    /// @param cache folder for unpacked natives and optimised graphs
    /// @param threads intra-op threads; 0 for one per core
    /// @param oneShot skip weight prepacking: quicker to load, slower to run
    public record Settings(Path cache, int threads, boolean oneShot, Progress progress) {}

    private OnnxEngine() {}

    public static OnnxEngine open(Settings settings) {
        throw new UnsupportedOperationException();
    }

    /// Opens a graph on the device, falling back along the device's candidates when it is `auto`.
    ///
    /// @param sha256 digest of the graph file: names the optimised copy
    public OnnxSession session(Path graph, String sha256, Device device) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
