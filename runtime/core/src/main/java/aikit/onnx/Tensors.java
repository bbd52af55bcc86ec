package aikit.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/// Tensors on direct buffers, without copies and without nested arrays. Whoever makes a tensor closes it and leaves
/// its buffer alone until then.
public final class Tensors {

    private Tensors() {}

    /// @param data direct buffer in native byte order, as many numbers as the shape has
    public static OnnxTensor of(LongBuffer data, long... shape) {
        try {
            return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), data, shape);
        } catch (OrtException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// @param data direct buffer in native byte order, as many numbers as the shape has
    public static OnnxTensor of(FloatBuffer data, long... shape) {
        try {
            return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), data, shape);
        } catch (OrtException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static long[] shape(OnnxTensor tensor) {
        return (tensor.getInfo()).getShape();
    }

    /// The numbers of a float or float16 tensor, row-major, copied once.
    public static float[] floats(OnnxTensor tensor) {
        return tensor.getFloatBuffer().array();
    }
}
