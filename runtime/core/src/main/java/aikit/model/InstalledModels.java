package aikit.model;

import aikit.AiException;
import aikit.model.ModelLock.Pin;
import aikit.model.ModelLock.PinnedFile;
import aikit.model.ModelSpec.ModelFile;
import aikit.model.ModelSpec.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The models on this machine: whether each is here and whole, removing them, and clearing what no model needs.
///
/// The hub cache belongs to all hub tools of the user, so only what `ai` itself pinned is ever touched.
public final class InstalledModels {

    /// Files that are younger may belong to a pull that is running.
    private static final Duration YOUNG = Duration.ofHours(1);

    /// Whether a model's files are here.
    public enum State {
        /// Every file of at least one variant.
        PRESENT,
        /// Nothing, or not enough to run.
        ABSENT
    }

    /// How a file of a model stands.
    public enum Health {
        OK,
        MISSING,
        DAMAGED,
        /// Nobody states what it should be.
        UNKNOWN
    }

    public record Check(String path, Health health) {}

    /// @param files what was removed, or would be
    public record Removed(List<Path> files, long bytes) {}

    private final ModelStore store;
    private final HubCache cache;

    InstalledModels(ModelStore store, HubCache cache) {
        this.store = store;
        this.cache = cache;
    }

    public State state(ModelSpec spec) {
        Optional<Path> folder = store.folderOf(spec);
        boolean here = folder.isPresent()
                && has(folder.get(), spec.files())
                && variants(spec, folder.get()).values().stream().anyMatch(files -> has(folder.get(), files));
        return here ? State.PRESENT : State.ABSENT;
    }

    /// The variants of the entry, or those that its folder has when the entry leaves it to the files.
    private static Map<String, List<ModelFile>> variants(ModelSpec spec, Path folder) {
        try {
            return spec.variants().isEmpty() ? LocalFolder.spec(spec.name(), folder).variants() : spec.variants();
        } catch (AiException e) {
            return Map.of(); // nothing to run is there yet
        }
    }

    private static boolean has(Path folder, List<ModelFile> files) {
        return files.stream().allMatch(file -> Files.isRegularFile(folder.resolve(file.path())));
    }

    /// The folder of a model.
    ///
    /// @throws AiException of kind MODEL when it is not here
    public Path path(ModelSpec spec) {
        return store.folderOf(spec)
                .filter(folder -> state(spec) == State.PRESENT)
                .orElseThrow(() -> AiException.model(
                        spec.name() + ": is not on this machine", "run: ai models pull " + spec.name()));
    }

    /// Hashes every file of a model that is here, whatever was verified before.
    public List<Check> verify(ModelSpec spec) {
        Path folder = path(spec);
        Map<String, Optional<String>> expected = new TreeMap<>();
        spec.files().forEach(file -> expected.put(file.path(), file.sha256()));
        variants(spec, folder).values().stream()
                .filter(files -> has(folder, files))
                .flatMap(List::stream)
                .forEach(file -> expected.put(file.path(), file.sha256()));
        pin(spec).ifPresent(pin -> pin.files().forEach((path, file) -> expected.put(path, Optional.of(file.sha256()))));
        List<Check> checks = new ArrayList<>();
        expected.forEach((path, sha256) -> checks.add(new Check(path, health(folder.resolve(path), sha256))));
        return checks;
    }

    private static Health health(Path file, Optional<String> sha256) {
        try {
            if (!Files.isRegularFile(file)) {
                return Health.MISSING;
            }
            if (sha256.isEmpty()) {
                return Health.UNKNOWN;
            }
            return Digest.sha256(file).equals(sha256.get()) ? Health.OK : Health.DAMAGED;
        } catch (IOException e) {
            return Health.DAMAGED;
        }
    }

    private Optional<Pin> pin(ModelSpec spec) {
        return Optional.ofNullable(store.lock().pins().get(spec.name()));
    }

    /// Removes the files of a model; its pin stays, so that a later pull brings the very same ones.
    ///
    /// @throws AiException of kind USAGE for a model that is not ours to remove
    public Removed remove(ModelSpec spec) {
        Map<String, PinnedFile> files = pin(spec).map(Pin::files).orElse(Map.of());
        return switch (spec.source()) {
            case Source.Builtin builtin -> throw notOurs(spec, "comes with ai");
            case Source.Folder folder -> throw notOurs(spec, "is a folder of yours");
            case Source.Hub hub -> remove(hub, store.folderOf(spec), files);
            case Source.Web web -> delete(
                    store.folderOf(spec).stream().flatMap(InstalledModels::tree).toList(), false);
        };
    }

    private static AiException notOurs(ModelSpec spec, String why) {
        return AiException.usage(spec.name() + ": cannot be removed: it " + why, "");
    }

    private Removed remove(Source.Hub hub, Optional<Path> snapshot, Map<String, PinnedFile> files) {
        List<Path> doomed = new ArrayList<>();
        snapshot.ifPresent(folder -> files.keySet().stream()
                .map(folder::resolve)
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .forEach(doomed::add));
        delete(doomed, false);
        snapshot.ifPresent(InstalledModels::deleteEmptyFolders);
        Path repository = cache.repository(hub.repository());
        Removed blobs = delete(unreferenced(repository, Duration.ZERO), false);
        if (snapshot.isPresent() && !Files.exists(snapshot.get())) {
            delete(refsTo(repository, snapshot.get().getFileName().toString()), false);
        }
        return blobs;
    }

    /// Clears what no model needs, in the repositories that `ai` pinned: commits that neither a pin nor a branch names,
    /// blobs that no snapshot links to, downloads that were given up.
    ///
    /// @param dryRun only say what would go
    public Removed prune(boolean dryRun) {
        List<Path> doomed = new ArrayList<>();
        Map<String, Set<String>> commits = new TreeMap<>();
        for (Pin pin : store.lock().pins().values()) {
            if (pin.source().startsWith("hf:")) {
                commits.computeIfAbsent(pin.source().substring(3), name -> new HashSet<>()).add(pin.commit());
            }
        }
        commits.forEach((name, pinned) -> {
            Path repository = cache.repository(name);
            List<Path> old = children(repository.resolve("snapshots"))
                    .filter(folder -> !pinned.contains(folder.getFileName().toString()))
                    .filter(folder -> refsTo(repository, folder.getFileName().toString()).isEmpty())
                    .flatMap(InstalledModels::tree)
                    .toList();
            doomed.addAll(old);
            doomed.addAll(unreferenced(repository, YOUNG, Set.copyOf(old)));
        });
        return delete(doomed, dryRun);
    }

    private static List<Path> refsTo(Path repository, String commit) {
        return tree(repository.resolve("refs"))
                .filter(Files::isRegularFile)
                .filter(ref -> {
                    try {
                        return Files.readString(ref).strip().equals(commit);
                    } catch (IOException e) {
                        return false;
                    }
                })
                .toList();
    }

    private static List<Path> unreferenced(Path repository, Duration age) {
        return unreferenced(repository, age, Set.of());
    }

    private static List<Path> unreferenced(Path repository, Duration age, Set<Path> gone) {
        Set<Path> used = new HashSet<>();
        tree(repository.resolve("snapshots")).filter(file -> !gone.contains(file)).forEach(file -> {
            try {
                used.add(file.toRealPath().getFileName());
            } catch (IOException e) {
                // A link to nothing uses nothing.
            }
        });
        Instant limit = Instant.now().minus(age);
        return children(repository.resolve("blobs"))
                .filter(blob -> !used.contains(blob.getFileName()) && isOlder(blob, limit))
                .toList();
    }

    private static boolean isOlder(Path file, Instant limit) {
        try {
            return !Files.getLastModifiedTime(file).toInstant().isAfter(limit);
        } catch (IOException e) {
            return false;
        }
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList().stream();
        } catch (IOException e) {
            return Stream.of();
        }
    }

    /// Everything in a folder and the folder itself, deepest first; links are not followed.
    private static Stream<Path> tree(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(java.util.Comparator.reverseOrder()).toList().stream();
        } catch (IOException | UncheckedIOException e) {
            return Stream.of();
        }
    }

    private static void deleteEmptyFolders(Path root) {
        tree(root).filter(Files::isDirectory).filter(folder -> children(folder).findAny().isEmpty()).forEach(folder -> {
            try {
                Files.delete(folder);
            } catch (IOException e) {
                // Something came into it meanwhile.
            }
        });
    }

    private static Removed delete(List<Path> doomed, boolean dryRun) {
        long bytes = 0;
        for (Path file : doomed) {
            try {
                bytes += Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
                if (!dryRun) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw AiException.model(file + ": cannot be removed", "").causedBy(e);
            }
        }
        return new Removed(doomed, bytes);
    }
}
