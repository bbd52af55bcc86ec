package aikit.model;

import aikit.AiException;
import aikit.Progress;
import aikit.model.HubClient.Listing;
import aikit.model.ModelLock.Pin;
import aikit.model.ModelLock.PinnedFile;
import aikit.model.ModelSpec.Licence;
import aikit.model.ModelSpec.ModelFile;
import aikit.model.ModelSpec.Source.Hub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Models of a hub: found in the cache that all hub tools share, fetched into it otherwise, pinned either way.
final class HubModels {

    static final String MAIN = "main";

    /// A snapshot that has what was asked for.
    record Present(Path folder, String commit) {}

    /// What is looked for in the cache.
    private record Request(String commit, List<ModelFile> files, Progress progress) {}

    private final HubConnection connection;
    private final HubFetch fetch;
    private final HubCache cache;
    private final ModelLock lock;
    private final KnownDigests digests;
    private final boolean anew;

    /// @param anew ask the hub what it has now, whatever is here and pinned
    HubModels(HubConnection connection, ModelLock everyones, KnownDigests digests, boolean anew) {
        ModelLock lock = anew ? everyones.replacing() : everyones;
        this.anew = anew;
        this.connection = connection;
        this.cache = new HubCache(connection.settings().cache());
        this.fetch = new HubFetch(connection, lock, digests);
        this.lock = lock;
        this.digests = digests;
    }

    /// Makes the files of a variant present and verified. What is there already is not asked for; without network that
    /// is all there is.
    Present present(ModelSpec spec, Hub hub, List<ModelFile> files, Progress progress) {
        Optional<Pin> pin = lock.find(spec.name(), source(hub));
        Optional<String> commit = commit(hub, pin);
        try {
            if (!anew && commit.isPresent()) {
                Optional<Present> here = cached(spec, hub, pin,
                        new Request(commit.get(), withPinned(files, pin), progress));
                if (here.isPresent()) {
                    return here.get();
                }
            }
            if (connection.settings().offline()) {
                throw offline(spec,
                        anew
                                ? ": not updated, because this run is offline"
                                : " is not on this machine, and this run is offline");
            }
            return fetch.present(spec, hub, pin, files, progress);
        } catch (IOException e) {
            throw AtomicFile.failure(spec.name() + ": " + cache.root() + " cannot be used", cache.root(), e);
        }
    }

    /// The entry that describes a repository that the catalogue does not know: its family from `config.json`, its
    /// variants from the names of its files.
    ModelSpec describe(String reference, Hub hub, String precision, Progress progress) {
        Optional<Pin> pin = lock.find(reference, source(hub));
        Optional<Path> folder = commit(hub, pin).map(commit -> cache.snapshot(hub.repository(), commit));
        if (!anew && folder.isPresent() && Files.isRegularFile(folder.get().resolve("config.json"))) {
            Optional<ModelSpec> here = here(reference, folder.get());
            String wanted = precision.isEmpty() ? "fp32" : precision;
            if (here.isPresent() && (connection.settings().offline() || here.get().variants().containsKey(wanted))) {
                return from(here.get(), hub, Licence.UNKNOWN);
            }
        }
        ModelSpec blank = ModelSpec.of(reference, hub);
        if (connection.settings().offline()) {
            throw offline(
                    blank,
                    anew
                            ? ": not updated, because this run is offline"
                            : " is not on this machine, and this run is offline");
        }
        Listing listing = fetch.listing(reference, hub, pin);
        Map<String, List<ModelFile>> variants = HubLayout.variants(reference, listing.files().keySet());
        Path config = describing(blank, hub, pin, progress).resolve("config.json");
        String family = LocalFolder.family(reference, config);
        return new ModelSpec(
                reference, List.of(), List.of(), family, listing.licence(), hub, variants, List.of(), Map.of(),
                Optional.empty());
    }

    /// The snapshot with the configuration. The pin stays: the graph is not here yet.
    private Path describing(ModelSpec blank, Hub hub, Optional<Pin> pin, Progress progress) {
        try {
            return fetch.configuration(blank, hub, pin, progress);
        } catch (IOException e) {
            throw AtomicFile.failure(blank.name() + ": " + cache.root() + " cannot be used", cache.root(), e);
        }
    }

    private static Optional<ModelSpec> here(String reference, Path snapshot) {
        try {
            return Optional.of(LocalFolder.spec(reference, snapshot));
        } catch (AiException e) {
            return Optional.empty(); // no graph yet
        }
    }

    private static ModelSpec from(ModelSpec spec, Hub hub, Licence licence) {
        return new ModelSpec(
                spec.name(), List.of(), List.of(), spec.family(), licence, hub, spec.variants(), spec.files(), Map.of(),
                Optional.empty());
    }

    /// The snapshot that a model would be used from, when there is one; nothing is verified.
    Optional<Path> folder(ModelSpec spec, Hub hub) {
        return commit(hub, Optional.ofNullable(lock.pins().get(spec.name())))
                .map(commit -> cache.snapshot(hub.repository(), commit))
                .filter(Files::isDirectory);
    }

    /// The commit that this model is at, when that is known without asking.
    private Optional<String> commit(Hub hub, Optional<Pin> pin) {
        if (hub.pinned()) {
            return hub.revision();
        }
        return pin.map(Pin::commit).or(() -> cache.commit(hub.repository(), hub.revision().orElse(MAIN)));
    }

    static String source(Hub hub) {
        return new Hub(hub.repository(), Optional.empty()).toString();
    }

    /// The files that are needed, with the digests that the lock adds, and the configuration files that were pinned.
    private static List<ModelFile> withPinned(List<ModelFile> files, Optional<Pin> pin) {
        Map<String, PinnedFile> pinned = pin.map(Pin::files).orElse(Map.of());
        List<ModelFile> all = new ArrayList<>();
        for (ModelFile file : files) {
            Optional<PinnedFile> known = Optional.ofNullable(pinned.get(file.path()));
            all.add(new ModelFile(
                    file.path(),
                    file.sha256().or(() -> known.map(PinnedFile::sha256)),
                    file.bytes().or(() -> known.map(PinnedFile::bytes))));
        }
        for (String path : HubLayout.CONFIGURATION) {
            if (pinned.containsKey(path) && files.stream().noneMatch(file -> file.path().equals(path))) {
                PinnedFile known = pinned.get(path);
                all.add(new ModelFile(path, Optional.of(known.sha256()), Optional.of(known.bytes())));
            }
        }
        return all;
    }

    /// The snapshot, when every file is in it with a digest that somebody states.
    private Optional<Present> cached(ModelSpec spec, Hub hub, Optional<Pin> pin, Request request) throws IOException {
        Path folder = cache.snapshot(hub.repository(), request.commit());
        Map<String, PinnedFile> found = new TreeMap<>();
        for (ModelFile wanted : withConfiguration(request.files(), folder)) {
            Path file = folder.resolve(wanted.path());
            if (!cache.has(hub.repository(), file)) {
                return Optional.empty();
            }
            Optional<Digest> stated = cache.stated(file);
            Optional<Digest> expected = wanted.sha256().map(Digest::sha256).or(() -> stated);
            if (expected.isEmpty()) {
                if (!connection.settings().offline()) {
                    return Optional.empty(); // the hub will state it; what is here is then used as it is
                }
                throw offline(spec, ": nothing says what " + wanted.path() + " in the hub cache should be");
            }
            if (!digests.matches(file, expected.get())) {
                if (connection.settings().offline()) {
                    throw offline(spec, ": " + wanted.path() + " in the hub cache is damaged");
                }
                request.progress()
                        .note(spec.name() + ": " + wanted.path() + " in the hub cache is damaged and fetched anew");
                return Optional.empty();
            }
            found.put(wanted.path(), new PinnedFile(digests.sha256(file), Files.size(file)));
        }
        if (pin.filter(p -> p.files().entrySet().containsAll(found.entrySet())).isEmpty()) {
            lock.add(spec.name(), new Pin(source(hub), request.commit(), found));
        }
        return Optional.of(new Present(folder, request.commit()));
    }

    /// The configuration files that a snapshot has come along, listed or not.
    private static List<ModelFile> withConfiguration(List<ModelFile> files, Path folder) {
        List<String> listed = files.stream().map(ModelFile::path).toList();
        return Stream.concat(
                files.stream(),
                HubLayout.CONFIGURATION.stream()
                        .filter(path -> !listed.contains(path) && Files.isRegularFile(folder.resolve(path)))
                        .map(ModelFile::of))
                .toList();
    }

    static AiException offline(ModelSpec spec, String why) {
        return AiException.model(
                spec.name() + why,
                "run without --offline, or bring it from another machine: ai models export, ai models import");
    }
}
