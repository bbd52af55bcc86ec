package aikit.cli;

import aikit.AiException;
import aikit.cli.Arguments.Value;
import aikit.onnx.Device;

/// Options of every command that runs a model.
public final class ModelOptions {

    private final Value<String> model;
    private final Value<String> precision;
    private final Value<String> device;
    private final Value<Integer> threads;

    private ModelOptions(Value<String> model, ModelOptions rest) {
        this.model = model;
        precision = rest.precision;
        device = rest.device;
        threads = rest.threads;
    }

    public ModelOptions(Arguments arguments) {
        model = arguments.text(
                "", "MODEL",
                "NAME, a folder, hf:org/repo[@revision], or starter (what comes with ai); see: ai models list.",
                "-m", "--model");
        precision = arguments.text("", "P", "Variant of the model: fp32, fp16, q8 or q4.", "--precision");
        device = arguments.text("auto", "DEVICE",
                "auto (default), cpu, cuda[:n], tensorrt[:n], coreml, directml[:n] or openvino.", "--device");
        threads = arguments.number("N", "Threads for the model; 0 lets ai choose.", "--threads");
    }

    /// What the user wrote; empty for the default of the task.
    public String model() {
        return model.get();
    }

    /// The same with another model.
    ///
    /// @param other as [#model]
    public ModelOptions with(String other) {
        return new ModelOptions(new Value<>(other), this);
    }

    /// @throws AiException of kind USAGE when it is none of the known ones
    public String precision() {
        return switch (precision.get()) {
            case "", "fp32", "fp16", "q8", "q4" -> precision.get();
            default -> throw AiException.usage(
                    "--precision " + precision.get() + ": no such precision", "use fp32, fp16, q8 or q4");
        };
    }

    public Device device() {
        return Device.parse(device.get());
    }

    public int threads() {
        if (threads.get() < 0) {
            throw AiException.usage("--threads " + threads.get() + ": is negative", "use 0 to let ai choose");
        }
        return threads.get();
    }
}
