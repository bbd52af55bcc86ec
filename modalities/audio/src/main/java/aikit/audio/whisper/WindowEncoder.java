package aikit.audio.whisper;

import ai.onnxruntime.OnnxTensor;
import aikit.AiException;
import aikit.onnx.OnnxSession;
import aikit.onnx.Port;
import aikit.onnx.Tensors;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The encoder: mel frames of a window to what the decoder looks at. Windows are encoded one by one, as a processor gains
/// nothing from more at once, but into one piece of memory, so that they can be decoded together.
final class WindowEncoder implements AutoCloseable {

    private static final String INPUT = "input_features";
    private static final String OUTPUT = "last_hidden_state";

    private final OnnxSession session;
    private final int positions;
    private final int width;
    private ByteBuffer memory = ByteBuffer.allocateDirect(0);

    /// @param positions that it gives for a window
    /// @param width numbers of a position
    WindowEncoder(OnnxSession session, int positions, int width) {
        this.session = session;
        this.positions = positions;
        this.width = width;
    }

    /// The states of some windows, until the encoder encodes others.
    record States(String type, ByteBuffer memory, int windows, int positions, int width) {

        /// [windows, positions, width]; to be closed by the caller
        OnnxTensor all() {
            return Tensors.of(type, memory.duplicate().order(memory.order()), windows, positions, width);
        }

        /// [1, positions, width]; to be closed by the caller
        OnnxTensor one(int window) {
            return part(window, 1).all();
        }

        /// Some of the windows.
        States part(int first, int count) {
            int bytes = memory.capacity() / windows;
            ByteBuffer part = memory.slice(first * bytes, count * bytes).order(memory.order());
            return new States(type, part, count, positions, width);
        }
    }

    /// @param features [mels, frames] of each window, direct
    States encode(List<FloatBuffer> features, int mels) {
        Port output = session.outputs().get(OUTPUT);
        States states = new States(output.type(), memory(output.type(), features.size()), features.size(), positions,
                width);
        for (int i = 0; i < features.size(); i++) {
            FloatBuffer window = features.get(i);
            try (OnnxTensor given = tensor(window, mels);
                    OnnxTensor place = states.one(i);
                    OnnxSession.Outputs _ = session.run(Map.of(INPUT, given), Set.of(), Map.of(OUTPUT, place))) {
                // The states are where they were wanted.
            }
        }
        return states;
    }

    /// The same memory again and again: what is direct is only given back when Java looks for it.
    private ByteBuffer memory(String type, int windows) {
        int bytes = Math.multiplyExact(windows, Tensors.memory(type, 1).capacity() * positions * width);
        if (memory.capacity() < bytes) {
            memory = Tensors.memory(type, Math.multiplyExact(windows, positions * width));
        }
        return memory.slice(0, bytes).order(memory.order());
    }

    private OnnxTensor tensor(FloatBuffer window, int mels) {
        int frames = window.capacity() / mels;
        String type = session.inputs().get(INPUT).type();
        if (!type.equals("float16")) {
            return Tensors.of(window.duplicate(), 1, mels, frames); // [1, mels, frames]
        }
        ByteBuffer halves = Tensors.memory(type, window.capacity());
        for (int i = 0; i < window.capacity(); i++) {
            halves.putShort(Float.floatToFloat16(window.get(i)));
        }
        return Tensors.of(type, halves.flip(), 1, mels, frames);
    }

    /// @throws AiException of kind MODEL when it is no such encoder
    void check(String name) {
        if (!session.inputs().containsKey(INPUT) || !session.outputs().containsKey(OUTPUT)) {
            throw AiException.model(
                    name + ": its encoder does not turn " + INPUT + " into " + OUTPUT, "export it with Optimum");
        }
    }

    String device() {
        return session.device().toString();
    }

    @Override
    public void close() {
        session.close();
    }
}
