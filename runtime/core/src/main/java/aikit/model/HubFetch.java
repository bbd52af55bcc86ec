package aikit.model;

import aikit.AiException;
import aikit.Progress;
import aikit.model.Downloader.Wanted;
import aikit.model.HubClient.Listing;
import aikit.model.HubClient.RemoteFile;
import aikit.model.HubModels.Present;
import aikit.model.ModelLock.Pin;
import aikit.model.ModelLock.PinnedFile;
import aikit.model.ModelSpec.ModelFile;
import aikit.model.ModelSpec.Source.Hub;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Brings files of a hub repository into the cache: asks for the listing, checks it against what is known, fetches what
/// is missing, pins, and only then makes the files visible.
final class HubFetch {

    /// Left free on a disk that is downloaded to.
    private static final long RESERVE = 64 << 20;

    private final HubConnection connection;
    private final HubClient client;
    private final HubCache cache;
    private final ModelLock lock;
    private final KnownDigests digests;
    private final Map<Hub, Listing> listings = new ConcurrentHashMap<>();

    HubFetch(HubConnection connection, ModelLock lock, KnownDigests digests) {
        this.connection = connection;
        this.client = new HubClient(connection);
        this.cache = new HubCache(connection.settings().cache());
        this.lock = lock;
        this.digests = digests;
    }

    /// What the hub has of a model, at the pinned commit when there is one.
    Listing listing(String name, Hub hub, Optional<Pin> pin) {
        String revision = pin.map(Pin::commit).or(hub::revision).orElse(HubModels.MAIN);
        Listing listing = listings.computeIfAbsent(new Hub(hub.repository(), Optional.of(revision)), this::listing);
        listings.putIfAbsent(new Hub(hub.repository(), Optional.of(listing.commit())), listing);
        if (Digest.isCommit(revision) && !listing.commit().equals(revision)) {
            throw ModelLock.drift(name, "the hub answers with commit " + listing.commit() + " for " + revision);
        }
        return listing;
    }

    private Listing listing(Hub hub) {
        return client.listing(hub.repository(), hub.revision().orElseThrow());
    }

    Present present(ModelSpec spec, Hub hub, Optional<Pin> pin, List<ModelFile> files, Progress progress)
            throws IOException {
        Listing listing = listing(spec.name(), hub, pin);
        List<Wanted> wanted = fetch(spec, hub, listing, files, progress);
        pin(spec, hub, listing.commit(), wanted);
        link(hub, listing.commit(), wanted);
        if (!hub.pinned()) {
            cache.setCommit(hub.repository(), hub.revision().orElse(HubModels.MAIN), listing.commit());
        }
        return new Present(cache.snapshot(hub.repository(), listing.commit()), listing.commit());
    }

    /// The snapshot with the configuration files of a repository; nothing is pinned, and no branch moves.
    Path configuration(ModelSpec spec, Hub hub, Optional<Pin> pin, Progress progress) throws IOException {
        Listing listing = listing(spec.name(), hub, pin);
        link(hub, listing.commit(), fetch(spec, hub, listing, List.of(ModelFile.of("config.json")), progress));
        return cache.snapshot(hub.repository(), listing.commit());
    }

    private List<Wanted> fetch(ModelSpec spec, Hub hub, Listing listing, List<ModelFile> files, Progress progress)
            throws IOException {
        List<Wanted> wanted = new ArrayList<>();
        for (ModelFile file : withConfiguration(files, listing)) {
            RemoteFile remote = listing.files().get(file.path());
            if (remote == null) {
                throw AiException.model(
                        spec.name() + ": " + HubModels.source(hub) + " has no file " + file.path(),
                        "the repository has changed or the catalogue is wrong: correct the entry in models.yaml");
            }
            wanted.add(wanted(new Place(spec.name(), hub.repository(), listing.commit()), file, remote));
        }
        fetch(spec, hub, wanted, progress);
        return wanted;
    }

    /// @param name of the model, for messages
    private record Place(String name, String repository, String commit) {}

    private static List<ModelFile> withConfiguration(List<ModelFile> files, Listing listing) {
        List<ModelFile> all = new ArrayList<>(files);
        for (String path : HubLayout.CONFIGURATION) {
            if (listing.files().containsKey(path) && files.stream().noneMatch(file -> file.path().equals(path))) {
                all.add(ModelFile.of(path));
            }
        }
        return all;
    }

    /// The download of a file, whose digest somebody must state: the listing, or the headers of the file.
    private Wanted wanted(Place place, ModelFile file, RemoteFile remote) {
        URI address = client.address(place.repository(), place.commit(), file.path());
        String name = place.name() + "/" + file.path();
        Digest digest = remote.digest().orElseGet(() -> client.digest(name, address));
        file.sha256().ifPresent(sha256 -> {
            if (digest.kind() == Digest.Kind.SHA256 && !digest.hex().equals(sha256)) {
                throw AiException.model(
                        name + ": the catalogue's sha256 is not the one that the hub states",
                        "correct the entry in models.yaml if you trust the hub");
            }
        });
        Path blob = cache.blob(place.repository(), digest);
        URI hub = connection.settings().endpoint();
        return new Wanted(name, file, address, hub, blob, remote.bytes(), Optional.of(digest));
    }

    private void fetch(ModelSpec spec, Hub hub, List<Wanted> files, Progress progress) throws IOException {
        checkSpace(spec, files);
        Downloader downloader = new Downloader(connection, digests);
        long total = files.stream().mapToLong(file -> Math.max(0, file.bytes())).sum();
        try (Progress.Task task = progress.start(spec.name(), total, Progress.Unit.BYTES)) {
            for (Wanted file : files) {
                downloader.fetch(file, cache.lock(hub.repository(), file.digest().orElseThrow()), task);
            }
        }
    }

    private void checkSpace(ModelSpec spec, List<Wanted> files) throws IOException {
        Files.createDirectories(cache.root());
        long missing = files.stream()
                .filter(file -> !Files.exists(file.target()))
                .mapToLong(file -> Math.max(0, file.bytes()))
                .sum();
        long free = Files.getFileStore(cache.root()).getUsableSpace();
        if (missing > 0 && missing > free - RESERVE) {
            throw AiException.limit(
                    spec.name() + ": " + missing / 1_000_000 + " MB to fetch, and " + cache.root() + " has "
                            + free / 1_000_000 + " MB free",
                    "free some space, or set HF_HUB_CACHE to another disk");
        }
    }

    private void pin(ModelSpec spec, Hub hub, String commit, List<Wanted> files) throws IOException {
        Map<String, PinnedFile> pinned = new TreeMap<>();
        for (Wanted file : files) {
            String sha256 = digests.sha256(file.target());
            if (file.file().sha256().filter(known -> !known.equals(sha256)).isPresent()) {
                throw AiException.model(
                        file.name() + ": the catalogue's sha256 is not that of the file",
                        "correct the entry in models.yaml");
            }
            pinned.put(file.file().path(), new PinnedFile(sha256, Files.size(file.target())));
        }
        lock.add(spec.name(), new Pin(HubModels.source(hub), commit, pinned));
    }

    /// Makes verified files visible in the snapshot.
    private void link(Hub hub, String commit, List<Wanted> files) throws IOException {
        for (Wanted file : files) {
            cache.link(hub.repository(), commit, file.file().path(), file.digest().orElseThrow());
        }
    }
}
