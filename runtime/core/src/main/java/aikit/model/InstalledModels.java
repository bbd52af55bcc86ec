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
import java.util.function.Function;
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
    public record Removed(List<Path> files, long bytes) {

        Removed and(Removed more) {
            return new Removed(Stream.concat(files.stream(), more.files.stream()).toList(), bytes + more.bytes);
        }
    }

    private final ModelStore store;
    private final HubCache cache;
    private final GraphCache graphs;

    InstalledModels(ModelStore store, HubCache cache, GraphCache graphs) {
        this.store = store;
        this.graphs = graphs;
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
                .orElseThrow(() -> absent(spec));
    }

    private static AiException absent(ModelSpec spec) {
        return AiException.model(spec.name() + ": is not on this machine", "run: ai models pull " + spec.name());
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
    /// @throws AiException of kind USAGE for a model that is not ours to remove, MODEL for one that was never pinned
    public Removed remove(ModelSpec spec) {
        return switch (spec.source()) {
            case Source.Builtin builtin -> throw notOurs(spec, "comes with ai");
            case Source.Folder folder -> throw notOurs(spec, "is a folder of yours");
            case Source.Hub hub -> removePinned(
                    spec, pin -> remove(hub, cache.snapshot(hub.repository(), pin.commit()), pin.files()));
            case Source.Web web -> removePinned(
                    spec, pin -> delete(store.folderOf(spec).stream().flatMap(InstalledModels::tree).toList(), false));
        };
    }

    private Removed removePinned(ModelSpec spec, Function<Pin, Removed> files) {
        Pin pin = pin(spec).orElseThrow(() -> absent(spec));
        List<Path> copies = graphs.of(digests(spec));
        return files.apply(pin).and(delete(copies, false));
    }

    /// The digests of a model's graphs that are here.
    private Set<String> digests(ModelSpec spec) {
        Optional<Pin> pin = pin(spec);
        boolean ours = spec.source() instanceof Source.Builtin || spec.source() instanceof Source.Folder;
        return ours || pin.isPresent()
                ? store.folderOf(spec)
                        .map(folder -> store.graphDigests(folder, variants(spec, folder), pin))
                        .orElse(Set.of())
                : Set.of(); // never opened by ai
    }

    private static AiException notOurs(ModelSpec spec, String why) {
        return AiException.usage(spec.name() + ": cannot be removed: it " + why, "");
    }

    private Removed remove(Source.Hub hub, Path snapshot, Map<String, PinnedFile> files) {
        List<Path> links = files.keySet().stream()
                .map(snapshot::resolve)
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .toList();
        Set<Path> linked = names(links.stream());
        Removed removed = delete(links, false);
        deleteEmptyFolders(snapshot);
        Path repository = cache.repository(hub.repository());
        Instant limit = Instant.now().minus(YOUNG);
        List<Path> blobs = unreferenced(repository, Set.of()).stream()
                .filter(blob -> linked.contains(blob.getFileName()) || isOlder(blob, limit))
                .toList();
        if (!Files.exists(snapshot)) {
            delete(refsTo(repository, snapshot.getFileName().toString()), false);
        }
        return removed.and(delete(blobs, false));
    }

    /// Clears what no model needs, in the repositories that `ai` pinned: commits that neither a pin nor a branch names,
    /// blobs that no snapshot links to, downloads that were given up; and optimised graphs that no installed model of the
    /// catalogue or the lock has.
    ///
    /// @param engine version of the engine, whose optimised graphs stay; those of other versions go
    /// @param dryRun only say what would go
    public Removed prune(String engine, boolean dryRun) {
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
            Instant limit = Instant.now().minus(YOUNG);
            unreferenced(repository, Set.copyOf(old)).stream()
                    .filter(blob -> isOlder(blob, limit))
                    .forEach(doomed::add);
        });
        Set<String> installed = new HashSet<>();
        store.catalog().all().forEach(spec -> installed.addAll(digests(spec)));
        store.lock().pins().keySet().stream()
                .filter(name -> name.startsWith("hf:"))
                .forEach(name -> installed.addAll(digests(store.entry(name))));
        doomed.addAll(graphs.others(installed, engine));
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

    private static List<Path> unreferenced(Path repository, Set<Path> gone) {
        Set<Path> used = names(tree(repository.resolve("snapshots")).filter(file -> !gone.contains(file)));
        return children(repository.resolve("blobs")).filter(blob -> !used.contains(blob.getFileName())).toList();
    }

    /// The names of the files that links lead to.
    private static Set<Path> names(Stream<Path> links) {
        Set<Path> names = new HashSet<>();
        links.forEach(link -> {
            try {
                names.add(link.toRealPath().getFileName());
            } catch (IOException e) {
                // A link to nothing uses nothing.
            }
        });
        return names;
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
