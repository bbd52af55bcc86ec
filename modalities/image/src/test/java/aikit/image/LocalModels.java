package aikit.image;

import aikit.Home;
import aikit.Progress;
import aikit.model.ModelDir;
import aikit.model.ModelSpec;
import aikit.model.ModelSpec.Licence;
import aikit.model.ModelSpec.Source;
import aikit.onnx.Device;
import aikit.task.AiRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Models in folders of a test.
public final class LocalModels {

    private LocalModels() {}

    /// A folder in the hub's layout, with some of its graphs.
    public static ModelDir of(Path folder, String family, Path... graphs) {
        return of(folder, family, Map.of(), graphs);
    }

    /// @param parameters as in the catalogue
    static ModelDir of(Path folder, String family, Map<String, String> parameters, Path... graphs) {
        ModelSpec spec = new ModelSpec(
                folder.getFileName().toString(),
                List.of(),
                List.of(),
                family,
                new Licence("MIT", true),
                new Source.Folder(folder),
                Map.of(),
                List.of(),
                parameters,
                Optional.empty());
        // The digest only names the optimised copy in the cache, which is the test's own.
        List<ModelDir.Graph> all = List.of(graphs).stream()
                .map(graph -> new ModelDir.Graph(graph, Integer.toHexString(graph.hashCode())))
                .toList();
        return new ModelDir(spec, folder, "local", "fp32", all);
    }

    /// A runtime for models that the test opens itself.
    public static AiRuntime runtime(Path cache) {
        return new AiRuntime(
                new AiRuntime.Settings(new Home(cache, cache, cache), Device.parse("cpu"), 2, false),
                () -> {
                    throw new IllegalStateException("models are opened by the test");
                },
                Progress.none());
    }
}
