package aikit.image;

import ai.onnxruntime.OnnxTensor;
import aikit.image.ImageProcessor.PixelValues;
import aikit.onnx.Tensors;
import java.nio.ByteBuffer;
import java.util.List;

/// Memory for the pictures of one run, used again and again, as floats or halves. For one thread.
public final class PixelBuffer {

    private final String type;
    private ByteBuffer memory;

    /// @param type of the graph's input: `float` or `float16`
    public PixelBuffer(String type) {
        this.type = type;
        this.memory = Tensors.memory(type, 0);
    }

    /// The pictures one after the other. Whoever asks closes it, before the next is asked for.
    ///
    /// @param shape of all of them together
    public OnnxTensor of(List<PixelValues> pictures, long... shape) {
        int numbers = 0;
        for (PixelValues picture : pictures) {
            numbers = Math.addExact(numbers, picture.values().length);
        }
        boolean half = type.equals("float16");
        int bytes = Math.multiplyExact(numbers, half ? Short.BYTES : Float.BYTES);
        if (memory.capacity() < bytes) {
            memory = Tensors.memory(type, numbers);
        }
        memory.clear();
        for (PixelValues picture : pictures) {
            if (half) {
                for (float value : picture.values()) {
                    memory.putShort(Float.floatToFloat16(value));
                }
            } else {
                memory.asFloatBuffer().put(picture.values());
                memory.position(memory.position() + Float.BYTES * picture.values().length);
            }
        }
        return Tensors.of(type, memory.flip(), shape);
    }
}
