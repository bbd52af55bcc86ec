package aikit.image.caption;

import ai.onnxruntime.OnnxTensor;
import aikit.AiException;
import aikit.image.ImageProcessor.PixelValues;
import aikit.onnx.OnnxSession;
import aikit.onnx.Tensors;
import java.util.Map;
import java.util.Set;

/// The graph that sees: pixels to a vector for each part of a picture. Pictures are encoded one by one, as a processor
/// gains nothing from more at once. Owns its session and closes it.
record PictureEncoder(OnnxSession session, String output) implements AutoCloseable {

    private static final String INPUT = "pixel_values";

    /// What it saw of one picture.
    ///
    /// @param numbers [positions, width]
    record Seen(float[] numbers, int positions, int width) {}

    /// @throws AiException of kind MODEL when it is no such graph
    static PictureEncoder of(String model, OnnxSession session, String output) {
        if (!session.inputs().containsKey(INPUT) || !session.outputs().containsKey(output)) {
            session.close();
            throw AiException.model(
                    model + ": its encoder does not turn " + INPUT + " into " + output, "export it with Optimum");
        }
        return new PictureEncoder(session, output);
    }

    Seen see(PixelValues picture) {
        String type = session.inputs().get(INPUT).type();
        try (OnnxTensor pixels = Tensors.of(
                type, picture.values(), 1, picture.channels(), picture.height(), picture.width());
                OnnxSession.Outputs outputs = session.run(Map.of(INPUT, pixels), Set.of(output))) {
            OnnxTensor states = outputs.tensor(output);
            long[] shape = Tensors.shape(states); // [1, positions, width]
            return new Seen(Tensors.floats(states), (int) shape[1], (int) shape[2]);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
