package aikit.model;

import aikit.AiException;
import aikit.model.CatalogReader.Entries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/// The models that have a name: the shipped `models.yaml` with the user's own file of the same form laid over it.
///
/// Reading YAML costs more than embedding a line of text, so what was read is kept in a compiled form in the cache and
/// used as long as both files have the very same bytes.
public final class ModelCatalog {

    private final Entries entries;

    private ModelCatalog(Entries entries) {
        this.entries = entries;
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
        Optional<Entries> known = compiled.load();
        if (known.isPresent()) {
            return new ModelCatalog(known.get());
        }
        Entries first = CatalogReader.read(shipped.getFileName().toString(), base);
        Entries entries = own.map(bytes -> CatalogReader.overlay(first, overlay.toString(), bytes)).orElse(first);
        compiled.save(entries);
        return new ModelCatalog(entries);
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
    public Collection<ModelSpec> all() {
        return entries.models().values();
    }

    /// The entry of this name or alias.
    public Optional<ModelSpec> find(String name) {
        return Optional.ofNullable(entries.models().get(entries.aliases().getOrDefault(name, name)));
    }

    /// The model that serves a task when the user names none.
    ///
    /// @throws AiException of kind USAGE when the catalogue has none
    public ModelSpec defaultFor(String task) {
        return Optional.ofNullable(entries.defaults().get(task))
                .flatMap(this::find)
                .orElseThrow(() -> AiException.usage(
                        task + ": no model is the default for it",
                        "give --model; defaults exist for " + String.join(", ", new TreeSet<>(entries.defaults().keySet()))));
    }

    /// The tasks that use this model when the user names none.
    public Collection<String> defaultOf(ModelSpec spec) {
        return entries.defaults().entrySet().stream()
                .filter(entry -> entry.getValue().equals(spec.name()))
                .map(java.util.Map.Entry::getKey)
                .toList();
    }
}
