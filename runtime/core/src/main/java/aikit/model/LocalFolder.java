package aikit.model;

import aikit.AiException;
import aikit.model.ModelSpec.Licence;
import aikit.model.ModelSpec.ModelFile;
import aikit.model.ModelSpec.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A model given as a folder in the layout of a hub repository. Nobody vouches for its files, so they must be its own:
/// a link that leaves the folder could make a model read any file of this machine.
final class LocalFolder {

    /// A protobuf message, which every `.onnx` file is, has at most 2 GB.
    private static final long MOST_GRAPH_BYTES = Integer.MAX_VALUE;

    /// Deepest sub-folder that is looked into: `onnx/` is 1.
    private static final int DEPTH = 3;

    private LocalFolder() {}

    /// The entry that describes a folder: its family from `config.json`, its variants from the file names.
    static ModelSpec spec(String reference, Path folder) {
        List<String> paths = paths(folder);
        return new ModelSpec(
                reference,
                List.of(),
                List.of(),
                family(reference, folder.resolve("config.json")),
                Licence.UNKNOWN,
                new Source.Folder(folder),
                HubLayout.variants(reference, paths),
                HubLayout.CONFIGURATION.stream().filter(paths::contains).map(ModelFile::of).toList(),
                Map.of(),
                Optional.empty());
    }

    private static List<String> paths(Path folder) {
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw AiException.model(folder + ": the model folder cannot be read", "").causedBy(e);
        }
    }

    /// The family that `config.json` states.
    static String family(String reference, Path config) {
        if (!Files.isRegularFile(config)) {
            throw AiException.model(
                    reference + ": there is no config.json, so its architecture is unknown",
                    "give a folder in the layout of a Hugging Face repository, or describe the model in models.yaml");
        }
        try {
            JsonNode root = JsonMapper.shared().readTree(config);
            JsonNode type = root.path("model_type");
            if (root.path("architectures").path(0).asString("").endsWith(HubLayout.CLASSIFIER)) {
                return HubLayout.CLASSIFIES;
            }
            if (type.isString() && !type.asString().isBlank()) {
                return HubLayout.family(type.asString());
            }
        } catch (JacksonException e) {
            throw AiException.model(reference + ": config.json is not valid JSON", "").causedBy(e);
        }
        throw AiException.model(
                reference + ": config.json has no model_type, so its architecture is unknown",
                "describe the model in your own models.yaml, with its family");
    }

    /// Refuses files that are missing, too large for what they are, or outside the folder.
    static void check(String name, Path folder, List<ModelFile> files) {
        try {
            Path root = root(folder.toRealPath());
            for (ModelFile file : files) {
                Path path = folder.resolve(file.path());
                if (!Files.isRegularFile(path)) {
                    throw AiException.model(name + ": " + file.path() + " is missing from " + folder, "");
                }
                if (!path.toRealPath().startsWith(root)) {
                    throw refused(name, file, "is a link to a file outside the model's folder");
                }
                if (file.path().contains(".onnx") && hardLinks(path.toRealPath()) > 1) {
                    throw refused(name, file, "is a hard link, so it may be a file of another folder");
                }
                if (file.path().endsWith(".onnx") && Files.size(path) > MOST_GRAPH_BYTES) {
                    throw refused(name, file, "is larger than 2 GB, which no graph can be");
                }
            }
        } catch (IOException e) {
            throw AiException.model(name + ": the model folder cannot be read", "").causedBy(e);
        }
    }

    private static AiException refused(String name, ModelFile file, String why) {
        return AiException.model(name + ": " + file.path() + " " + why, "copy the file itself into the folder");
    }

    /// The folder that files may be in: for a snapshot of a hub cache the repository's, whose blobs it links to.
    private static Path root(Path folder) {
        Path snapshots = folder.getParent();
        boolean snapshot = snapshots != null
                && snapshots.endsWith("snapshots")
                && snapshots.getParent() != null
                && snapshots.getParent().getFileName().toString().startsWith("models--");
        return snapshot ? snapshots.getParent() : folder;
    }

    private static int hardLinks(Path file) {
        try {
            return (Integer) Files.getAttribute(file, "unix:nlink");
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return 1; // a file system without the notion
        }
    }
}
