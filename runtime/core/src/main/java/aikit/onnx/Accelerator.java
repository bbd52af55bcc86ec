package aikit.onnx;

/// What ONNX Runtime can run a graph on.
public enum Accelerator {
    CPU,
    CUDA,
    TENSORRT,
    COREML,
    DIRECTML,
    OPENVINO
}
