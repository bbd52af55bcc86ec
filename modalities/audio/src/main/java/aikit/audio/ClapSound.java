package aikit.audio;

import ai.onnxruntime.OnnxTensor;
import aikit.model.ModelDir;
import aikit.onnx.Tensors;
import aikit.task.AiRuntime;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/// The half of a CLAP model that hears: an HTS-AT with a projection. For one thread; whoever opens it closes it.
final class ClapSound implements AutoCloseable {

    private final ClapConfig config;
    private final ClapHalf half;
    private final FloatBuffer features;

    private ClapSound(ClapConfig config, ClapHalf half) {
        this.config = config;
        this.half = half;
        this.features = Tensors.direct(config.frames() * config.melBins());
    }

    static ClapSound open(ModelDir model, ClapConfig config, AiRuntime runtime) {
        return new ClapSound(
                config, ClapHalf.open(model, "audio_model", Set.of("input_features"), "audio_embeds", runtime));
    }

    /// @param window see [ClapFeatures#of]
    float[] vector(float[] window) {
        features.clear().put(window).flip();
        try (OnnxTensor tensor = Tensors.of(features, 1, 1, config.frames(), config.melBins())) { // [1, 1, frames, bins]
            return half.vector(Map.of("input_features", tensor));
        }
    }

    String device() {
        return half.device();
    }

    @Override
    public void close() {
        half.close();
    }
}
