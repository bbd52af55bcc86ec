package aikit.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.CoreMLFlags;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What ONNX Runtime can run a graph on.
public enum Accelerator {
    CPU,
    CUDA,
    TENSORRT,
    COREML,
    DIRECTML,
    OPENVINO;

    /// The accelerators worth trying for `auto`, best first, without the CPU. ONNX Runtime names the providers it was
    /// compiled with; only opening a graph tells whether one works. TensorRT is left out: it builds an engine for
    /// minutes, so it must be asked for.
    static List<Accelerator> candidates(Set<OrtProvider> compiledIn) {
        List<Accelerator> candidates = new ArrayList<>();
        if (compiledIn.contains(OrtProvider.CUDA)) {
            candidates.add(CUDA);
        }
        if (compiledIn.contains(OrtProvider.CORE_ML)) {
            candidates.add(COREML);
        }
        if (compiledIn.contains(OrtProvider.DIRECT_ML)) {
            candidates.add(DIRECTML);
        }
        if (compiledIn.contains(OrtProvider.OPEN_VINO)) {
            candidates.add(OPENVINO);
        }
        return candidates;
    }

    /// Puts this accelerator first in the options of a session.
    void addTo(SessionOptions options, int index) throws OrtException {
        switch (this) {
            case CPU -> {
            }
            case CUDA -> options.addCUDA(index);
            case TENSORRT -> options.addTensorrt(index);
            case COREML -> options.addCoreML(EnumSet.noneOf(CoreMLFlags.class));
            case DIRECTML -> options.addDirectML(index);
            case OPENVINO -> options.addOpenVINO("CPU");
        }
    }
}
