package aikit.model;

import aikit.AiException;
import aikit.model.CatalogReader.Entries;
import aikit.model.CompiledCatalog.Index;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/// The models that have a name: the shipped `models.yaml` with the user's own file of the same form laid over it.
///
/// Reading YAML costs more than embedding a line of text, so what was read is kept in a compiled form in the cache and
/// used as long as both files have the very same bytes.
public final class ModelCatalog {

    /// What the user writes in the place of a name for the model that needs no fetching, whatever the task.
    public static final String STARTER = "starter";

    private final Index index;

    private ModelCatalog(Index index) {
        this.index = index;
    }

    /// @param shipped the catalogue that comes with the distribution
    /// @param overlay the user's own entries and defaults; need not be there
    /// @param cache folder for the compiled form
    /// @throws AiException of kind USAGE, `file:line: what`, when a file is wrong
    public static ModelCatalog read(Path shipped, Path overlay, Path cache) {
        byte[] base = bytes(shipped)
                .orElseThrow(() -> AiException.usage(shipped + ": the model catalogue is missing", "reinstall ai"));
        Optional<byte[]> own = bytes(overlay);
        CompiledCatalog compiled = new CompiledCatalog(cache.resolve("models.bin"), base, own.orElse(new byte[0]));
        Optional<Index> known = compiled.load();
        if (known.isPresent()) {
            return new ModelCatalog(known.get());
        }
        Entries first = CatalogReader.read(shipped.getFileName().toString(), base);
        Entries entries = own.map(bytes -> CatalogReader.overlay(first, overlay.toString(), bytes)).orElse(first);
        compiled.save(entries);
        return new ModelCatalog(Index.of(entries));
    }

    private static Optional<byte[]> bytes(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw AiException.usage(file + ": cannot be read", "").causedBy(e);
        }
    }

    /// All entries in the order of the files.
    public List<ModelSpec> all() {
        return index.models().values().stream().map(Supplier::get).toList();
    }

    /// The entry of this name or alias.
    public Optional<ModelSpec> find(String name) {
        return Optional.ofNullable(index.models().get(index.aliases().getOrDefault(name, name))).map(Supplier::get);
    }

    /// The model that serves a task when the user names none.
    ///
    /// @throws AiException of kind USAGE when the catalogue has none
    public ModelSpec defaultFor(String task) {
        return findDefault(task)
                .orElseThrow(() -> AiException.usage(
                        task + ": no model is the default for it",
                        "give --model; defaults exist for "
                                + String.join(", ", new TreeSet<>(index.defaults().keySet()))));
    }

    /// The same; empty when the catalogue has none.
    public Optional<ModelSpec> findDefault(String task) {
        return Optional.ofNullable(index.defaults().get(task)).flatMap(this::find);
    }

    /// The model that serves a task without anything being fetched, for [#STARTER]: the usual one where that comes with ai,
    /// else a starter model.
    ///
    /// @throws AiException of kind USAGE when there is none
    public ModelSpec starterFor(String task) {
        Optional<ModelSpec> usual = findDefault(task);
        return usual.filter(spec -> spec.source() instanceof ModelSpec.Source.Builtin)
                .or(() -> all().stream().filter(spec -> spec.starter() && spec.tasks().contains(task)).findFirst())
                .orElseThrow(() -> AiException.usage(
                        STARTER + ": no model that comes with ai serves " + task,
                        usual.map(spec -> "pull one: ai models pull " + spec.name()).orElse("see: ai models list")));
    }

    /// The model to pull for real work in the place of a starter: the usual one of its family for any of its tasks, else the
    /// usual one for the task.
    public Optional<ModelSpec> insteadOf(ModelSpec starter, String task) {
        return starter.tasks().stream()
                .flatMap(each -> findDefault(each).stream())
                .filter(spec -> spec.family().equals(starter.family()))
                .findFirst()
                .or(() -> findDefault(task));
    }

    /// The tasks that use this model when the user names none.
    public List<String> defaultOf(ModelSpec spec) {
        return index.defaults().entrySet().stream()
                .filter(entry -> entry.getValue().equals(spec.name()))
                .map(java.util.Map.Entry::getKey)
                .toList();
    }
}
