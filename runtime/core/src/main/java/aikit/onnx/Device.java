package aikit.onnx;

import aikit.AiException;
import java.util.Locale;

/// What the user asked to run on: `auto`, or an accelerator by name with an optional index (`cuda:1`).
///
/// @param accelerator ignored when `auto`
/// @param index which of several devices, from 0
public record Device(boolean auto, Accelerator accelerator, int index) {

    public static final Device AUTO = new Device(true, Accelerator.CPU, 0);

    public static Device parse(String text) {
        if (text.equals("auto")) {
            return AUTO;
        }
        String[] parts = text.split(":", 2);
        try {
            Accelerator accelerator = Accelerator.valueOf(parts[0].toUpperCase(Locale.ROOT));
            int index = parts.length == 2 ? Integer.parseUnsignedInt(parts[1]) : 0;
            return new Device(false, accelerator, index);
        } catch (IllegalArgumentException e) {
            throw AiException.usage(
                    "--device " + text + ": no such device",
                    "use auto, cpu, cuda[:n], tensorrt[:n], coreml, directml[:n] or openvino")
                    .causedBy(e);
        }
    }

    @Override
    public String toString() {
        String name = accelerator.name().toLowerCase(Locale.ROOT);
        return auto ? "auto" : accelerator == Accelerator.CPU ? name : name + ":" + index;
    }
}
