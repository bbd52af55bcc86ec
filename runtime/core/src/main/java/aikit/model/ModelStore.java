package aikit.model;

import aikit.AiException;
import aikit.Progress;
import aikit.model.ModelDir.Graph;
import aikit.model.ModelSpec.ModelFile;
import aikit.model.ModelSpec.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes models present: finds them where they already are, fetches what is missing, verifies every byte.
public final class ModelStore {

    private final ModelCatalog catalog;
    private final KnownDigests digests;
    private final Optional<Path> builtins;

    /// @param builtins folder of the models that come with the distribution
    /// @param cache folder of this user's cache
    public ModelStore(ModelCatalog catalog, Optional<Path> builtins, Path cache) {
        this.catalog = catalog;
        this.builtins = builtins;
        this.digests = new KnownDigests(cache.resolve("verified.txt"));
    }

    /// A model by what the user wrote (`NAME`, an alias, a folder, `hf:org/repo[@revision]`) or, when that is empty,
    /// by the default of the task; made present and verified.
    ///
    /// @param precision `fp32`, `fp16`, `q8`, `q4`, or empty to let the catalogue and the machine decide
    /// @throws AiException of kind USAGE for an unknown name, MODEL when it cannot be made present
    public ModelDir open(String reference, String task, String precision, Progress progress) {
        ModelSpec spec = resolve(reference, task);
        Variants variant = Variants.choose(spec, precision, precision.isEmpty() ? List.of() : Cpu.kinds());
        return switch (spec.source()) {
            case Source.Builtin(String folder) -> local(spec, builtin(spec, folder), "builtin", variant);
            case Source.Folder(Path folder) -> local(spec, folder, "local", variant);
            case Source.Hub hub -> throw AiException.model(spec.name() + ": fetching is not built yet", "");
            case Source.Web web -> throw AiException.model(spec.name() + ": fetching is not built yet", "");
        };
    }

    /// The entry that a reference means.
    public ModelSpec resolve(String reference, String task) {
        if (reference.isEmpty()) {
            return catalog.defaultFor(task);
        }
        Optional<ModelSpec> entry = catalog.find(reference);
        if (entry.isPresent()) {
            if (!task.isEmpty() && !entry.get().tasks().contains(task)) {
                throw AiException.usage(
                        reference + ": this model does not serve " + task,
                        "it serves " + String.join(", ", entry.get().tasks()));
            }
            return entry.get();
        }
        try {
            Path folder = Path.of(reference);
            if (Files.isDirectory(folder)) {
                return LocalFolder.spec(reference, folder.toAbsolutePath());
            }
        } catch (InvalidPathException e) {
            // Not a path on this system: the name is unknown.
        }
        throw AiException.usage(reference + ": there is no such model or folder", "run: ai models list");
    }

    private Path builtin(ModelSpec spec, String folder) {
        return builtins.map(root -> root.resolve(folder))
                .filter(Files::isDirectory)
                .orElseThrow(() -> AiException.model(
                        spec.name() + ": the model that comes with ai is not where it should be", "reinstall ai"));
    }

    private ModelDir local(ModelSpec spec, Path folder, String revision, Variants variant) {
        List<ModelFile> files = new ArrayList<>(variant.files());
        files.addAll(spec.files());
        LocalFolder.check(spec.name(), folder, files);
        try {
            for (ModelFile file : files) {
                Optional<Digest> expected = file.sha256().map(Digest::sha256);
                if (expected.isPresent() && !digests.matches(folder.resolve(file.path()), expected.get())) {
                    throw AiException.model(
                            spec.name() + ": " + file.path() + " is damaged: its digest is not " + expected.get().hex(),
                            "reinstall ai, or correct the entry in models.yaml");
                }
            }
            return new ModelDir(spec, folder, revision, variant.precision(), graphs(folder, variant.files()));
        } catch (IOException e) {
            throw AiException.model(spec.name() + ": " + folder + " cannot be read", "").causedBy(e);
        }
    }

    private List<Graph> graphs(Path folder, List<ModelFile> files) throws IOException {
        List<Graph> graphs = new ArrayList<>();
        for (ModelFile file : files) {
            if (!file.path().endsWith(".onnx")) {
                continue;
            }
            StringBuilder all = new StringBuilder();
            for (ModelFile part : files) {
                if (part == file || HubLayout.isDataOf(file.path(), part.path())) {
                    all.append(digests.sha256(folder.resolve(part.path())));
                }
            }
            String digest = all.length() == 64 ? all.toString() : Digest.sha256OfText(all.toString());
            graphs.add(new Graph(folder.resolve(file.path()), digest));
        }
        return graphs;
    }
}
