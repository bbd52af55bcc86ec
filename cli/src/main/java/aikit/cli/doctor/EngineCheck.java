package aikit.cli.doctor;

import aikit.AiException;
import aikit.onnx.Accelerator;
import aikit.onnx.OnnxEngine.Probe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// ONNX Runtime: where the native libraries come from, and which accelerators really open a graph.
///
/// @param natives folder that the launcher names; empty when the libraries are unpacked into the cache
/// @param probing tries every accelerator
public record EngineCheck(String natives, Supplier<List<Probe>> probing) implements Check {

    private static final String AREA = "engine";

    /// Where Linux shows that a driver of NVIDIA is loaded.
    private static final Path NVIDIA = Path.of("/proc/driver/nvidia/version");

    /// What ONNX Runtime puts before its messages.
    private static final Pattern CODE = Pattern.compile("^Error code - \\w+ - message: ");

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(origin());
        try {
            for (Probe probe : probing.get()) {
                findings.add(accelerator(probe));
            }
        } catch (AiException e) {
            findings.add(Finding.fail(AREA, "onnxruntime", e.getMessage(), e.hint().orElse("")));
        } catch (LinkageError e) {
            findings.add(unloadable(AREA, "onnxruntime", e));
        }
        return findings;
    }

    static Finding unloadable(String area, String name, LinkageError failure) {
        String why = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return Finding.fail(area, name, "a native library cannot be loaded: " + why, "reinstall ai for this system");
    }

    private Finding origin() {
        if (natives.isEmpty()) {
            return Finding.ok(AREA, "natives", "from the jars, unpacked into the cache at the first use");
        }
        for (String library : List.of("onnxruntime", "tokenizers")) {
            Path file = Path.of(natives).resolve(System.mapLibraryName(library));
            if (!Files.isRegularFile(file)) {
                String text = file + " is missing: it is unpacked into the cache instead";
                return Finding.warn(AREA, "natives", text, "reinstall ai");
            }
        }
        return Finding.ok(AREA, "natives", natives);
    }

    private static Finding accelerator(Probe probe) {
        String name = probe.accelerator().name().toLowerCase(Locale.ROOT);
        if (probe.works()) {
            return Finding.ok(AREA, name, "works");
        }
        String text = "does not work: " + CODE.matcher(probe.reason()).replaceFirst("");
        return switch (probe.accelerator()) {
            case CPU -> Finding.fail(AREA, name, text, "reinstall ai for this system");
            case CUDA, TENSORRT -> Files.exists(NVIDIA)
                    ? Finding.warn(AREA, name, text, advice(probe.accelerator()))
                    : Finding.none(AREA, name, text).hinting(advice(probe.accelerator()));
            case COREML, DIRECTML, OPENVINO ->
                Finding.none(AREA, name, text).hinting(advice(probe.accelerator()));
        };
    }

    private static String advice(Accelerator accelerator) {
        return switch (accelerator) {
            case CPU -> "";
            case CUDA -> "needs an NVIDIA driver, CUDA, cuDNN and the GPU build of ai";
            case TENSORRT -> "needs TensorRT besides all that cuda needs";
            case COREML -> "is part of macOS only";
            case DIRECTML -> "needs Windows and an ONNX Runtime that was built with DirectML";
            case OPENVINO -> "needs an ONNX Runtime that was built with OpenVINO";
        };
    }
}
