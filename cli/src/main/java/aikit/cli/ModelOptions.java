package aikit.cli;

import aikit.AiException;
import aikit.onnx.Device;
import picocli.CommandLine.Option;

/// Options of every command that runs a model.
public final class ModelOptions {

    @Option(names = {"-m", "--model"}, paramLabel = "MODEL", order = 80,
            description = "NAME, a folder, or hf:org/repo[@revision]; see: ai models list.")
    private String model = "";

    @Option(names = "--precision", paramLabel = "P", order = 81,
            description = "Variant of the model: fp32, fp16, q8 or q4.")
    private String precision = "";

    @Option(names = "--device", paramLabel = "DEVICE", order = 82,
            description = "auto (default), cpu, cuda[:n], tensorrt[:n], coreml, directml[:n] or openvino.")
    private String device = "auto";

    @Option(names = "--threads", paramLabel = "N", order = 83, description = "Threads for the model; 0 lets ai choose.")
    private int threads;

    /// What the user wrote; empty for the default of the task.
    public String model() {
        return model;
    }

    /// @throws AiException of kind USAGE when it is none of the known ones
    public String precision() {
        return switch (precision) {
            case "", "fp32", "fp16", "q8", "q4" -> precision;
            default -> throw AiException.usage(
                    "--precision " + precision + ": no such precision", "use fp32, fp16, q8 or q4");
        };
    }

    public Device device() {
        return Device.parse(device);
    }

    public int threads() {
        if (threads < 0) {
            throw AiException.usage("--threads " + threads + ": is negative", "use 0 to let ai choose");
        }
        return threads;
    }
}
