package aikit.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    /// A tensor of floats or halves.
    ///
    /// @param type `float` or `float16`, as in [Port#type]
    /// @param data direct buffer in native byte order, as many bytes as the numbers of the shape take
    public static OnnxTensor of(String type, ByteBuffer data, long... shape) {
        OnnxJavaType kind = type.equals("float16") ? OnnxJavaType.FLOAT16 : OnnxJavaType.FLOAT;
        try {
            return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), data, shape, kind);
        } catch (OrtException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// Memory for the numbers of a tensor.
    ///
    /// @param type `float` or `float16`
    public static ByteBuffer memory(String type, int numbers) {
        int width = type.equals("float16") ? Short.BYTES : Float.BYTES;
        return ByteBuffer.allocateDirect(Math.multiplyExact(numbers, width)).order(ByteOrder.nativeOrder());
    }

    /// A truth value, shape [1].
    public static OnnxTensor of(boolean value) {
        ByteBuffer data = ByteBuffer.allocateDirect(1).put(0, (byte) (value ? 1 : 0));
        try {
            return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), data, new long[]{1}, OnnxJavaType.BOOL);
        } catch (OrtException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /// Memory for numbers that a graph reads or writes.
    public static FloatBuffer direct(int numbers) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(numbers, Float.BYTES)).order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /// The same for whole numbers, all 0.
    public static LongBuffer longs(int numbers) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(numbers, Long.BYTES)).order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }

    /// Numbers of tokens.
    ///
    /// @param tokens [rows][tokens], as many for each row
    /// @return [rows, tokens]
    public static OnnxTensor ids(int[][] tokens) {
        LongBuffer ids = longs(Math.multiplyExact(tokens.length, tokens[0].length));
        for (int[] row : tokens) {
            for (int token : row) {
                ids.put(token);
            }
        }
        return of(ids.flip(), tokens.length, tokens[0].length);
    }

    /// A mask that hides nothing: [rows, columns].
    public static OnnxTensor ones(int rows, int columns) {
        LongBuffer ones = longs(Math.multiplyExact(rows, columns));
        for (int i = 0; i < ones.capacity(); i++) {
            ones.put(i, 1);
        }
        return of(ones, rows, columns);
    }

    /// Rows of a tensor of floats or halves, each as often as it is named, in memory of their own.
    public static OnnxTensor rows(OnnxTensor tensor, int[] rows) {
        ByteBuffer all = tensor.getByteBuffer();
        long[] shape = shape(tensor);
        int bytes = all.remaining() / Math.toIntExact(shape[0]);
        ByteBuffer picked = ByteBuffer.allocateDirect(Math.multiplyExact(bytes, rows.length))
                .order(ByteOrder.nativeOrder());
        for (int row : rows) {
            picked.put(all.slice(row * bytes, bytes));
        }
        shape[0] = rows.length;
        String type = tensor.getInfo().type == OnnxJavaType.FLOAT16 ? "float16" : "float";
        return of(type, picked.flip(), shape);
    }

    /// Numbers as a tensor of floats, or of halves where a graph wants those.
    ///
    /// @param type `float` or `float16`
    public static OnnxTensor of(String type, float[] numbers, long... shape) {
        ByteBuffer memory = memory(type, numbers.length);
        if (type.equals("float16")) {
            for (float number : numbers) {
                memory.putShort(Float.floatToFloat16(number));
            }
            return of(type, memory.flip(), shape);
        }
        memory.asFloatBuffer().put(numbers);
        return of(type, memory, shape);
    }

    public static long[] shape(OnnxTensor tensor) {
        return (tensor.getInfo()).getShape();
    }

    /// The numbers of a float or float16 tensor, row-major, copied once.
    public static float[] floats(OnnxTensor tensor) {
        FloatBuffer numbers = tensor.getFloatBuffer();
        if (numbers.hasArray()) {
            return numbers.array();
        }
        float[] copy = new float[numbers.remaining()];
        numbers.get(copy);
        return copy;
    }
}
