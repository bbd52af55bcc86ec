package aikit.model;

import aikit.AiException;
import aikit.Progress;
import aikit.model.Downloader.Wanted;
import aikit.model.ModelLock.Pin;
import aikit.model.ModelLock.PinnedFile;
import aikit.model.ModelSpec.ModelFile;
import aikit.model.ModelSpec.Source.Web;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Models of an `https:` source. Such a server states no digests: a file is checked against the catalogue, or against
/// what the first pull found and pinned.
final class WebModels {

    /// Stands for the commit that such a source does not have.
    static final String COMMIT = "web";

    private final HubConnection connection;
    private final Path data;
    private final ModelLock lock;
    private final KnownDigests digests;

    /// @param data folder of this user's data
    WebModels(HubConnection connection, Path data, ModelLock lock, KnownDigests digests) {
        this.connection = connection;
        this.data = data;
        this.lock = lock;
        this.digests = digests;
    }

    /// The folder of a model.
    Path folder(ModelSpec spec) {
        return data.resolve("models").resolve(spec.name());
    }

    Path present(ModelSpec spec, Web web, List<ModelFile> files, Progress progress) {
        Optional<Pin> pin = lock.find(spec.name(), web.toString());
        Map<String, PinnedFile> pinned = new TreeMap<>();
        try (Progress.Task task = progress.start(spec.name(), -1, Progress.Unit.BYTES)) {
            for (ModelFile file : files) {
                pinned.put(file.path(), file(spec, web, file, pin, task));
            }
            if (pin.filter(p -> p.files().entrySet().containsAll(pinned.entrySet())).isEmpty()) {
                lock.add(spec.name(), new Pin(web.toString(), COMMIT, pinned));
            }
            return folder(spec);
        } catch (IOException e) {
            throw AtomicFile.failure(spec.name() + ": " + folder(spec) + " cannot be used", folder(spec), e);
        }
    }

    private PinnedFile file(ModelSpec spec, Web web, ModelFile file, Optional<Pin> pin, Progress.Task task)
            throws IOException {
        Optional<Digest> digest = file.sha256()
                .or(() -> pin.map(p -> p.files().get(file.path())).map(PinnedFile::sha256))
                .map(Digest::sha256);
        Path target = folder(spec).resolve(file.path());
        boolean there = Files.isRegularFile(target) && (digest.isEmpty() || digests.matches(target, digest.get()));
        if (!there) {
            if (connection.settings().offline()) {
                throw HubModels.offline(spec, " is not on this machine, and this run is offline");
            }
            Wanted wanted = new Wanted(
                    spec.name() + "/" + file.path(), file, web.base().resolve(HubClient.encodePath(file.path())),
                    web.base(), target,
                    file.bytes().orElse(-1L), digest);
            Path name = target.resolveSibling("." + target.getFileName() + ".lock");
            new Downloader(connection, digests).fetch(wanted, name, task);
        }
        return new PinnedFile(digests.sha256(target), Files.size(target));
    }
}
