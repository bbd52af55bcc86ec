package aikit.image;

import aikit.model.ModelDir;
import aikit.model.ModelSpec;
import aikit.model.ModelSpec.Licence;
import aikit.model.ModelSpec.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A model of which nothing is there but how it takes pictures.
final class ProcessorFolder {

    private ProcessorFolder() {}

    static ModelDir of(Path folder) {
        ModelSpec spec = new ModelSpec(
                folder.getFileName().toString(), List.of(), List.of(), "clip", new Licence("MIT", true),
                new Source.Folder(folder), Map.of(), List.of(), Map.of(), Optional.empty());
        return new ModelDir(spec, folder, "local", "fp32", List.of());
    }
}
