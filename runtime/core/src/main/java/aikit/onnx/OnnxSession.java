package aikit.onnx;

/// An open graph on a device.
public interface OnnxSession extends AutoCloseable {
    @Override
    void close();
}
